package responses

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonedit"
)

// heads are the members that a head is read from.
var heads = []wire.Word{
	{Text: "model", Is: wire.HeadModel}, {Text: "input", Is: wire.HeadOthers}, {Text: "stream", Is: wire.HeadStream},
}

// ScanHead implements codec.Codec.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	var d headScan
	for d.Begin(h, body); d.Next(heads) != 0; {
		d.items()
	}
	return d.End(body)
}

// headScan is one ScanHead.
type headScan struct{ wire.HeadScan }

// items looks through the input for reasoning that a provider of another
// protocol made. What goes with each to the next item, or comes before it
// from the one that stays, is its comma.
func (d *headScan) items() {
	if !wire.Array(&d.Scanner) {
		return
	}
	kept, end := false, 0 // an item that stays, and the end of the latest one
	open := -1            // the span whose end is the start of the next item
	for d.Array(); d.Element(); {
		d.Kind() // skips space
		start := d.Offset()
		if open >= 0 {
			d.Head.Foreign[open].End = start
			open = -1
		}
		foreign := d.foreign()
		switch {
		case !foreign:
			kept = true
		case kept:
			d.Head.Foreign = append(d.Head.Foreign, codec.Span{Start: end, End: d.Offset()})
		default:
			open = len(d.Head.Foreign)
			d.Head.Foreign = append(d.Head.Foreign, codec.Span{Start: start, End: d.Offset()})
		}
		end = d.Offset()
	}
}

// foreign consumes an item and tells whether its seal is from elsewhere. The
// signature that the id of a call carries is, too.
func (d *headScan) foreign() (found bool) {
	if !wire.Object(&d.Scanner) {
		return false
	}
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "encrypted_content":
			found = foreign(wire.Literal(&d.Scanner))
		case "call_id":
			id := wire.Literal(&d.Scanner)
			d.CallID(id, d.Offset()-len(id))
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
	h.PatchOut(edits)
	h.PatchModel(edits, p.Model)
	return false
}

// Forced implements codec.Codec: usage is part of every stream.
func (c *Codec) Forced([]byte) bool { return false }
