package abi

import "unsafe"

//go:wasmimport env proxy_get_shared_data
func proxyGetSharedData(key unsafe.Pointer, keySize uint32, data, size, cas unsafe.Pointer) Status

//go:wasmimport env proxy_set_shared_data
//go:noescape
func proxySetSharedData(key unsafe.Pointer, keySize uint32, value unsafe.Pointer, valueSize, cas uint32) Status

// SharedData returns the value of key and its version for compare-and-swap.
// Every VM of the host with the same vm_id sees the same data.
func SharedData(dst []byte, key string) (value []byte, cas uint32, s Status) {
	offering(dst)
	out.a = 0
	value, s = taken(proxyGetSharedData(text(key), uint32(len(key)),
		unsafe.Pointer(&out.data), unsafe.Pointer(&out.size), unsafe.Pointer(&out.a)))
	return value, out.a, s
}

// SetSharedData stores value if key still has version cas; 0 stores it
// whatever the version. Keys cannot be removed: use a bounded set of them.
func SetSharedData(key string, value []byte, cas uint32) Status {
	return proxySetSharedData(text(key), uint32(len(key)), pointer(value), uint32(len(value)), cas)
}
