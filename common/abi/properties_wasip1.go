package abi

import "unsafe"

//go:wasmimport env proxy_get_property
func proxyGetProperty(path unsafe.Pointer, pathSize uint32, data, size unsafe.Pointer) Status

//go:wasmimport env proxy_set_property
//go:noescape
func proxySetProperty(path unsafe.Pointer, pathSize uint32, value unsafe.Pointer, valueSize uint32) Status

// Property returns the raw value of an attribute. The parts of path are
// separated by NUL; integers are 64-bit little-endian.
func Property(dst []byte, path string) ([]byte, Status) {
	offering(dst)
	return taken(proxyGetProperty(text(path), uint32(len(path)),
		unsafe.Pointer(&out.data), unsafe.Pointer(&out.size)))
}

// SetProperty makes value readable under path for every plugin of the stream,
// and as filter state wasm.PATH.
func SetProperty(path string, value []byte) Status {
	return proxySetProperty(text(path), uint32(len(path)), pointer(value), uint32(len(value)))
}
