package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// bit is that of an item in told and waiting. There is none for the later
// items of a reply that has very many: those are taken to come in order.
func bit(item int32) uint64 {
	if item < 0 || item > 63 {
		return 0
	}
	return 1 << item
}

// open makes ready for a block of an item, which the caller tells of.
func (r *reader) open(item int32, part llm.PartType, to llm.Sink) {
	r.close(to)
	if !r.started {
		r.start(&reply{}, to)
	}
	r.item, r.part, r.grown = item, part, false
	r.told |= bit(item)
}

// grow adds to the open block.
func (r *reader) grow(text llm.Text, to llm.Sink) {
	if !gpt.Empty(text) {
		r.grown = true
		r.event.Text = text
		r.tell(llm.Delta, to)
	}
}

// Fragments of arguments that hold a text, see freeform.go. They are never
// written to.
var (
	textOpens  = llm.Text(`"{\"input\":\""`)
	textCloses = llm.Text(`"\"}"`)
	noMembers  = llm.Text(`"{}"`)
	blankLine  = llm.Text(`"\n\n"`)
)

// close ends the open block, if there is one.
func (r *reader) close(to llm.Sink) {
	if r.part == 0 {
		return
	}
	if r.freeform {
		if !r.grown {
			r.grow(textOpens, to)
		}
		r.grow(textCloses, to)
		r.freeform = false
	}
	if r.part == llm.ToolCallPart && !r.grown {
		r.grow(noMembers, to)
	}
	r.tell(llm.BlockEnded, to)
	r.part = 0
	r.block++
}

// argue adds to the arguments of the open call. Text becomes a part of JSON.
func (r *reader) argue(text llm.Text, to llm.Sink) {
	if r.freeform && !gpt.Empty(text) {
		if !r.grown {
			r.grow(textOpens, to)
		}
		r.scratch = append(jsonscan.AppendEscaped(append(r.scratch[:0], '"'), gpt.Inner(text)), '"')
		text = r.scratch
	}
	r.grow(text, to)
}

// busy tells whether an item has to wait until a call is complete: calls do
// not mix elsewhere. One that waited is told when it is complete.
func (r *reader) busy(item int32) bool {
	if r.mixes(item) {
		r.waiting |= bit(item)
	}
	return r.waiting&bit(item) != 0
}

// mixes tells whether the open block is a call, and not this item.
func (r *reader) mixes(item int32) bool { return r.part == llm.ToolCallPart && r.item != item }

// added starts a call. Other items start with what they say.
func (r *reader) added(f *frame, to llm.Sink) {
	if f.item == nil || r.busy(f.output) {
		return
	}
	r.told &^= bit(f.output)
	var o output
	o.read(f.item)
	if isCall(&o) {
		r.call(f.output, &o, to)
	}
}

func isCall(o *output) bool {
	return string(o.kind) == `"function_call"` || string(o.kind) == `"custom_tool_call"`
}

func (r *reader) call(item int32, o *output, to llm.Sink) {
	id := o.callID
	if gpt.Empty(id) {
		id = o.id
	}
	r.called = true
	r.open(item, llm.ToolCallPart, to)
	r.event.ID, r.event.Name = id, o.name
	r.tell(llm.BlockStarted, to)
	r.freeform = string(o.kind) == `"custom_tool_call"`
}

// say tells a piece of text. Raw tells that it is reasoning, and no summary.
// Of reasoning that comes in both ways, only that which came first is told.
func (r *reader) say(f *frame, part llm.PartType, raw bool, to llm.Sink) {
	if gpt.Empty(f.delta) || r.busy(f.output) {
		return
	}
	same := r.part == part && r.item == f.output
	switch {
	case same && r.index == f.part && r.raw == raw:
	case same && part == llm.ReasoningPart:
		if r.raw != raw {
			return
		}
		r.grow(blankLine, to)
	default:
		r.openSaid(f.output, part, raw, to)
	}
	r.index = f.part
	r.grow(f.delta, to)
}

func (r *reader) openSaid(item int32, part llm.PartType, raw bool, to llm.Sink) {
	r.refused = r.refused || part == llm.RefusalPart
	r.open(item, part, to)
	if r.raw = raw; raw {
		r.event.Name = rawReasoning
	}
	r.tell(llm.BlockStarted, to)
}

// done ends an item, or tells all of one that was not streamed.
func (r *reader) done(f *frame, to llm.Sink) {
	switch {
	case f.item == nil:
		return
	case r.mixes(f.output):
		r.waiting |= bit(f.output)
		return
	}
	var o output
	o.read(f.item)
	switch {
	case r.part != 0 && r.item == f.output:
		if !r.grown && r.part == llm.ToolCallPart {
			r.argue(argumentsOf(&o), to)
		}
		r.sign(&o, to)
		r.close(to)
	case r.told&bit(f.output) == 0, r.waiting&bit(f.output) != 0:
		r.tellItem(f.output, &o, to)
	}
}

func argumentsOf(o *output) llm.Text {
	if o.input != nil {
		return o.input
	}
	return o.arguments
}

// sign tells the seal of the open reasoning, marked as this protocol's.
func (r *reader) sign(o *output, to llm.Sink) {
	if r.part == llm.ReasoningPart && !gpt.Empty(o.seal) {
		r.scratch = appendSeal(r.scratch[:0], ownSeal, o.seal)
		r.event.Signature = r.scratch
		r.tell(llm.Signed, to)
	}
}

// tellItem tells a whole item.
func (r *reader) tellItem(item int32, o *output, to llm.Sink) {
	r.item = item
	r.waiting &^= bit(item)
	switch {
	case isCall(o):
		r.call(item, o, to)
		r.argue(argumentsOf(o), to)
	case string(o.kind) == `"message"`:
		r.texts(o.content, to)
	case string(o.kind) == `"reasoning"`:
		r.thoughts(o.summary, false, to)
		if r.part == 0 {
			r.thoughts(o.content, true, to)
		}
		if r.part == 0 && !gpt.Empty(o.seal) {
			r.openSaid(r.item, llm.ReasoningPart, false, to)
		}
		r.sign(o, to)
	}
	r.close(to)
}

// texts tells the parts of a message, each as a block.
func (r *reader) texts(list llm.Raw, to llm.Sink) {
	each(list, func(kind, text llm.Text) {
		switch string(kind) {
		case `"output_text"`, `"text"`:
			r.openSaid(r.item, llm.TextPart, false, to)
		case `"refusal"`:
			r.openSaid(r.item, llm.RefusalPart, false, to)
		default:
			return
		}
		r.grow(text, to)
	})
}

// thoughts tells the texts of reasoning as one block.
func (r *reader) thoughts(list llm.Raw, raw bool, to llm.Sink) {
	each(list, func(_, text llm.Text) {
		if gpt.Empty(text) {
			return
		}
		if r.part == 0 {
			r.openSaid(r.item, llm.ReasoningPart, raw, to)
		} else {
			r.grow(blankLine, to)
		}
		r.grow(text, to)
	})
}

// each visits the parts of a list.
func each(list llm.Raw, visit func(kind, text llm.Text)) {
	if list == nil {
		return
	}
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		if s.Kind() != '{' {
			s.Skip()
			continue
		}
		var kind, text llm.Text
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "type":
				kind = gpt.Literal(&s)
			case "text", "refusal":
				text = gpt.Literal(&s)
			default:
				s.Skip()
			}
		}
		visit(kind, text)
	}
}
