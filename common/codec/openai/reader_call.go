package openai

import (
	"aigateway/common/codec/gpt"
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
	if c.open == llm.ToolCallPart && !c.slots[c.current].complete() {
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
	index    int64
	id, name llm.Text
	text     llm.Text
	sign     llm.Text
}

// calls tells the calls of a piece.
func (r *reader) calls(c *choice, p *piece, to llm.Sink) {
	if p.calls != nil {
		s := jsonscan.New(p.calls)
		for s.Array(); s.Element(); {
			r.call(c, scanCall(&s), to)
		}
	}
	if p.function != nil {
		s := jsonscan.New(p.function)
		f := fragment{index: functionCall}
		scanFunction(&s, &f)
		r.call(c, f, to)
	}
}

func scanCall(s *jsonscan.Scanner) fragment {
	f := fragment{index: unnumbered}
	if s.Kind() != '{' {
		s.Skip()
		return f
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "index":
			if index, ok := jsonscan.Int(s.Value()); ok && index >= 0 {
				f.index = index
			}
		case "id":
			f.id = gpt.Literal(s)
		case "function", "custom":
			scanFunction(s, &f)
		case extraContent:
			f.sign = signatureIn(s.Value())
		default:
			s.Skip()
		}
	}
	return f
}

// scanFunction reads name and arguments. Some services write the arguments as
// an object, not as the text of one.
func scanFunction(s *jsonscan.Scanner, f *fragment) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "name":
			f.name = gpt.Literal(s)
		case "arguments", "input":
			if s.Kind() == '{' {
				f.text = jsonscan.AppendQuoted(llm.Text(nil), s.Value())
			} else {
				f.text = gpt.Literal(s)
			}
		default:
			s.Skip()
		}
	}
}

// call adds a fragment to the call that it belongs to.
func (r *reader) call(c *choice, f fragment, to llm.Sink) {
	k := c.find(&f)
	if k < 0 || r.ended {
		return
	}
	s := &c.slots[k]
	if s.key == 0 && !gpt.Empty(f.id) {
		s.key = hash(f.id)
	}
	if s.args.complete() {
		return // a repetition
	}
	if s.state == slotTold {
		s.args.add(gpt.Inner(f.text))
		r.grow(c, f.text, to)
		r.advance(c, false, to)
		return
	}
	if gpt.Empty(s.id) {
		s.id = f.id
	}
	if gpt.Empty(s.name) {
		s.name = f.name
	}
	if gpt.Empty(s.sign) {
		s.sign = f.sign
	}
	r.advance(c, false, to)
	s.args.add(gpt.Inner(f.text))
	if s.state == slotTold {
		r.grow(c, f.text, to)
		r.advance(c, false, to)
		return
	}
	s.id, s.name, s.sign = clone(s.id), clone(s.name), clone(s.sign)
	r.hold(c, k, f.text, to)
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
		if f.index != unnumbered && s.index == f.index || f.index == unnumbered && !gpt.Empty(f.id) && s.key == hash(f.id) {
			same = k
		}
	}
	if f.index == unnumbered && same < 0 && (gpt.Empty(f.name) || gpt.Empty(f.id) && last >= 0 && c.slots[last].args.begun()) {
		same = last
	}
	switch {
	case same >= 0 && !c.slots[same].startedAnew(f):
		return same
	case same < 0 && gpt.Empty(f.name) && gpt.Empty(f.id) && gpt.Empty(f.text):
		return -1
	}
	return c.newSlot(slot{part: llm.ToolCallPart, index: f.index})
}

// startedAnew tells whether a fragment with the index of a call is another
// one all the same.
func (s *slot) startedAnew(f *fragment) bool {
	if gpt.Empty(f.name) {
		return false
	}
	if gpt.Empty(f.id) {
		return s.args.complete() && !gpt.Empty(f.text)
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
