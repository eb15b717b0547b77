package openai

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
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

// signatureIn returns the signature in the value of extra_content, nil if
// there is none.
func signatureIn(extra []byte) llm.Text {
	s := jsonscan.New(extra)
	for _, name := range [...]string{"google", "thought_signature"} {
		if s.Kind() != '{' {
			return nil
		}
		found := false
		for s.Object(); !found && s.Member(); {
			if found = string(s.Key()) == name; !found {
				s.Skip()
			}
		}
	}
	return gpt.Literal(&s)
}

// appendSignature appends extra_content behind another member, if there is a
// signature.
func appendSignature(dst []byte, signature llm.Text) []byte {
	if gpt.Empty(signature) {
		return dst
	}
	dst = append(append(dst, `,"extra_content":{"google":{"thought_signature":`...), signature...)
	return append(dst, "}}"...)
}

// signed reads extra_content for the signature. One that has none is kept as
// it is.
func (d *decoder) signed(to *[]llm.Member) (signature llm.Text) {
	start := d.Scanner
	if signature = signatureIn(d.Value()); signature == nil {
		d.Scanner = start
		d.extra(to)
	}
	return signature
}

// sign gives the signature of a message to its last text.
func (d *decoder) sign(m *message) {
	parts := d.R.Content(&m.Message)
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i].Type == llm.TextPart {
			parts[i].Signature = m.signature
			return
		}
	}
}

// signature writes that of a call or a text, for a provider that can read it.
func (e *encoder) signature(p *llm.Part) (written bool) {
	_, behind := codec.CutCallID(p.ID)
	switch keeps := e.Same || e.dialect.ThoughtSignatures; {
	case p.Signature != nil && keeps:
		e.Dst = appendSignature(e.Dst, p.Signature)
		return true
	case p.Signature != nil:
		e.Lose(atPart+"thoughtSignature", "only the provider that signed it can read it")
	case behind != nil && e.dialect.ThoughtSignatures:
		e.Raw(`,"extra_content":{"google":{"thought_signature":`)
		e.Dst = codec.AppendSignature(e.Dst, behind)
		e.Raw("}}")
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

// callIDs notes where the ids of calls carry a signature: other providers
// refuse ids of that length.
func (d *headScan) callIDs() {
	d.Kind() // skips space
	start := d.Offset()
	value := d.Value()
	if !codec.MaySign(value) {
		return
	}
	s := jsonscan.New(value)
	switch s.Kind() {
	case '"':
		d.callID(s.String(), start)
	case '[':
		for s.Array(); s.Element(); {
			if s.Kind() != '{' {
				s.Skip()
				continue
			}
			for s.Object(); s.Member(); {
				if string(s.Key()) != "id" {
					s.Skip()
				} else if id := gpt.Literal(&s); id != nil {
					d.callID(id, start+s.Offset()-len(id))
				}
			}
		}
	}
}

func (d *headScan) callID(id llm.Text, start int) {
	if at, found := codec.SignatureAt(id); found {
		d.head.Foreign = append(d.head.Foreign, codec.Span{Start: start + at.Start, End: start + at.End})
	}
}
