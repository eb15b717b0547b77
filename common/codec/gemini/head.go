package gemini

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonedit"
)

// ScanHead implements codec.Codec. The path names the model and tells whether
// the reply is streamed, so that all there is to learn from the body is that
// it is an object.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	return wire.ScanObject(h, body)
}

// Patch implements codec.Codec. Nothing of the body is to be changed: usage is
// in every reply.
func (c *Codec) Patch(*jsonedit.Edits, *codec.Head, codec.Patch) (forced bool) { return false }

// Forced implements codec.Codec: usage is part of every stream.
func (c *Codec) Forced([]byte) bool { return false }
