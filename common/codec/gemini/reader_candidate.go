package gemini

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// candidate tells what one candidate adds; its index is place if it has none.
func (r *reader) candidate(s *jsonscan.Scanner, place int, to llm.Sink) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	var n names
	var parts llm.Raw
	var reason llm.Text
	index := int64(place)
	for s.Object(); s.Member(); {
		switch string(n.of(s.Key())) {
		case "index":
			number(s, &index)
		case "finishReason":
			reason = text(s)
		case "content":
			parts = within(s, "parts", '[')
		default:
			s.Skip()
		}
	}
	c := r.choice(int(index), to)
	if c == nil || r.ended {
		return
	}
	if parts != nil {
		r.parts(c, parts, to)
	}
	if finished(reason) {
		c.done, c.finish = true, reasonOf(reason)
	}
}

func (r *reader) parts(c *choice, parts llm.Raw, to llm.Sink) {
	s := jsonscan.New(parts)
	for s.Array(); s.Element(); {
		var p piece
		p.read(&s, false)
		switch {
		case p.data == isCall:
			r.call(c, &p, to)
		case p.data == isBlob:
			r.picture(c, &p, to)
		case p.data == isText || p.signature != nil:
			r.say(c, &p, to)
		}
	}
}

// tellIn tells what happened in the open block of a choice.
func (r *reader) tellIn(c *choice, e llm.Event, to llm.Sink) {
	e.Choice, e.Block, e.Part = int(c.index), int(c.block), c.part
	r.tell(e, to)
}

// begin makes a block of a part the open one. What is signed grows no more.
func (r *reader) begin(c *choice, part llm.PartType, to llm.Sink) {
	if c.part != part || c.signed {
		r.stop(c, to)
		c.part = part
		r.tellIn(c, llm.Event{Type: llm.BlockStarted}, to)
	}
}

// stop ends the open block, if there is one.
//
//go:noinline
func (r *reader) stop(c *choice, to llm.Sink) {
	if c.part != 0 {
		r.tellIn(c, llm.Event{Type: llm.BlockEnded}, to)
		c.part, c.signed = 0, false
		c.block++
	}
}

func (r *reader) grow(c *choice, text llm.Text, to llm.Sink) {
	if !empty(text) {
		r.tellIn(c, llm.Event{Type: llm.Delta, Text: text}, to)
	}
}

// say tells text or a thought, and the signature of it. What is sealed
// without a text is a thought that nobody is to read.
func (r *reader) say(c *choice, p *piece, to llm.Sink) {
	part := llm.TextPart
	if p.thought {
		part = llm.ReasoningPart
	}
	if empty(p.text) && (c.part != part || c.signed) {
		if p.thought && !empty(p.signature) {
			r.stop(c, to)
			c.part = llm.RedactedPart
			r.tellIn(c, llm.Event{Type: llm.BlockStarted, Signature: p.signature}, to)
			r.stop(c, to)
		}
		return
	}
	r.begin(c, part, to)
	r.grow(c, p.text, to)
	if !empty(p.signature) {
		c.signed = true
		r.tellIn(c, llm.Event{Type: llm.Signed, Signature: p.signature}, to)
	}
}

// call tells a call, which comes in one piece.
func (r *reader) call(c *choice, p *piece, to llm.Sink) {
	r.stop(c, to)
	c.part, c.called = llm.ToolCallPart, true
	name := p.name
	if name == nil {
		name = noText
	}
	r.tellIn(c, llm.Event{Type: llm.BlockStarted, ID: p.id, Name: name, Signature: p.signature}, to)
	if p.args == nil {
		p.args = noArguments
	}
	r.held = jsonscan.AppendQuoted(r.held[:0], p.args)
	r.grow(c, r.held, to)
	r.stop(c, to)
}

// Literals that a picture is put in. They are never written to.
var (
	pictureStart  = llm.Text(`"![image](data:"`)
	pictureMiddle = llm.Text(`";base64,"`)
	pictureEnd    = llm.Text(`")"`)
)

// picture tells an image that the model made, as text: a reply has no other
// word for it.
func (r *reader) picture(c *choice, p *piece, to llm.Sink) {
	if mediaType(inner(p.mime)) != llm.ImagePart || p.thought {
		return
	}
	r.begin(c, llm.TextPart, to)
	for _, text := range [...]llm.Text{pictureStart, p.mime, pictureMiddle, p.bytes, pictureEnd} {
		r.grow(c, text, to)
	}
}

// finish ends what is open in a choice, and the choice.
func (r *reader) finish(c *choice, to llm.Sink) {
	if r.ended {
		return
	}
	r.stop(c, to)
	reason := &finishes[c.finish]
	finish := reason.is
	switch {
	case finish == finishBroken:
		r.failWith(nil, "the provider broke the reply off: "+reason.word[1:len(reason.word)-1], to)
		return
	case finish == llm.FinishStop && c.called:
		finish = llm.FinishToolCalls
	}
	r.held = append(r.held[:0], reason.word...)
	r.tell(llm.Event{Type: llm.Finished, Choice: int(c.index), Finish: finish, FinishRaw: r.held}, to)
}
