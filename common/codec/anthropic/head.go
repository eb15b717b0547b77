package anthropic

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonedit"
)

// heads are the members that a head is read from.
var heads = []wire.Word{{Text: "model", Is: wire.HeadModel}, {Text: "stream", Is: wire.HeadStream}}

// versionedHeads are those where the body says the version, which the gateway
// does and not the client.
var versionedHeads = append([]wire.Word{{Text: versionMember, Is: wire.HeadOthers}}, heads...)

// ScanHead implements codec.Codec.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	var d wire.HeadScan
	words := heads
	if c.dialect.VersionInBody {
		words = versionedHeads
	}
	d.Begin(h, body)
	if d.Next(words) == wire.HeadOthers {
		d.Kind()
		d.Refuse("must not be there: the header anthropic-version says it")
	}
	return d.End(body)
}

// Patch implements codec.Codec. Usage is always in a stream of this protocol,
// and there is no role that only newer models know.
func (c *Codec) Patch(edits *jsonedit.Edits, h *codec.Head, p codec.Patch) (forced bool) {
	if c.dialect.VersionInBody {
		c.patchVersion(edits, h, p.Version)
	}
	if !c.dialect.ModelInPath {
		h.PatchModel(edits, p.Model)
	}
	return false
}

// Forced implements codec.Codec: usage is part of every stream.
func (c *Codec) Forced([]byte) bool { return false }
