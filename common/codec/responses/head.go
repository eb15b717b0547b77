package responses

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonedit"
)

// ScanHead implements codec.Codec. A member that is there twice is refused
// where two readers of it that choose differently could be played off against
// each other.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	h.Reset()
	d := headScan{Decoder: gpt.NewDecoder(body, nil), head: h}
	d.Object()
	if d.Kind() == '"' {
		h.FirstAt = d.Offset()
	}
	for d.Member() {
		d.member()
	}
	if err := d.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// headScan is one ScanHead.
type headScan struct {
	gpt.Decoder
	head *codec.Head
}

func (d *headScan) member() {
	h := d.head
	switch string(d.Key()) {
	case "model":
		d.Once(seenModel)
		h.ModelAt.Start = d.Start()
		h.Model = d.Text()
		h.ModelAt.End = d.Offset()
	case "stream":
		d.Once(seenStream)
		kind := d.Kind()
		d.Bool()
		h.Stream = kind == 't'
	case "input":
		d.Once(seenInput)
		d.items()
	default:
		d.Skip()
	}
}

// items looks through the input for reasoning that a provider of another
// protocol made. What goes with each to the next item, or comes before it
// from the one that stays, is its comma.
func (d *headScan) items() {
	if d.Kind() != '[' {
		d.Skip()
		return
	}
	kept, end := false, 0 // an item that stays, and the end of the latest one
	open := -1            // the span whose end is the start of the next item
	for d.Array(); d.Element(); {
		start := d.Start()
		if open >= 0 {
			d.head.Foreign[open].End = start
			open = -1
		}
		foreign := d.foreign()
		switch {
		case !foreign:
			kept = true
		case kept:
			d.head.Foreign = append(d.head.Foreign, codec.Span{Start: end, End: d.Offset()})
		default:
			open = len(d.head.Foreign)
			d.head.Foreign = append(d.head.Foreign, codec.Span{Start: start, End: d.Offset()})
		}
		end = d.Offset()
	}
}

// foreign consumes an item and tells whether its seal is from elsewhere. The
// signature that the id of a call carries is, too.
func (d *headScan) foreign() (found bool) {
	if d.Kind() != '{' {
		d.Skip()
		return false
	}
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "encrypted_content":
			found = foreign(gpt.Literal(&d.Scanner))
		case "call_id":
			id := gpt.Literal(&d.Scanner)
			if at, signed := codec.SignatureAt(id); signed {
				start := d.Offset() - len(id)
				d.head.Foreign = append(d.head.Foreign, codec.Span{Start: start + at.Start, End: start + at.End})
			}
		default:
			d.Skip()
		}
	}
	return found
}

// Patch implements codec.Codec. Usage is always in a stream of this protocol.
// A model that is missing becomes the first member, so that a host has to
// replace only the start of the body.
func (c *Codec) Patch(edits *jsonedit.Edits, h *codec.Head, p codec.Patch) (forced bool) {
	for _, at := range h.Foreign {
		edits.Replace(at.Start, at.End, nil)
	}
	if p.Model != nil {
		gpt.PatchModel(edits, h, p.Model)
	}
	return false
}

// Forced implements codec.Codec: usage is part of every stream.
func (c *Codec) Forced([]byte) bool { return false }
