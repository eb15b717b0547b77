package promote

import (
	"bytes"

	"aigateway/common/jsonedit"
	"aigateway/common/sse"
)

// frame puts the text behind the parts of the frame that ends a candidate.
func (n *Native) frame(dst []byte, e *sse.Event) []byte {
	n.edits.Reset()
	n.candidates(e.Data)
	if n.edits.Empty() {
		return append(dst, e.Raw...)
	}
	return n.edited(dst, e)
}

// Element appends to dst what the client gets for one element of a stream that
// is a JSON array.
func (n *Native) Element(dst, data []byte) []byte {
	n.due = n.due[:0]
	n.reader.Event(nil, data, n)
	n.edits.Reset()
	n.candidates(data)
	return n.edits.Apply(dst, data)
}

// candidates puts the text behind the parts of candidates that end. Whether one
// does is told by the frame itself: a reader finds out when the stream ends.
func (n *Native) candidates(data []byte) {
	if !bytes.Contains(data, []byte("finishReason")) {
		return
	}
	each(data, "candidates", func(element jsonedit.Span, index int) {
		reason := string(jsonedit.At(data, element, "finishReason").Of(data))
		c := n.watch.choice(index)
		if reason != `"STOP"` && reason != `"MAX_TOKENS"` || !c.silent() {
			return
		}
		text := jsonedit.Fill(nil, `{"text":%0}`, c.literal())
		c.speak()
		n.part(data, element, text)
	})
}

// part adds the edit that gives a candidate one more part, or its only one.
func (n *Native) part(data []byte, candidate jsonedit.Span, text []byte) {
	const only = `{"role":"model","parts":[%0]}`
	content := jsonedit.At(data, candidate, "content")
	switch {
	case content.End == 0:
		n.first(data, candidate, jsonedit.Fill(nil, `"content":`+only, text))
	case data[content.Start] != '{':
		n.edits.Replace(content.Start, content.End, jsonedit.Fill(nil, only, text))
	default:
		if parts := at(data, content, '[', "parts"); parts.End > 0 {
			n.push(data, parts, text)
		} else {
			n.first(data, content, jsonedit.Fill(nil, `"parts":[%0]`, text))
		}
	}
}
