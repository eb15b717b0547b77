package aistatistics

import (
	"strconv"

	"aigateway/common/jsonscan"
)

// callList puts together the tool calls of a stream, in OpenAI's and in
// Anthropic's form.
type callList struct{ list []call }

// call is one tool call.
type call struct {
	index          int
	id, kind, name string
	arguments      []byte
	cut            bool
}

// maxCalls bounds the calls of one answer that are looked at.
const maxCalls = 128

// event reads one event. No more than limit bytes of arguments are kept.
func (l *callList) event(data []byte, limit int) {
	s := jsonscan.New(data)
	if s.Kind() != '{' {
		return
	}
	var kind, index, block, delta, choices []byte
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "type":
			kind = s.Value()
		case "index":
			index = s.Value()
		case "content_block":
			block = s.Value()
		case "delta":
			delta = s.Value()
		case "choices":
			choices = s.Value()
		default:
			s.Skip()
		}
	}
	n, _ := jsonscan.Int(index)
	switch string(kind) {
	case `"content_block_start"`:
		l.start(int(n), block)
	case `"content_block_delta"`:
		if c := l.find(int(n)); c != nil {
			c.grow(inside(delta, "partial_json"), limit)
		}
	default:
		l.choices(choices, limit)
	}
}

// start begins one of Anthropic's blocks if it is a tool call.
func (l *callList) start(index int, block []byte) {
	if string(inside(block, "type")) != `"tool_use"` {
		return
	}
	if c := l.at(index); c != nil {
		c.kind = "tool_use"
		c.id, c.name = jsonscan.Text(inside(block, "id")), jsonscan.Text(inside(block, "name"))
	}
}

// choices reads the delta of OpenAI's first choice.
func (l *callList) choices(raw []byte, limit int) {
	s := jsonscan.New(raw)
	if s.Kind() != '[' {
		return
	}
	if s.Array(); !s.Element() {
		return
	}
	calls := jsonscan.New(inside(inside(s.Value(), "delta"), "tool_calls"))
	if calls.Kind() != '[' {
		return
	}
	for calls.Array(); calls.Element(); {
		l.piece(calls.Value(), limit)
	}
}

// piece reads a piece of one of OpenAI's calls.
func (l *callList) piece(raw []byte, limit int) {
	index, _ := jsonscan.Int(inside(raw, "index"))
	c := l.at(int(index))
	if c == nil {
		return
	}
	for _, m := range []struct {
		to   *string
		from []byte
	}{{&c.id, inside(raw, "id")}, {&c.kind, inside(raw, "type")}, {&c.name, inside(inside(raw, "function"), "name")}} {
		if s := jsonscan.New(m.from); s.Kind() == '"' && len(m.from) > 2 {
			*m.to = jsonscan.Text(m.from)
		}
	}
	c.grow(inside(inside(raw, "function"), "arguments"), limit)
}

// find returns the call with an index, nil if there is none.
func (l *callList) find(index int) *call {
	for i := range l.list {
		if l.list[i].index == index {
			return &l.list[i]
		}
	}
	return nil
}

// at returns the call with an index, which is made if need be; nil if there
// are too many.
func (l *callList) at(index int) *call {
	if c := l.find(index); c != nil || len(l.list) == maxCalls {
		return c
	}
	l.list = append(l.list, call{index: index})
	return &l.list[len(l.list)-1]
}

func (c *call) grow(literal []byte, limit int) {
	if s := jsonscan.New(literal); s.Kind() != '"' {
		return
	}
	if c.cut = c.cut || len(c.arguments)+len(literal) > limit; !c.cut {
		c.arguments = jsonscan.AppendText(c.arguments, literal)
	}
}

// appendJSON appends the calls as Higress writes them, nothing if there are
// none.
func (l *callList) appendJSON(dst []byte) []byte {
	if len(l.list) == 0 {
		return dst
	}
	dst = append(dst, '[')
	for i := range l.list {
		c := &l.list[i]
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '{')
		if c.index != 0 {
			dst = append(strconv.AppendInt(append(dst, `"index":`...), int64(c.index), 10), ',')
		}
		dst = jsonscan.AppendQuoted(append(dst, `"id":`...), c.id)
		dst = jsonscan.AppendQuoted(append(dst, `,"type":`...), c.kind)
		dst = jsonscan.AppendQuoted(append(dst, `,"function":{"name":`...), c.name)
		dst = append(dst, `,"arguments":`...)
		if c.cut {
			c.arguments = append(c.arguments, truncated...)
		}
		dst = append(jsonscan.AppendQuoted(dst, c.arguments), '}', '}')
	}
	return append(dst, ']')
}

// inside returns the value of a member of raw, nil if raw is no object or has
// no such member.
func inside(raw []byte, name string) []byte {
	s := jsonscan.New(raw)
	if s.Kind() != '{' {
		return nil
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) == name {
			return s.Value()
		}
		s.Skip()
	}
	return nil
}
