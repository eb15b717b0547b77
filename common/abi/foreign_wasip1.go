package abi

import "unsafe"

//go:wasmimport env proxy_call_foreign_function
func proxyCallForeignFunction(name unsafe.Pointer, nameSize uint32, args unsafe.Pointer, argsSize uint32, data, size unsafe.Pointer) Status

// CallForeign calls a function that only some hosts have; [NotFound] from
// those that have it not.
func CallForeign(dst []byte, name string, args []byte) ([]byte, Status) {
	offering(dst)
	return taken(proxyCallForeignFunction(text(name), uint32(len(name)), pointer(args), uint32(len(args)),
		unsafe.Pointer(&out.data), unsafe.Pointer(&out.size)))
}
