package usage

import "aigateway/common/byteorder"

// frame is where in a stream of Amazon's frames the bytes seen so far end.
//
// A frame is its length, the length of its headers and a checksum of both,
// four bytes each; then the headers; then the payload; then a checksum. The
// checksums are not looked at: nothing is acted on here.
//
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html
type frame struct {
	prelude [12]byte
	have    uint8  // bytes of prelude
	headers uint32 // bytes of the frame to come, of each sort
	payload uint32
	trailer uint8
}

// frames reads on in a stream of frames. The payloads are JSON.
func (m *Meter) frames(b []byte) {
	f := &m.frame
	for len(b) > 0 {
		switch {
		case int(f.have) < len(f.prelude):
			n := copy(f.prelude[f.have:], b)
			f.have += uint8(n)
			b = b[n:]
			if int(f.have) == len(f.prelude) && !f.open() {
				m.reply.Unread = true
				return
			}
		case f.headers > 0:
			n := min(uint64(len(b)), uint64(f.headers))
			f.headers -= uint32(n)
			b = b[n:]
		case f.payload > 0:
			n := min(uint64(len(b)), uint64(f.payload))
			m.walk(b[:n])
			f.payload -= uint32(n)
			b = b[n:]
		default:
			n := min(len(b), int(f.trailer))
			f.trailer -= uint8(n)
			b = b[n:]
			if f.trailer == 0 {
				f.have = 0
				m.endEvent()
			}
		}
	}
}

// open reads the prelude.
func (f *frame) open() bool {
	total := byteorder.BEUint32(f.prelude[:])
	f.headers = byteorder.BEUint32(f.prelude[4:])
	if total < 16 || f.headers > total-16 {
		return false
	}
	f.payload, f.trailer = total-16-f.headers, 4
	return true
}
