package promote

import (
	"bytes"

	"aigateway/common/jsonscan"
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
	if !bytes.Contains(data, []byte("finish")) {
		return
	}
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		if string(s.Key()) != "candidates" || s.Kind() != '[' {
			s.Skip()
			continue
		}
		s.Array()
		for place := 0; s.Element(); place++ {
			n.candidate(&s, data, place)
		}
	}
}

// candidate consumes one, whose index is place if it has none.
func (n *Native) candidate(s *jsonscan.Scanner, data []byte, place int) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	index, ends := place, false
	var content, end int // both 0 without one
	start := s.Offset()
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "index":
			if i, ok := jsonscan.Int(s.Value()); ok {
				index = int(i)
			}
		case "finishReason", "finish_reason":
			reason := string(s.Value())
			ends = reason == `"STOP"` || reason == `"MAX_TOKENS"`
		case "content":
			s.Kind()
			content = s.Offset()
			s.Skip()
			end = s.Offset()
		default:
			s.Skip()
		}
	}
	if c := n.watch.choice(index); s.Err() == nil && ends && c.silent() {
		text := append(append([]byte(`{"text":`), c.literal()...), '}')
		c.speak()
		n.part(data, start, content, end, text)
	}
}

// part adds the edit that gives a candidate one more part, or its only one. The
// content stands where it says, if there is one.
func (n *Native) part(data []byte, candidate, content, end int, text []byte) {
	list := append(append([]byte(`"parts":[`), text...), ']')
	switch {
	case end == 0:
		n.edits.Insert(candidate+1, append(append([]byte(`"content":{"role":"model",`), list...), "},"...))
	case data[content] != '{':
		n.edits.Replace(content, end, append(append([]byte(`{"role":"model",`), list...), '}'))
	default:
		n.partIn(data, content, text, list)
	}
}

// partIn adds it to a content, with the list where that has none.
func (n *Native) partIn(data []byte, content int, text, list []byte) {
	if start, end := listAt(data[content:], "", "parts"); end > 0 {
		n.push(data, content+start, content+end, text)
		return
	}
	s := jsonscan.New(data[content:])
	if s.Object(); s.Kind() == '"' {
		list = append(list, ',')
	}
	n.edits.Insert(content+1, list)
}
