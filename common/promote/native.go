package promote

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/sse"
)

// Native puts the text into an answer that stays in its protocol.
type Native struct {
	watch    watch
	reader   codec.Reader
	protocol string    // a codec's name
	due      []*choice // of the event at hand
	edits    jsonedit.Edits
	data     []byte
	index    int  // of the next block of Anthropic's
	begun    bool // something was said before the event at hand
}

// NewNative returns one for a protocol. Those that never run at the same time
// may share e.
func NewNative(c codec.Codec, e *llm.Event) *Native {
	return &Native{reader: c.NewReader(e), protocol: c.Name()}
}

// Reset makes n ready for an answer.
func (n *Native) Reset() {
	n.watch.reset()
	n.reader.Reset()
	n.index = 0
}

// Event implements llm.Sink.
func (n *Native) Event(e *llm.Event) {
	if c := n.watch.event(e); c != nil {
		n.due = append(n.due, c)
	}
}

// Stream appends to dst what the client gets for one event of a stream: the
// event as it came, with a text where the answer would end without one.
func (n *Native) Stream(dst []byte, e *sse.Event) []byte {
	if e.Data == nil {
		return append(dst, e.Raw...)
	}
	n.due, n.begun = n.due[:0], len(n.watch.choices) > 0
	n.reader.Event(e.Name, e.Data, n)
	start := len(dst)
	switch n.protocol {
	case openai.Name:
		dst = n.chunk(dst, e)
	case anthropic.Name:
		dst = n.block(dst, e)
	case responses.Name:
		dst = n.conclude(dst, e)
	case gemini.Name:
		dst = n.frame(dst, e)
	}
	if len(dst)-start > len(e.Raw) {
		sameLines(dst[start:], e.Raw)
	}
	return dst
}

// sameLines ends lines as the stream does, if that is with CR alone.
func sameLines(out, raw []byte) {
	if bytes.IndexByte(raw, '\r') < 0 || bytes.IndexByte(raw, '\n') >= 0 {
		return
	}
	for i, c := range out {
		if c == '\n' {
			out[i] = '\r'
		}
	}
}

// Whole appends to dst what the client gets for an answer that is not
// streamed.
func (n *Native) Whole(dst, body []byte) []byte {
	n.due = n.due[:0]
	n.edits.Reset()
	n.reader.Whole(body, n)
	switch n.protocol {
	case openai.Name:
		n.chat(body)
	case anthropic.Name:
		n.message(body)
	case responses.Name:
		n.response(body)
	case gemini.Name:
		n.candidates(body)
	}
	return n.edits.Apply(dst, body)
}

// find returns the choice of an index if it is due.
func (n *Native) find(index int) *choice {
	for _, c := range n.due {
		if int(c.index) == index {
			return c
		}
	}
	return nil
}

// edited appends an event whose data the edits change. Its other lines stay.
func (n *Native) edited(dst []byte, e *sse.Event) []byte {
	n.data = n.edits.Apply(n.data[:0], e.Data)
	codec.OneLine(n.data)
	before, after, ok := bytes.Cut(e.Raw, e.Data)
	if !ok { // the data stood in several lines
		before, after = append(append([]byte("event: "), e.Name...), "\ndata: "...), []byte("\n\n")
		if len(e.Name) == 0 {
			before = []byte("data: ")
		}
	}
	dst = append(append(append(dst, before...), n.data...), after...)
	if cap(n.data) > keep {
		n.data = nil
	}
	return dst
}

// push adds the edit that puts an element at the end of the list that stands
// from start to end.
func (n *Native) push(body []byte, start, end int, element []byte) {
	s := jsonscan.New(body[start:end])
	if s.Array(); s.Element() {
		n.edits.Insert(end-1, []byte{','})
	}
	n.edits.Insert(end-1, element)
}

// listAt returns where the list stands that is a member of an object.
func listAt(body []byte, object, name string) (start, end int) {
	s := jsonscan.New(body)
	return listIn(&s, object, name)
}

// listIn looks in the member called object, or in the one at hand if that is
// empty.
func listIn(s *jsonscan.Scanner, object, name string) (start, end int) {
	for s.Object(); s.Member(); {
		switch key := string(s.Key()); {
		case object != "" && key == object && s.Kind() == '{':
			start, end = listIn(s, "", name)
		case object == "" && key == name && s.Kind() == '[':
			start = s.Offset()
			s.Skip()
			end = s.Offset()
		default:
			s.Skip()
		}
	}
	if s.Err() != nil {
		return 0, 0
	}
	return start, end
}
