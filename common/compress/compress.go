// Package compress decompresses what passes: bytes are pushed in as they come
// and what they say is pushed on at once. It reads gzip, deflate (with and
// without the wrapping of zlib) and br, and does not compress.
//
// It has decoders of its own. Those of the standard library and of others pull:
// in a host that pushes they would need a coroutine for each stream, and
// they are large. See RATIONALE.md.
package compress

import (
	"errors"
	"strings"
)

// DefaultLimit is how many bytes come out of a Decoder unless its Limit says
// otherwise.
const DefaultLimit = 256 << 20

var (
	// ErrTooLarge is the error of data that says more than Limit, or that
	// refers farther back than is kept.
	ErrTooLarge = errors.New("the compressed data says more than the limit allows")
	// ErrCorrupt is the error of data that is not in its encoding.
	ErrCorrupt = errors.New("the compressed data is damaged, or in another encoding than it says")
	// ErrTruncated is the error of data that ends too early.
	ErrTruncated = errors.New("the compressed data ends before it is whole")
	// ErrClosed is the error of a write after Close.
	ErrClosed = errors.New("the decoder is closed")
)

// Decoder decompresses one stream. It keeps as much of what it said as the
// encoding may refer to, at most 32 KB for gzip and deflate and [maxWindow]
// for br, and of that no more than came so far.
type Decoder struct {
	// Limit bounds what comes out, in bytes: [DefaultLimit] unless it is set
	// before the first Write.
	Limit int64

	in     bitReader
	carry  []byte // what came and could not be read yet
	out    history
	format format
	err    error
}

// format is a wire format: one step of it at a time.
type format interface {
	// step reads on. Where d.in falls short it is undone and called again
	// when there is more, so that it changes nothing before it has read all
	// that it wants. It tells whether there is more to be read.
	step(in *bitReader, out *history) (more bool, err error)
	// ended tells whether the data may end here.
	ended() bool
}

// New returns a decoder for a content encoding, and whether it knows it.
// Several encodings on top of each other are not known.
func New(encoding string) (*Decoder, bool) {
	d := &Decoder{Limit: DefaultLimit}
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		d.format = &identity{}
	case "gzip", "x-gzip":
		d.format = &deflate{wrapping: gzipWrapping}
		d.out.max = deflateWindow
	case "deflate":
		d.format = &deflate{wrapping: unknownWrapping}
		d.out.max = deflateWindow
	case "br":
		d.format = &brotli{}
		d.out.max = maxWindow
	default:
		return nil, false
	}
	return d, true
}

// Write reads the next bytes and hands what they say to sink, whose argument is
// valid during the call only. Bytes behind the end of the data are ignored.
// After an error every other Write returns it.
func (d *Decoder) Write(chunk []byte, sink func([]byte)) error {
	if d.err != nil || len(chunk) == 0 {
		return d.err
	}
	if len(d.carry) > 0 {
		d.carry = append(d.carry, chunk...)
		chunk = d.carry
	}
	d.in.data, d.in.pos = chunk, 0
	d.out.sink, d.out.limit = sink, d.Limit
	d.run()
	d.out.flush()
	d.carry = append(d.carry[:0], d.in.data[d.in.pos:]...)
	d.in.data, d.in.pos = nil, 0
	return d.err
}

// run takes steps until there is nothing left to read.
func (d *Decoder) run() {
	for d.err == nil {
		before := d.in
		more, err := d.format.step(&d.in, &d.out)
		switch {
		case d.in.short:
			d.in = before
			return
		case err != nil:
			d.err = err
		case d.out.over:
			d.err = ErrTooLarge
		case !more:
			d.in.pos = len(d.in.data)
			return
		}
	}
}

// Close releases what d holds and tells whether the data was whole.
func (d *Decoder) Close() error {
	err := d.err
	if err == nil && !d.format.ended() {
		err = ErrTruncated
	}
	*d = Decoder{err: ErrClosed, format: &identity{}}
	return err
}

// identity is data that is not compressed.
type identity struct{}

func (*identity) step(in *bitReader, out *history) (more bool, err error) {
	n := min(int64(len(in.data)), out.limit-out.total)
	out.total += n
	out.over = n < int64(len(in.data))
	if n > 0 {
		out.sink(in.data[:n])
	}
	return false, nil
}

func (*identity) ended() bool { return true }
