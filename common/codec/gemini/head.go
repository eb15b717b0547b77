package gemini

import (
	"aigateway/common/codec"
	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
)

// ScanHead implements codec.Codec. The path names the model and tells whether
// the reply is streamed, so that all there is to learn from the body is that
// it is an object.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	h.Reset()
	s := jsonscan.New(body)
	for s.Object(); s.Member(); {
		s.Skip()
	}
	if err := s.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// Patch implements codec.Codec. Nothing of the body is to be changed: usage is
// in every reply.
func (c *Codec) Patch(*jsonedit.Edits, *codec.Head, codec.Patch) (forced bool) { return false }

// Forced implements codec.Codec: usage is part of every stream.
func (c *Codec) Forced([]byte) bool { return false }
