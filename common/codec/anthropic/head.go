package anthropic

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonedit"
)

// heads are the members that a head is read from.
var heads = []wire.Word{{Text: "model", Is: wire.HeadModel}, {Text: "stream", Is: wire.HeadStream}}

// ScanHead implements codec.Codec.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	var d wire.HeadScan
	d.Begin(h, body)
	d.Next(heads)
	return d.End(body)
}

// Patch implements codec.Codec. Usage is always in a stream of this protocol,
// and there is no role that only newer models know.
func (c *Codec) Patch(edits *jsonedit.Edits, h *codec.Head, p codec.Patch) (forced bool) {
	h.PatchModel(edits, p.Model)
	return false
}

// Forced implements codec.Codec: usage is part of every stream.
func (c *Codec) Forced([]byte) bool { return false }
