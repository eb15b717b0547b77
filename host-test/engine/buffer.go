package engine

import "aigateway/common/abi"

// buffer is a body, or a part of one, that a plugin may look at and change.
type buffer struct {
	data []byte
	// fixed refuses changes: a configuration or a call-out's body.
	fixed bool
}

func (b *buffer) len() int {
	if b == nil {
		return 0
	}
	return len(b.data)
}

// take moves everything from another buffer to the end of b.
func (b *buffer) take(from *buffer) {
	if len(b.data) == 0 {
		b.data, from.data = from.data, nil
		return
	}
	b.data = append(b.data, from.data...)
	from.data = nil
}

// slice returns a copy of length bytes from start on, fewer if there are
// fewer (proxy-wasm-cpp-host, exports.cc: get_buffer_bytes).
func (b *buffer) slice(start, length int) ([]byte, abi.Status) {
	if start < 0 || length < 0 {
		return nil, abi.BadArgument
	}
	if start >= len(b.data) {
		return nil, abi.OK
	}
	length = min(length, len(b.data)-start)
	return append([]byte(nil), b.data[start:start+length]...), abi.OK
}

// replace puts data in the place of length bytes at the front, or at the end
// when start is there; anywhere else it is refused, as Envoy's
// Buffer::copyFrom does.
func (b *buffer) replace(start, length int, data []byte) abi.Status {
	switch {
	case b.fixed || start < 0 || length < 0:
		return abi.BadArgument
	case start == 0:
		rest := b.data[min(length, len(b.data)):]
		next := make([]byte, 0, len(data)+len(rest))
		b.data = append(append(next, data...), rest...)
	case start >= len(b.data):
		// A new array: what was here may be in a queue to the network.
		b.data = append(append(make([]byte, 0, len(b.data)+len(data)), b.data...), data...)
	default:
		return abi.BadArgument
	}
	return abi.OK
}
