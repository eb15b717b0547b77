package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// input reads the conversation: a text of the user's, or items.
func (d *decoder) input() {
	if d.Seen(onceInput) {
		d.Refuse("must not be there twice")
	}
	d.See(onceInput)
	switch d.Kind() {
	case '"':
		d.NewMessage(llm.User).Count = 1
		d.NewText()
	case '[':
		for d.Array(); d.Element(); {
			d.item()
		}
	default:
		d.Refuse("must be a string or a list of items")
	}
}

// item is what an item has that was skipped, since what it is depends on the
// type.
type item struct {
	start            int // in the body
	content, summary later
}

// later is a value that was skipped.
type later struct {
	at    jsonscan.Scanner
	there bool
}

// item reads one item, of whatever type.
func (d *decoder) item() {
	x := item{start: d.Start()}
	clear(d.Words[theType-wire.Scratch : theSeal-wire.Scratch+1])
	d.Spare = nil
	for d.Object(); ; {
		switch d.Next(&itemTable) {
		case 0:
			if d.Err() == nil {
				d.take(&x)
			}
			return
		case doContent:
			d.later(&x.content)
		case doSummary:
			d.later(&x.summary)
		case doStatus: // which says something only where it is another one
			before := d.Scanner
			if string(d.Value()) != `"completed"` && d.Err() == nil {
				d.Scanner = before
				d.Keep(&itemTable)
			}
		}
	}
}

func (d *decoder) later(v *later) {
	v.there = true
	v.at = d.Scanner
	d.Skip()
}

// What is done with a value that was skipped.
type reading uint8

const (
	readContent reading = iota
	readReasoning
	readSummary
)

// back reads a value that was skipped.
func (d *decoder) back(v *later, as reading) {
	if !v.there || d.Err() != nil {
		return
	}
	after := d.Scanner
	d.Scanner = v.at
	switch as {
	case readContent:
		gpt.Content(&d.Decoder, parts)
	case readReasoning:
		d.thoughts(rawReasoning)
	default:
		d.thoughts(nil)
	}
	if d.Err() == nil {
		d.Scanner = after
	}
}

// What items are.
const (
	isMessage = iota + 1
	isCallOf
	isTextCall
	isResult
	isTextResult
	isReasoning
)

var itemTypes = []wire.Word{
	{Text: `"message"`, Is: isMessage}, {Text: `"function_call"`, Is: isCallOf}, {Text: `"function_call_output"`, Is: isResult},
	{Text: `"reasoning"`, Is: isReasoning}, {Text: `"custom_tool_call"`, Is: isTextCall},
	{Text: `"custom_tool_call_output"`, Is: isTextResult},
}

// take adds an item to the conversation.
func (d *decoder) take(x *item) {
	kind := d.At(theType)
	is := wire.Meaning(itemTypes, kind)
	switch {
	case is == isMessage, kind == nil && d.At(theRole) != nil:
		d.message(x)
	case is == isCallOf, is == isTextCall:
		d.call(x, is == isTextCall)
	case is == isResult, is == isTextResult:
		d.result(x, is == isTextResult)
	case is == isReasoning:
		d.reasoning(x)
	case kind == nil && d.At(theID) == nil:
		d.RefuseAt(x.start, "must have a type")
	default:
		d.opaque(x)
	}
}

// wholeItem is the Item of an opaque part that is an item, not a part of one.
var wholeItem = llm.Text("item")

// opaque keeps an item that llm has no word for, such as a call of a tool that
// the provider runs.
func (d *decoder) opaque(x *item) {
	d.turn.begin(d)
	kind := d.At(theType)
	if kind == nil || string(kind) == `"item_reference"` {
		kind, d.R.Bound = itemReference, "item_reference"
	}
	p := d.NewPart(llm.OpaquePart)
	p.Name, p.Raw, p.Item = kind, d.Since(x.start), wholeItem
	d.turn.grow(d)
}

// itemReference is never written to.
var itemReference = llm.Text(`"item_reference"`)

var roles = []wire.Word{
	{Text: `"user"`, Is: uint8(llm.User)}, {Text: `"assistant"`, Is: uint8(llm.Assistant)},
	{Text: `"system"`, Is: uint8(llm.System)}, {Text: `"developer"`, Is: uint8(llm.Developer)},
}

// message reads what somebody said.
func (d *decoder) message(x *item) {
	switch role := llm.Role(wire.Meaning(roles, d.At(theRole))); role {
	case 0:
		d.RefuseAt(x.start, "must have the role user, assistant, system or developer")
		return
	case llm.Assistant:
		d.turn.beginAnew(d)
		d.turn.said = true
	default:
		d.said(role)
	}
	first := len(d.R.Parts)
	d.back(&x.content, readContent)
	d.turn.grow(d)
	if len(d.R.Parts) == first {
		return
	}
	p := &d.R.Parts[first]
	p.Item = d.At(theID)
	for _, e := range d.Spare {
		e.Name = ofItem + e.Name
		p.Extra = append(p.Extra, e)
	}
}

// said starts the message of somebody else than the model.
func (d *decoder) said(r llm.Role) {
	d.turn.open = false
	d.NewMessage(r)
}

// ofItem is what the names of members start with that belong to a message,
// and stand with the first of its parts.
const ofItem = "item."

// call reads a call of a tool.
func (d *decoder) call(x *item, freeform bool) {
	d.wantID(x)
	if wire.Empty(d.At(theName)) {
		d.RefuseAt(x.start, "must have a name")
	}
	d.turn.begin(d)
	d.turn.called = true
	p := d.NewPart(llm.ToolCallPart)
	p.ID, p.Name, p.Arguments, p.Item, p.Extra = d.At(theCallID), d.At(theName), d.At(theArguments), d.At(theID), d.Spare
	if p.Freeform = freeform; freeform {
		p.Arguments = wrapped(d.At(theText))
	} else if wire.Empty(p.Arguments) {
		p.Arguments = wire.NoObject
	}
	d.turn.grow(d)
}

func (d *decoder) wantID(x *item) {
	if wire.Empty(d.At(theCallID)) {
		d.RefuseAt(x.start, "must have a call_id")
	}
}

// result reads what a call gave.
func (d *decoder) result(x *item, freeform bool) {
	d.wantID(x)
	d.said(llm.ToolRole)
	d.M.Count = 1
	at := len(d.R.Parts)
	p := d.NewPart(llm.ToolResultPart)
	p.ID, p.Item, p.Extra, p.Freeform = d.At(theCallID), d.At(theID), d.Spare, freeform
	d.back(&x.content, readContent)
	d.R.Parts[at].First, d.R.Parts[at].Count = at+1, len(d.R.Parts)-at-1
}

// reasoning reads what the model thought before. The seal goes with the last
// part.
func (d *decoder) reasoning(x *item) {
	d.turn.beginAnew(d)
	first := len(d.R.Parts)
	d.back(&x.content, readReasoning)
	d.back(&x.summary, readSummary)
	if len(d.R.Parts) == first {
		d.NewPart(llm.ReasoningPart)
	}
	d.R.Parts[first].Item, d.R.Parts[first].Extra = d.At(theID), d.Spare
	last, sealed := &d.R.Parts[len(d.R.Parts)-1], d.At(theSeal)
	if seal := unseal(sealed, sealedSeal); seal != nil {
		last.Type, last.Signature = llm.RedactedPart, seal
	} else if seal = unseal(sealed, signedSeal); seal != nil {
		last.Signature = seal
	} else if !wire.Empty(sealed) {
		last.Raw = sealed
	}
	d.turn.grow(d)
}

// rawReasoning is the Name of reasoning as the model made it, where it is no
// summary of it. It is never written to.
var rawReasoning = llm.Text(`"reasoning_text"`)

// thoughts reads a list of texts.
func (d *decoder) thoughts(name llm.Text) {
	for d.Array(); d.Element(); {
		d.NewPart(llm.ReasoningPart).Name = name
		d.Read(&thoughtTable)
	}
}
