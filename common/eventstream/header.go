package eventstream

import "aigateway/common/byteorder"

// sizes holds how many bytes a value takes by the type of a header: true,
// false, byte, int16, int32, int64, bytes, string, timestamp, UUID. Where it
// says counted, two bytes before the value say it.
var sizes = [...]int8{0, 0, 1, 2, 4, 8, counted, counted, 8, 16}

const (
	counted    = -1
	typeString = 7
)

// Header returns the value of a string header, nil if there is none of the
// name.
func (f *Frame) Header(name string) []byte {
	for rest := f.headers; len(rest) > 0; {
		var h header
		h, rest, _ = cut(rest)
		if string(h.name) == name && h.kind == typeString {
			return h.value
		}
	}
	return nil
}

type header struct {
	name, value []byte
	kind        byte
}

// cut takes the first header off.
func cut(b []byte) (h header, rest []byte, ok bool) {
	if h.name, b, ok = take(b[1:], int(b[0])); !ok || len(b) == 0 {
		return h, nil, false
	}
	h.kind, b = b[0], b[1:]
	if int(h.kind) >= len(sizes) {
		return h, nil, false
	}
	size := int(sizes[h.kind])
	if size == counted {
		if len(b) < 2 {
			return h, nil, false
		}
		size, b = int(byteorder.BEUint16(b)), b[2:]
	}
	h.value, rest, ok = take(b, size)
	return h, rest, ok
}

func take(b []byte, size int) (taken, rest []byte, ok bool) {
	if len(b) < size {
		return nil, nil, false
	}
	return b[:size], b[size:], true
}

func wellFormed(headers []byte) bool {
	ok := true
	for ok && len(headers) > 0 {
		_, headers, ok = cut(headers)
	}
	return ok
}
