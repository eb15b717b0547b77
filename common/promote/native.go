package promote

import (
	"bytes"
	"strconv"

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

// Reset makes n ready for an answer, and gives up what the last one left.
func (n *Native) Reset() {
	n.watch.reset()
	n.reader.Reset()
	n.edits.Reset()
	clear(n.due[:cap(n.due)])
	n.due, n.index = n.due[:0], 0
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
		before, after = jsonedit.Fill(nil, "event: %0\ndata: ", e.Name), []byte("\n\n")
	}
	dst = jsonedit.Fill(dst, "%0%1%2", before, n.data, after)
	if cap(n.data) > keep {
		n.data = nil
	}
	return dst
}

// push adds the edit that puts an element at the end of a list.
func (n *Native) push(body []byte, list jsonedit.Span, element []byte) {
	if jsonedit.At(body, list, "0").End > 0 {
		n.edits.Insert(list.End-1, []byte{','})
	}
	n.edits.Insert(list.End-1, element)
}

// first adds the edit that puts a member in front of the others of an object.
func (n *Native) first(body []byte, object jsonedit.Span, member []byte) {
	s := jsonscan.New(object.Of(body))
	if s.Object(); s.Kind() == '"' {
		member = append(member, ',')
	}
	n.edits.Insert(object.Start+1, member)
}

// at returns where a value stands in an object, if it begins as one of a kind.
func at(body []byte, from jsonedit.Span, kind byte, path ...string) jsonedit.Span {
	if at := jsonedit.At(body, from, path...); at.End > 0 && body[at.Start] == kind {
		return at
	}
	return jsonedit.Span{}
}

// each visits the elements of a list that are objects, with the member index of
// each, or its place in the list.
func each(body []byte, list string, visit func(element jsonedit.Span, index int)) {
	for place := 0; ; place++ {
		element := jsonedit.At(body, jsonedit.Span{}, list, strconv.Itoa(place))
		if element.End == 0 {
			return
		}
		index := place
		if i, ok := jsonscan.Int(jsonedit.At(body, element, "index").Of(body)); ok {
			index = int(i)
		}
		if body[element.Start] == '{' {
			visit(element, index)
		}
	}
}
