package openai

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// Google's models sign their calls, and refuse those that come back without.
// Its endpoint for clients of this protocol has the signature beside the call,
// as extra_content.google.thought_signature, and beside the message where a
// text is signed. So do we, and behind the id of the call as well, since not
// every client sends back what it does not know.
//
// Source: https://ai.google.dev/gemini-api/docs/thought-signatures

// extraContent is the member that the signature lies in.
const extraContent = "extra_content"

var extraTable = wire.Table{Rows: []wire.Row{
	{Name: "google", Is: wire.Inside, In: &wire.Table{Rows: []wire.Row{{Name: "thought_signature", Is: wire.Text}}}},
}}

// signatureIn returns the signature in the value of extra_content, nil if
// there is none.
func signatureIn(extra []byte) llm.Text {
	var to [1][]byte
	extraTable.Read(extra, to[:])
	return to[0]
}

// writeSignature writes extra_content behind another member, if there is a
// signature.
func writeSignature(o *wire.Output, signature llm.Text) {
	if !wire.Empty(signature) {
		o.Between(signatureOpens, signature, signatureEnds)
	}
}

const (
	signatureOpens = `,"extra_content":{"google":{"thought_signature":`
	signatureEnds  = "}}"
)

// signed reads extra_content for the signature. One that has none is kept as
// it is.
func (d *decoder) signed(t *wire.Table) (signature llm.Text) {
	start := d.Scanner
	if signature = signatureIn(d.Value()); signature == nil && d.Err() == nil {
		d.Scanner = start
		d.Keep(t)
	}
	return signature
}

// sign gives the signature of a message to its last text.
func sign(parts []llm.Part, signature llm.Text) {
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i].Type == llm.TextPart {
			parts[i].Signature = signature
			return
		}
	}
}

// signature writes that of a call or a text, for a provider that can read it.
func (e *encoder) signature(p *llm.Part) (written bool) {
	_, behind := codec.CutCallID(p.ID)
	switch keeps := e.Same || e.dialect.ThoughtSignatures; {
	case p.Signature != nil && keeps:
		writeSignature(&e.Output, p.Signature)
		return true
	case p.Signature != nil:
		e.Lose(atPart+"thoughtSignature", "only the provider that signed it can read it")
	case behind != nil && e.dialect.ThoughtSignatures:
		e.Raw(signatureOpens)
		e.Dst = codec.AppendSignature(e.Dst, behind)
		e.Raw(signatureEnds)
	}
	return false
}

// textSignature writes that of the last text that has one.
func (e *encoder) textSignature(parts []llm.Part) {
	for i := len(parts) - 1; i >= 0; i-- {
		if isText(&parts[i]) && e.signature(&parts[i]) {
			return
		}
	}
}
