package wire

import (
	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// HeadScan is one codec.Codec.ScanHead. A member that is there twice is
// refused where two readers of it that choose differently could be played off
// against each other.
type HeadScan struct {
	jsonscan.Scanner
	Head *codec.Head
	seen uint8
}

// What HeadScan.Next reads by itself; words for others stand for more.
const (
	HeadModel = iota + 1
	HeadStream
	HeadOthers
)

// Begin starts to read a request.
func (d *HeadScan) Begin(h *codec.Head, body []byte) {
	h.Reset()
	d.Scanner, d.Head = jsonscan.New(body), h
	d.Object()
	if d.Scanner.Kind() == '"' {
		h.FirstAt = d.Offset()
	}
}

// Next reads up to a member that words has and that the caller reads, and
// returns what its name stands for; 0 at the end.
func (d *HeadScan) Next(words []Word) uint8 {
	for at := d.Offset(); d.Member(); at = d.Offset() {
		is := Meaning(words, d.Key())
		if is == 0 {
			d.Skip()
			continue
		}
		if d.Scanner.Kind(); d.seen&(1<<is) != 0 {
			d.Refuse("must not be there twice")
		}
		d.seen |= 1 << is
		switch is {
		case HeadModel:
			d.Head.ModelAt.Start = d.Offset()
			if !d.Null() {
				d.Head.Model = llm.Text(d.String())
			}
			d.Head.ModelAt.End = d.Offset()
			d.Head.ModelMember = codec.Span{Start: at, End: d.Offset()}
		case HeadStream:
			d.Head.Stream = d.Flag()
		default:
			return is
		}
	}
	return 0
}

// Flag consumes true, false or null and tells whether it is true.
func (d *HeadScan) Flag() bool {
	kind := d.Kind()
	if kind != 't' && kind != 'f' && kind != 'n' {
		d.Refuse("must be true or false")
	}
	d.Skip()
	return kind == 't'
}

// Refuse ends the scan with what is wrong with the next value.
func (d *HeadScan) Refuse(wrong string) {
	d.Fail(&codec.Fault{Offset: d.Offset(), Wrong: wrong})
}

// CallID notes the id of a call at an offset, if it carries a signature: other
// providers refuse ids of that length.
//
//go:noinline
func (d *HeadScan) CallID(id []byte, start int) {
	if at, found := codec.SignatureAt(id); found {
		d.Head.Foreign = append(d.Head.Foreign, codec.Span{Start: start + at.Start, End: start + at.End})
	}
}

// End returns what is wrong with the request, if anything is.
func (d *HeadScan) End(body []byte) error {
	if err := d.Scanner.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// ScanObject is codec.Codec.ScanHead where the address of a request says all,
// and all there is to learn from the body is that it is an object.
func ScanObject(h *codec.Head, body []byte) error {
	var d HeadScan
	d.Begin(h, body)
	d.Next(nil)
	return d.End(body)
}
