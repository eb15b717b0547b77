package responses

import (
	"aigateway/common/codec/wire"
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

// open opens a block of an item. What belongs to the event is set in name and id.
func (r *reader) open(item int32, part llm.PartType, id, name llm.Text, to llm.Sink) {
	r.close(to)
	if !r.started {
		r.start(&reply{}, to)
	}
	r.item, r.cited = item, false
	r.told |= bit(item)
	r.E.ID, r.E.Name = id, name
	r.Begin(&r.Block, part, to)
}

func (r *reader) grow(text llm.Text, to llm.Sink) { r.Grow(&r.Block, text, to) }

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
	if r.Part == 0 {
		return
	}
	if r.freeform {
		if !r.Grown {
			r.grow(textOpens, to)
		}
		r.grow(textCloses, to)
		r.freeform = false
	}
	if r.Part == llm.ToolCallPart && !r.Grown {
		r.grow(noMembers, to)
	}
	r.Stop(&r.Block, to)
}

// argue adds to the arguments of the open call. Text becomes a part of JSON.
func (r *reader) argue(text llm.Text, to llm.Sink) {
	if r.freeform && !wire.Empty(text) {
		if !r.Grown {
			r.grow(textOpens, to)
		}
		r.scratch = append(jsonscan.AppendEscaped(append(r.scratch[:0], '"'), wire.Inner(text)), '"')
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
func (r *reader) mixes(item int32) bool { return r.Part == llm.ToolCallPart && r.item != item }

// added starts a call. Other items start with what they say.
func (r *reader) added(f *frame, to llm.Sink) {
	if f.values[frameItem] == nil || r.busy(f.output) {
		return
	}
	r.told &^= bit(f.output)
	var o output
	outputTable.Read(f.values[frameItem], o[:])
	if is := o.is(); is == isCallOf || is == isTextCall {
		r.call(f.output, &o, to)
	}
}

// is tells what an item is.
func (o *output) is() uint8 { return wire.Meaning(itemTypes, o[outputKind]) }

func (r *reader) call(item int32, o *output, to llm.Sink) {
	id := o[outputCallID]
	if wire.Empty(id) {
		id = o[outputID]
	}
	r.called = true
	r.open(item, llm.ToolCallPart, id, o[outputName], to)
	r.freeform = o.is() == isTextCall
}

// say tells a piece of text. Raw tells that it is reasoning, and no summary.
// Of reasoning that comes in both ways, only that which came first is told.
func (r *reader) say(f *frame, part llm.PartType, raw bool, to llm.Sink) {
	if wire.Empty(f.values[frameDelta]) || r.busy(f.output) {
		return
	}
	same := r.Part == part && r.item == f.output
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
	r.grow(f.values[frameDelta], to)
}

func (r *reader) openSaid(item int32, part llm.PartType, raw bool, to llm.Sink) {
	r.refused = r.refused || part == llm.RefusalPart
	var name llm.Text
	if r.raw = raw; raw {
		name = rawReasoning
	}
	r.open(item, part, nil, name, to)
}

// done ends an item, or tells all of one that was not streamed.
func (r *reader) done(f *frame, to llm.Sink) {
	switch {
	case f.values[frameItem] == nil:
		return
	case r.mixes(f.output):
		r.waiting |= bit(f.output)
		return
	}
	var o output
	outputTable.Read(f.values[frameItem], o[:])
	switch {
	case r.Part != 0 && r.item == f.output:
		if !r.Grown && r.Part == llm.ToolCallPart {
			r.argue(o.arguments(), to)
		}
		r.sign(&o, to)
		r.lateNotes(o[outputContent], to)
		r.close(to)
	case r.told&bit(f.output) == 0, r.waiting&bit(f.output) != 0:
		r.tellItem(f.output, &o, to)
	}
}

func (o *output) arguments() llm.Text {
	if o[outputInput] != nil {
		return o[outputInput]
	}
	return o[outputArguments]
}

// sign tells the seal of the open reasoning, marked as this protocol's.
func (r *reader) sign(o *output, to llm.Sink) {
	if r.Part == llm.ReasoningPart && !wire.Empty(o[outputSeal]) {
		scratch := wire.Output{Dst: r.scratch[:0]}
		seal(&scratch, ownSeal, o[outputSeal])
		r.scratch = scratch.Dst
		r.Sign(&r.Block, r.scratch, to)
	}
}

// tellItem tells a whole item.
func (r *reader) tellItem(item int32, o *output, to llm.Sink) {
	r.item = item
	r.waiting &^= bit(item)
	switch o.is() {
	case isCallOf, isTextCall:
		r.call(item, o, to)
		r.argue(o.arguments(), to)
	case isMessage:
		r.texts(o[outputContent], to)
	case isReasoning:
		r.thoughts(o[outputSummary], false, to)
		if r.Part == 0 {
			r.thoughts(o[outputContent], true, to)
		}
		if r.Part == 0 && !wire.Empty(o[outputSeal]) {
			r.openSaid(r.item, llm.ReasoningPart, false, to)
		}
		r.sign(o, to)
	}
	r.close(to)
}

// said are the types of the parts of a message.
var said = []wire.Word{
	{Text: `"output_text"`, Is: uint8(llm.TextPart)}, {Text: `"refusal"`, Is: uint8(llm.RefusalPart)},
	{Text: `"text"`, Is: uint8(llm.TextPart)},
}

// texts tells the parts of a message, each as a block.
func (r *reader) texts(list []byte, to llm.Sink) {
	if list == nil {
		return
	}
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		var x element
		elementTable.Scan(&s, x[:])
		if part := llm.PartType(wire.Meaning(said, x[elementKind])); part != 0 {
			r.openSaid(r.item, part, false, to)
			r.grow(x[elementText], to)
			r.notes(x[elementNotes], to)
		}
	}
}

// note tells an annotation of the open text: one of a page, or of a file.
func (r *reader) note(s *jsonscan.Scanner, to llm.Sink) {
	var x wire.Source
	noteTable.Scan(s, x[:])
	if kind := string(x[wire.SourceKind]); kind == `"url_citation"` || kind == `"file_citation"` {
		r.cited = true
		r.Cite(&r.Block, &x, int(r.From), to)
	}
}

func (r *reader) notes(list []byte, to llm.Sink) {
	if list == nil || r.Part != llm.TextPart {
		return
	}
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		r.note(&s, to)
	}
}

// lateNotes tells the annotations of the last part of a message, where they
// did not come as events.
func (r *reader) lateNotes(list []byte, to llm.Sink) {
	if list == nil || r.cited {
		return
	}
	var x element
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		x = element{}
		elementTable.Scan(&s, x[:])
	}
	r.notes(x[elementNotes], to)
}

// thoughts tells the texts of reasoning as one block.
func (r *reader) thoughts(list []byte, raw bool, to llm.Sink) {
	if list == nil {
		return
	}
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		var x element
		elementTable.Scan(&s, x[:])
		if wire.Empty(x[elementText]) {
			continue
		}
		if r.Part == 0 {
			r.openSaid(r.item, llm.ReasoningPart, raw, to)
		} else {
			r.grow(blankLine, to)
		}
		r.grow(x[elementText], to)
	}
}
