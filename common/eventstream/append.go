package eventstream

import "encoding/binary"

// Header is a string header, the only type that is written.
type Header struct{ Name, Value string }

// Begin starts a frame at the end of dst. The payload is to be appended, and
// then the frame ended with [End].
func Begin(dst []byte, headers ...Header) []byte {
	start := len(dst)
	dst = append(dst, make([]byte, prelude)...)
	for _, h := range headers {
		dst = append(append(dst, byte(len(h.Name))), h.Name...)
		dst = binary.BigEndian.AppendUint16(append(dst, typeString), uint16(len(h.Value)))
		dst = append(dst, h.Value...)
	}
	binary.BigEndian.PutUint32(dst[start+4:], uint32(len(dst)-start-prelude))
	return dst
}

// End ends the frame that starts at start.
func End(dst []byte, start int) []byte {
	frame := dst[start:]
	binary.BigEndian.PutUint32(frame, uint32(len(frame)+4))
	binary.BigEndian.PutUint32(frame[8:], checksum(frame[:8]))
	return binary.BigEndian.AppendUint32(dst, checksum(frame))
}
