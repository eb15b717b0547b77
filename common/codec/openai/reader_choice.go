package openai

import (
	"strconv"

	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// choice is one answer of a reply as far as it has come. Services may mix the
// pieces of several calls, while blocks come one after the other: what belongs
// to a later block is held back until the one before it is complete.
type choice struct {
	index    int32
	blocks   int32        // started so far
	detail   int32        // index of the entry that the open reasoning comes from
	current  int32        // slot of the open call
	held     int32        // bytes in slots
	open     llm.PartType // of the block that has not ended; 0 if there is none
	finished bool
	called   bool
	refused  bool
	slots    []slot
}

// maxHeld bounds the bytes that are held back in one choice, and maxSlots the
// blocks.
const (
	maxHeld  = 1 << 20
	maxSlots = 1024
)

// tellIn tells what happened in the latest block.
func (r *reader) tellIn(c *choice, e llm.Event, to llm.Sink) {
	e.Choice, e.Block = int(c.index), int(c.blocks-1)
	r.tell(e, to)
}

// start begins a block.
func (r *reader) start(c *choice, e llm.Event, to llm.Sink) {
	c.open = e.Part
	c.blocks++
	c.called = c.called || e.Part == llm.ToolCallPart
	c.refused = c.refused || e.Part == llm.RefusalPart
	e.Type = llm.BlockStarted
	r.tellIn(c, e, to)
}

// grow adds to the open block.
func (r *reader) grow(c *choice, text llm.Text, to llm.Sink) {
	if !gpt.Empty(text) {
		r.tellIn(c, llm.Event{Type: llm.Delta, Part: c.open, Text: text}, to)
	}
}

// stop ends the open block, if there is one.
func (r *reader) stop(c *choice, to llm.Sink) {
	if c.open != 0 {
		part := c.open
		c.open = 0
		r.tellIn(c, llm.Event{Type: llm.BlockEnded, Part: part}, to)
	}
}

// say tells text that is no call.
func (r *reader) say(c *choice, part llm.PartType, text llm.Text, to llm.Sink) {
	if gpt.Empty(text) || r.ended {
		return
	}
	if c.busy() {
		r.hold(c, c.slotOf(part), text, to)
		return
	}
	if c.open != part {
		r.stop(c, to)
		r.start(c, llm.Event{Part: part}, to)
	}
	r.grow(c, text, to)
}

// parts tells content that is a list, as Mistral's is when it reasons.
func (r *reader) parts(c *choice, list llm.Raw, to llm.Sink) {
	if list == nil {
		return
	}
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		if s.Kind() != '{' {
			s.Skip()
			continue
		}
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "text":
				r.say(c, llm.TextPart, gpt.Literal(&s), to)
			case "thinking":
				r.thought(c, &s, to)
			default:
				s.Skip()
			}
		}
	}
}

// thought tells reasoning that is a text or a list of texts.
func (r *reader) thought(c *choice, s *jsonscan.Scanner, to llm.Sink) {
	if s.Kind() != '[' {
		r.say(c, llm.ReasoningPart, gpt.Literal(s), to)
		return
	}
	for s.Array(); s.Element(); {
		r.say(c, llm.ReasoningPart, scanDetail(s).text, to)
	}
}

// explain tells the reasoning of a piece. Where there are details they are
// the same text with more beside it.
func (r *reader) explain(c *choice, p *piece, to llm.Sink) {
	said := false
	if p.details != nil {
		s := jsonscan.New(p.details)
		for s.Array(); s.Element(); {
			x := scanDetail(&s)
			said = said || !gpt.Empty(x.text)
		}
	}
	if !said {
		r.say(c, llm.ReasoningPart, p.reasoning, to)
	}
	if p.details != nil {
		s := jsonscan.New(p.details)
		for s.Array(); s.Element(); {
			r.addDetail(c, scanDetail(&s), to)
		}
	}
}

func (r *reader) addDetail(c *choice, x detail, to llm.Sink) {
	number, numbered := jsonscan.Int(x.index)
	index := int32(number)
	if numbered && index != c.detail && !c.busy() && c.open == llm.ReasoningPart && (!gpt.Empty(x.text) || x.redacted != nil) {
		r.stop(c, to)
	}
	if numbered {
		c.detail = index
	}
	switch {
	case x.redacted != nil && c.busy():
		r.hold(c, c.newSlot(slot{part: llm.RedactedPart, sign: clone(x.redacted)}), nil, to)
	case x.redacted != nil:
		r.stop(c, to)
		r.start(c, llm.Event{Part: llm.RedactedPart, Signature: x.redacted}, to)
		r.stop(c, to)
	default:
		r.say(c, llm.ReasoningPart, x.text, to)
		r.sign(c, x.signature, to)
	}
}

// sign gives the reasoning its signature.
func (r *reader) sign(c *choice, signature llm.Text, to llm.Sink) {
	switch {
	case signature == nil || r.ended:
	case c.busy():
		k := c.slotOf(llm.ReasoningPart)
		c.slots[k].sign = clone(signature)
		r.hold(c, k, nil, to)
	default:
		if c.open != llm.ReasoningPart {
			r.stop(c, to)
			r.start(c, llm.Event{Part: llm.ReasoningPart}, to)
		}
		r.tellSigned(c, signature, to)
	}
}

func (r *reader) tellSigned(c *choice, signature llm.Text, to llm.Sink) {
	r.tellIn(c, llm.Event{Type: llm.Signed, Part: llm.ReasoningPart, Signature: signature}, to)
}

// flush tells all that was held back, and ends the last block.
func (r *reader) flush(c *choice, to llm.Sink) {
	r.advance(c, true, to)
	r.stop(c, to)
}

// advance ends the open block if it is complete and another waits, and starts
// the one that waits. At the end of the choice everything is complete.
func (r *reader) advance(c *choice, atEnd bool, to llm.Sink) {
	for k := range c.slots {
		s := &c.slots[k]
		if s.state != slotWaiting {
			continue
		}
		unnamed := s.part == llm.ToolCallPart && gpt.Empty(s.name)
		if !atEnd && (unnamed || c.open == llm.ToolCallPart && !c.slots[c.current].complete()) {
			return
		}
		r.stop(c, to)
		r.startSlot(c, k, to)
	}
}

// startSlot begins the block that waits in a slot, and tells what it holds.
func (r *reader) startSlot(c *choice, k int, to llm.Sink) {
	s := &c.slots[k]
	c.current, s.state = int32(k), slotTold
	e := llm.Event{Part: s.part}
	switch s.part {
	case llm.ToolCallPart:
		e.ID, e.Name = s.id, s.name
		if gpt.Empty(e.ID) {
			e.ID = r.makeID(c, k)
		}
		if e.Name == nil {
			e.Name = noText
		}
		e.Signature, s.sign = s.sign, nil
	case llm.RedactedPart:
		e.Signature, s.sign = s.sign, nil
	}
	r.start(c, e, to)
	if s.text != nil {
		r.grow(c, append(s.text, '"'), to)
	}
	if s.sign != nil {
		r.tellSigned(c, s.sign, to)
	}
	c.held -= s.held
	s.text, s.sign, s.id, s.name = nil, nil, nil, nil
}

// noText is never written to.
var noText = llm.Text(`""`)

// makeID returns an id for a call that the provider gave none. It is the same
// whenever the same reply is read.
func (r *reader) makeID(c *choice, k int) llm.Text {
	id := strconv.AppendUint(llm.Text(`"call_`), r.seed, 36)
	id = strconv.AppendInt(append(id, '_'), int64(c.index), 10)
	id = strconv.AppendInt(append(id, '_'), int64(k), 10)
	return append(id, '"')
}

// hold keeps text for a block that waits.
func (r *reader) hold(c *choice, k int, text llm.Text, to llm.Sink) {
	s := &c.slots[k]
	if text != nil {
		if s.text == nil {
			s.text = llm.Text(`"`)
		}
		s.text = append(s.text, gpt.Inner(text)...)
		c.held += int32(len(text))
		s.held += int32(len(text))
	}
	if c.held > maxHeld || len(c.slots) > maxSlots {
		r.fail(problem.New(problem.BadUpstream, nil, "the provider mixed more tool calls than can be told apart"), to)
	}
}

func clone(t llm.Text) llm.Text { return append(llm.Text(nil), t...) }
