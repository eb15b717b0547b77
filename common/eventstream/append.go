package eventstream

import "aigateway/common/byteorder"

// Header is a string header, the only type that is written.
type Header struct{ Name, Value string }

// Begin starts a frame at the end of dst. The payload is to be appended, and
// then the frame ended with [End].
func Begin(dst []byte, headers ...Header) []byte {
	start := len(dst)
	dst = append(dst, make([]byte, prelude)...)
	for _, h := range headers {
		dst = append(append(dst, byte(len(h.Name))), h.Name...)
		dst = byteorder.BEAppendUint16(append(dst, typeString), uint16(len(h.Value)))
		dst = append(dst, h.Value...)
	}
	byteorder.BEPutUint32(dst[start+4:], uint32(len(dst)-start-prelude))
	return dst
}

// End ends the frame that starts at start.
func End(dst []byte, start int) []byte {
	frame := dst[start:]
	byteorder.BEPutUint32(frame, uint32(len(frame)+4))
	byteorder.BEPutUint32(frame[8:], checksum(frame[:8]))
	return byteorder.BEAppendUint32(dst, checksum(frame))
}
