package openai

import (
	"bytes"
	"strconv"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// choice is one answer of a reply as far as it has come. Services may mix the
// pieces of several calls, while blocks come one after the other: what belongs
// to a later block is held back until the one before it is complete.
type choice struct {
	wire.Block
	detail   int32 // index of the entry that the open reasoning comes from
	current  int32 // slot of the open call
	held     int32 // bytes in slots
	finished bool
	called   bool
	refused  bool
	slots    []slot
	notes    *[]byte // annotations that came while a call was open
}

// maxHeld bounds the bytes that are held back in one choice, and maxSlots the
// blocks.
const (
	maxHeld  = 1 << 20
	maxSlots = 1024
)

// begin opens a block. What belongs to the event is set by then.
func (r *reader) begin(c *choice, part llm.PartType, to llm.Sink) {
	c.called = c.called || part == llm.ToolCallPart
	c.refused = c.refused || part == llm.RefusalPart
	r.Begin(&c.Block, part, to)
}

// ensure has a block open that is no call.
func (r *reader) ensure(c *choice, part llm.PartType, to llm.Sink) {
	if c.Part != part {
		r.Stop(&c.Block, to)
		r.begin(c, part, to)
	}
}

// say tells text that is no call.
func (r *reader) say(c *choice, part llm.PartType, text llm.Text, to llm.Sink) {
	switch {
	case wire.Empty(text) || r.Ended:
	case c.busy():
		r.hold(c, c.slotOf(part), text, to)
	default:
		r.ensure(c, part, to)
		r.Grow(&c.Block, text, to)
	}
}

// cite tells the annotations of a piece. They must not end a call that is open.
func (r *reader) cite(c *choice, list []byte, to llm.Sink) {
	switch {
	case list == nil || r.Ended:
		return
	case c.busy():
		notes := bytes.Clone(list)
		c.notes = &notes
		return
	}
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		var x wire.Source
		noteTable.Scan(&s, x[:])
		r.Cite(&c.Block, &x, 0, to)
	}
}

// parts tells content that is a list, as Mistral's is when it reasons.
func (r *reader) parts(c *choice, list []byte, to llm.Sink) {
	if list == nil {
		return
	}
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		if !wire.Object(&s) {
			continue
		}
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "text":
				r.say(c, llm.TextPart, wire.Literal(&s), to)
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
		r.say(c, llm.ReasoningPart, wire.Literal(s), to)
		return
	}
	for s.Array(); s.Element(); {
		x := scanDetail(s)
		r.say(c, llm.ReasoningPart, x[detailText], to)
	}
}

// explain tells the reasoning of a piece. Where there are details they are
// the same text with more beside it.
func (r *reader) explain(c *choice, details, reasoning []byte, to llm.Sink) {
	if details == nil {
		details = wire.NoList
	}
	said := false
	s := jsonscan.New(details)
	for s.Array(); s.Element(); {
		x := scanDetail(&s)
		said = said || !wire.Empty(x[detailText])
	}
	if !said {
		r.say(c, llm.ReasoningPart, reasoning, to)
	}
	s = jsonscan.New(details)
	for s.Array(); s.Element(); {
		x := scanDetail(&s)
		r.addDetail(c, &x, to)
	}
}

func (r *reader) addDetail(c *choice, x *detail, to llm.Sink) {
	text, sealed := x[detailText], x[detailData]
	if number, numbered := jsonscan.Int(x[detailIndex]); numbered {
		index := int32(number)
		if index != c.detail && !c.busy() && c.Part == llm.ReasoningPart && (!wire.Empty(text) || sealed != nil) {
			r.Stop(&c.Block, to)
		}
		c.detail = index
	}
	switch {
	case sealed == nil:
		r.say(c, llm.ReasoningPart, text, to)
		r.sign(c, x[detailSignature], to)
	case c.busy():
		r.hold(c, c.newSlot(slot{part: llm.RedactedPart, sign: bytes.Clone(sealed)}), nil, to)
	default:
		r.Redacted(&c.Block, sealed, to)
	}
}

// sign gives the reasoning its signature.
func (r *reader) sign(c *choice, signature llm.Text, to llm.Sink) {
	switch {
	case signature == nil || r.Ended:
	case c.busy():
		k := c.slotOf(llm.ReasoningPart)
		c.slots[k].sign = bytes.Clone(signature)
		r.hold(c, k, nil, to)
	default:
		r.ensure(c, llm.ReasoningPart, to)
		r.Sign(&c.Block, signature, to)
	}
}

// flush tells all that was held back, and ends the last block.
func (r *reader) flush(c *choice, to llm.Sink) {
	r.advance(c, true, to)
	r.Stop(&c.Block, to)
}

// advance ends the open block if it is complete and another waits, and starts
// the one that waits. At the end of the choice everything is complete.
func (r *reader) advance(c *choice, atEnd bool, to llm.Sink) {
	for k := range c.slots {
		s := &c.slots[k]
		if s.state != slotWaiting {
			continue
		}
		unnamed := s.part == llm.ToolCallPart && wire.Empty(s.name)
		if !atEnd && (unnamed || c.Part == llm.ToolCallPart && !c.slots[c.current].complete()) {
			return
		}
		r.Stop(&c.Block, to)
		r.startSlot(c, k, to)
	}
}

// startSlot begins the block that waits in a slot, and tells what it holds.
func (r *reader) startSlot(c *choice, k int, to llm.Sink) {
	s := &c.slots[k]
	c.current, s.state = int32(k), slotTold
	e := r.E
	switch s.part {
	case llm.ToolCallPart:
		e.ID, e.Name = s.id, wire.OrEmpty(s.name)
		if wire.Empty(e.ID) {
			e.ID = r.makeID(c, k)
		}
		e.Signature, s.sign = s.sign, nil
	case llm.RedactedPart:
		e.Signature, s.sign = s.sign, nil
	}
	r.begin(c, s.part, to)
	if s.text != nil {
		r.Grow(&c.Block, append(s.text, '"'), to)
	}
	r.Sign(&c.Block, s.sign, to)
	c.held -= s.held
	s.text, s.sign, s.id, s.name = nil, nil, nil, nil
}

// makeID returns an id for a call that the provider gave none. It is the same
// whenever the same reply is read.
func (r *reader) makeID(c *choice, k int) llm.Text {
	id := strconv.AppendUint(llm.Text(`"call_`), r.seed, 36)
	id = strconv.AppendInt(append(id, '_'), int64(c.Choice), 10)
	return append(strconv.AppendInt(append(id, '_'), int64(k), 10), '"')
}

// hold keeps text for a block that waits.
func (r *reader) hold(c *choice, k int, text llm.Text, to llm.Sink) {
	s := &c.slots[k]
	if text != nil {
		if s.text == nil {
			s.text = llm.Text(`"`)
		}
		s.text = append(s.text, wire.Inner(text)...)
		c.held += int32(len(text))
		s.held += int32(len(text))
	}
	if c.held > maxHeld || len(c.slots) > maxSlots {
		r.Break(nil, wire.MixedCalls, to)
	}
}
