package openai

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// slot is a call, or another block that waits behind one.
type slot struct {
	part  llm.PartType
	state slotState
	index int64  // the provider's number for the call
	key   uint64 // hash of its id, 0 without one
	args  arguments

	// What is held back while the block waits. Text lacks its last quote.
	held                 int32
	id, name, text, sign llm.Text
}

// slotState says whether a block has begun.
type slotState uint8

const (
	slotWaiting slotState = iota + 1
	slotTold
)

// Numbers of calls that the provider does not number.
const (
	unnumbered   = -1
	functionCall = -2 // the one call that tool_calls replaced
)

// complete tells whether nothing more is to come for a slot.
func (s *slot) complete() bool { return s.part != llm.ToolCallPart || s.args.complete() }

// busy tells whether text that is no call has to wait.
func (c *choice) busy() bool {
	if c.Part == llm.ToolCallPart && !c.slots[c.current].complete() {
		return true
	}
	return len(c.slots) > 0 && c.slots[len(c.slots)-1].state == slotWaiting
}

// slotOf returns the slot that text waits in.
func (c *choice) slotOf(part llm.PartType) int {
	if last := len(c.slots) - 1; c.slots[last].state == slotWaiting && c.slots[last].part == part {
		return last
	}
	return c.newSlot(slot{part: part})
}

func (c *choice) newSlot(s slot) int {
	s.state = slotWaiting
	c.slots = append(c.slots, s)
	return len(c.slots) - 1
}

// fragment is what one entry of tool_calls says.
type fragment struct {
	index          int64
	id, name, text []byte
	sign           llm.Text
}

// Values of an entry.
const (
	callID = iota
	callIndex
	callName
	callText
	callExtra
	callValues
)

// Some services write the arguments as an object, not as the text of one.
var (
	callReplyTable = wire.Table{Rows: []wire.Row{
		{Name: "index", Is: wire.Value, To: callIndex}, {Name: "id", Is: wire.Text, To: callID}, {Name: "type"},
		{Name: "function", Is: wire.Inside, In: &functionReplyTable}, {Name: extraContent, Is: wire.Value, To: callExtra},
		{Name: "custom", Is: wire.Inside, In: &functionReplyTable},
	}}
	functionReplyTable = wire.Table{Rows: []wire.Row{
		{Name: "name", Is: wire.Text, To: callName}, {Name: "arguments", Is: wire.Value, To: callText},
		{Name: "input", Is: wire.Value, To: callText},
	}}
)

// calls tells the calls of a piece.
func (r *reader) calls(c *choice, p *piece, to llm.Sink) {
	if list := p.values[pieceCalls]; list != nil {
		s := jsonscan.New(list)
		for s.Array(); s.Element(); {
			r.entry(c, &callReplyTable, &s, unnumbered, to)
		}
	}
	if function := p.values[pieceFunction]; function != nil {
		s := jsonscan.New(function)
		r.entry(c, &functionReplyTable, &s, functionCall, to)
	}
}

// entry tells one entry of tool_calls, or of what they replaced.
func (r *reader) entry(c *choice, t *wire.Table, s *jsonscan.Scanner, index int64, to llm.Sink) {
	var v [callValues][]byte
	t.Scan(s, v[:])
	f := fragment{index: index, id: v[callID], name: v[callName], text: v[callText]}
	if n, ok := jsonscan.Int(v[callIndex]); ok && n >= 0 {
		f.index = n
	}
	switch {
	case len(f.text) > 0 && f.text[0] == '{':
		f.text = jsonscan.AppendQuoted([]byte(nil), f.text)
	case !wire.Quoted(f.text):
		f.text = nil
	}
	if v[callExtra] != nil {
		f.sign = signatureIn(v[callExtra])
	}
	r.call(c, &f, to)
}

// call adds a fragment to the call that it belongs to.
func (r *reader) call(c *choice, f *fragment, to llm.Sink) {
	k := c.find(f)
	if k < 0 || r.Ended {
		return
	}
	s := &c.slots[k]
	if s.key == 0 && !wire.Empty(f.id) {
		s.key = hash(f.id)
	}
	if s.args.complete() {
		return // a repetition
	}
	if s.state == slotTold {
		s.args.add(wire.Inner(f.text))
		r.Grow(&c.Block, f.text, to)
		r.advance(c, false, to)
		return
	}
	fill(&s.id, f.id)
	fill(&s.name, f.name)
	fill(&s.sign, f.sign)
	r.advance(c, false, to)
	s.args.add(wire.Inner(f.text))
	if s.state == slotTold {
		r.Grow(&c.Block, f.text, to)
		r.advance(c, false, to)
		return
	}
	s.id, s.name, s.sign = bytes.Clone(s.id), bytes.Clone(s.name), bytes.Clone(s.sign)
	r.hold(c, k, f.text, to)
}

// fill sets a text that says nothing yet.
func fill(to *llm.Text, text llm.Text) {
	if wire.Empty(*to) {
		*to = text
	}
}

// find returns the slot of the call that a fragment belongs to, a new one if
// it starts a call, or -1 if it says nothing. The protocol wants an index on
// every fragment, and id and name on the first one of a call only. But some
// services have no index, or the same on all calls; some repeat name or id,
// or make up another id each time.
func (c *choice) find(f *fragment) int {
	same, last := -1, -1
	for k := range c.slots {
		s := &c.slots[k]
		if s.part != llm.ToolCallPart {
			continue
		}
		last = k
		if f.index != unnumbered && s.index == f.index || f.index == unnumbered && !wire.Empty(f.id) && s.key == hash(f.id) {
			same = k
		}
	}
	if f.index == unnumbered && same < 0 && (wire.Empty(f.name) || wire.Empty(f.id) && last >= 0 && c.slots[last].args.begun()) {
		same = last
	}
	switch {
	case same >= 0 && !c.slots[same].startedAnew(f):
		return same
	case same < 0 && wire.Empty(f.name) && wire.Empty(f.id) && wire.Empty(f.text):
		return -1
	}
	return c.newSlot(slot{part: llm.ToolCallPart, index: f.index})
}

// startedAnew tells whether a fragment with the index of a call is another
// one all the same.
func (s *slot) startedAnew(f *fragment) bool {
	if wire.Empty(f.name) {
		return false
	}
	if wire.Empty(f.id) {
		return s.args.complete() && !wire.Empty(f.text)
	}
	return s.key != 0 && s.key != hash(f.id)
}

// arguments tells when the JSON text of a call is complete.
type arguments struct {
	depth    int32
	started  bool
	inString bool
	escaped  bool
}

// begun tells whether there is more to come for sure.
func (a *arguments) begun() bool { return a.started && a.depth > 0 }

// complete tells whether the object has been closed.
func (a *arguments) complete() bool { return a.started && a.depth == 0 }

// add follows a fragment, which stands between the quotes of a string literal
// and is therefore escaped once more than the JSON text is.
func (a *arguments) add(text []byte) {
	for i := 0; i < len(text) && !a.complete(); i++ {
		c := text[i]
		if c == '\\' && i+1 < len(text) {
			i++
			switch c = text[i]; c {
			case '"', '\\', '/':
			case 'u':
				c = 0
				if i+4 < len(text) && string(text[i+1:i+3]) == "00" {
					c = unhex(text[i+3])<<4 | unhex(text[i+4])
				}
				i += 4
			default:
				c = ' '
			}
		}
		a.next(c)
	}
}

// next follows one character of the JSON text.
func (a *arguments) next(c byte) {
	switch {
	case a.escaped:
		a.escaped = false
	case a.inString && c == '\\':
		a.escaped = true
	case c == '"' && a.started:
		a.inString = !a.inString
	case a.inString:
	case c == '{' || c == '[':
		a.started = true
		a.depth++
	case (c == '}' || c == ']') && a.depth > 0:
		a.depth--
	}
}

func unhex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 0
}
