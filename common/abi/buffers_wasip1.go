package abi

import "unsafe"

//go:wasmimport env proxy_get_buffer_bytes
func proxyGetBufferBytes(b BufferType, start, length uint32, data, size unsafe.Pointer) Status

//go:wasmimport env proxy_set_buffer_bytes
//go:noescape
func proxySetBufferBytes(b BufferType, start, length uint32, data unsafe.Pointer, size uint32) Status

//go:wasmimport env proxy_get_buffer_status
func proxyGetBufferStatus(b BufferType, size, flags unsafe.Pointer) Status

// Buffer returns length bytes of b from start on, fewer if there are fewer.
//
// Callable while b is live: a body in its body callback, a configuration in
// Configure, a call-out's body in its response callback.
func Buffer(dst []byte, b BufferType, start, length int) ([]byte, Status) {
	offering(dst)
	return taken(proxyGetBufferBytes(b, uint32(start), uint32(length),
		unsafe.Pointer(&out.data), unsafe.Pointer(&out.size)))
}

// SetBuffer replaces length bytes of b from start on by data; with length 0
// it inserts. The host copies data.
func SetBuffer(b BufferType, start, length int, data []byte) Status {
	return proxySetBufferBytes(b, uint32(start), uint32(length), pointer(data), uint32(len(data)))
}

// BufferSize returns how many bytes b holds.
func BufferSize(b BufferType) (int, Status) {
	s := proxyGetBufferStatus(b, unsafe.Pointer(&out.size), unsafe.Pointer(&out.a))
	return int(out.size), s
}
