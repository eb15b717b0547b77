//go:build !wasip1

package abi

// Buffer returns length bytes of b from start on, fewer if there are fewer.
//
// Callable while b is live: a body in its body callback, a configuration in
// Configure, a call-out's body in its response callback.
func Buffer(dst []byte, b BufferType, start, length int) ([]byte, Status) {
	data, s := host.Buffer(b, start, length)
	return append(dst[:0], data...), s
}

// SetBuffer replaces length bytes of b from start on by data; with length 0
// it inserts. The host copies data.
func SetBuffer(b BufferType, start, length int, data []byte) Status {
	return host.SetBuffer(b, start, length, data)
}

// BufferSize returns how many bytes b holds.
func BufferSize(b BufferType) (int, Status) { return host.BufferSize(b) }
