// Package eventstream cuts a byte stream into the frames of AWS'
// application/vnd.amazon.eventstream, wherever the bytes themselves are cut,
// and writes such frames. It does not know what the frames mean.
//
// A frame is its length and that of its headers, a checksum of these two, the
// headers, the payload, and a checksum of everything before; all numbers are
// big-endian, both checksums CRC-32 as gzip has it.
//
// Source: https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html
package eventstream

import (
	"errors"

	"aigateway/common/byteorder"
)

// MaxFrame bounds one frame, in bytes.
const MaxFrame = 8 << 20

const (
	prelude  = 12 // two lengths and their checksum
	overhead = prelude + 4
)

// keep is the size up to which a decoder holds on to a buffer it has used.
const keep = 4 << 10

// The errors of a stream that is given up.
var (
	ErrTooLong = errors.New("a frame of the event stream is too long")
	ErrDamaged = errors.New("the event stream is damaged: a length or a checksum in it is wrong")
)

// Frame is one message. Its slices are valid until the next call of the
// decoder, or until the chunk is written over, whichever is first.
type Frame struct {
	headers []byte
	Payload []byte
}

// Decoder cuts one stream. The zero value is at its start:
//
//	for d.Write(chunk); d.Next(&f); {
//		…
//	}
//
// Only a frame that is cut in two is copied. What is wrong with a frame is
// wrong wherever it is cut: the frames before it are returned, then none.
type Decoder struct {
	data  []byte // what is still to be cut: the chunk itself, or carry
	carry []byte // the start of a frame whose end has not come
	err   error
}

// Write gives the decoder the next bytes.
func (d *Decoder) Write(chunk []byte) {
	switch {
	case d.err != nil:
	case len(d.data) == 0:
		d.data = chunk
	default:
		d.carry = append(d.carry, chunk...)
		d.data = d.carry
	}
}

// Next returns the next whole frame. Before it returns false it copies what is
// left of the chunk.
func (d *Decoder) Next(f *Frame) bool {
	if size := d.size(); size > 0 && size <= len(d.data) {
		raw := d.data[:size]
		d.data = d.data[size:]
		return d.parse(f, raw)
	}
	if len(d.data) == 0 && cap(d.carry) > keep {
		d.carry = nil
	}
	d.carry = append(d.carry[:0], d.data...)
	d.data = d.carry
	return false
}

// Err returns why no more frames come, nil at an ordinary end.
func (d *Decoder) Err() error { return d.err }

// Pending returns the start of a frame whose end has not come.
func (d *Decoder) Pending() []byte { return d.data }

// Reset makes d ready for another stream.
func (d *Decoder) Reset() {
	carry := d.carry[:0]
	if cap(carry) > keep {
		carry = nil
	}
	*d = Decoder{carry: carry}
}

// size returns the length of the frame that data starts with, 0 while it is
// not known.
func (d *Decoder) size() int {
	if d.err != nil || len(d.data) < prelude {
		return 0
	}
	total, headers := byteorder.BEUint32(d.data), byteorder.BEUint32(d.data[4:])
	switch {
	case byteorder.BEUint32(d.data[8:]) != checksum(d.data[:8]), total < overhead, headers > total-overhead:
		d.fail(ErrDamaged)
		return 0
	case total > MaxFrame:
		d.fail(ErrTooLong)
		return 0
	}
	return int(total)
}

func (d *Decoder) fail(err error) { d.err, d.data = err, nil }

// parse takes a whole frame apart, whose lengths are known to be right, and
// tells whether the rest is.
func (d *Decoder) parse(f *Frame, raw []byte) bool {
	end := len(raw) - 4
	headers := prelude + int(byteorder.BEUint32(raw[4:]))
	*f = Frame{headers: raw[prelude:headers], Payload: raw[headers:end]}
	if byteorder.BEUint32(raw[end:]) != checksum(raw[:end]) || !wellFormed(f.headers) {
		d.fail(ErrDamaged)
	}
	return d.err == nil
}
