package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// input reads the conversation: a text of the user's, or items.
func (d *decoder) input() {
	switch d.Kind() {
	case '"':
		d.NewMessage(llm.User).Count = 1
		d.NewPart(llm.TextPart).Text = d.String()
	case '[':
		for d.Array(); d.Element(); {
			d.item()
		}
	default:
		d.Refuse("must be a string or a list of items")
	}
}

// item is one item as it is read, before its type is known.
type item struct {
	start                                          int // in the body
	kind, id, role, callID, name, arguments, input llm.Text
	seal                                           llm.Text
	content, summary                               later
	extra                                          []llm.Member
}

// later is a value that was skipped, since what it is depends on the type.
type later struct {
	at    jsonscan.Scanner
	there bool
}

// item reads one item, of whatever type.
func (d *decoder) item() {
	x := item{start: d.Start()}
	for d.Object(); d.Member(); {
		d.itemMember(&x)
	}
	if d.Err() == nil {
		d.take(&x)
	}
}

func (d *decoder) itemMember(x *item) {
	switch string(d.Key()) {
	case "type":
		x.kind = gpt.Literal(&d.Scanner)
	case "id":
		x.id = gpt.Literal(&d.Scanner)
	case "role":
		x.role = gpt.Literal(&d.Scanner)
	case "call_id":
		x.callID = gpt.Literal(&d.Scanner)
	case "name":
		x.name = gpt.Literal(&d.Scanner)
	case "arguments":
		x.arguments = gpt.Literal(&d.Scanner)
	case "input":
		x.input = gpt.Literal(&d.Scanner)
	case "encrypted_content":
		x.seal = gpt.Literal(&d.Scanner)
	case "content", "output":
		d.later(&x.content)
	case "summary":
		d.later(&x.summary)
	case "status": // which says something only where it is another one
		if d.Kind() == '"' {
			before := d.Scanner
			if string(d.String()) == `"completed"` {
				return
			}
			d.Scanner = before
		}
		d.Extra(&x.extra, ownNames[:])
	default:
		d.Extra(&x.extra, ownNames[:])
	}
}

func (d *decoder) later(v *later) {
	v.there = d.Kind() != 'n'
	v.at = d.Scanner
	d.Skip()
}

// back reads a value that was skipped.
func (d *decoder) back(v *later, read func(*decoder)) {
	if !v.there || d.Err() != nil {
		return
	}
	after := d.Scanner
	d.Scanner = v.at
	read(d)
	if d.Err() == nil {
		d.Scanner = after
	}
}

// take adds an item to the conversation.
func (d *decoder) take(x *item) {
	switch string(x.kind) {
	case `"message"`:
		d.message(x)
	case `"function_call"`, `"custom_tool_call"`:
		d.call(x)
	case `"function_call_output"`, `"custom_tool_call_output"`:
		d.result(x)
	case `"reasoning"`:
		d.reasoning(x)
	case "":
		switch {
		case x.role != nil:
			d.message(x)
		case x.id != nil:
			d.opaque(x)
		default:
			d.RefuseAt(x.start, "must have a type")
		}
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
	p := d.NewPart(llm.OpaquePart)
	p.Name, p.Raw, p.Item = x.kind, d.Since(x.start), wholeItem
	if x.kind == nil || string(x.kind) == `"item_reference"` {
		p.Name, d.R.Bound = itemReference, "item_reference"
	}
	d.turn.grow(d)
}

// itemReference is never written to.
var itemReference = llm.Text(`"item_reference"`)

// message reads what somebody said.
func (d *decoder) message(x *item) {
	switch string(x.role) {
	case `"user"`:
		d.said(llm.User)
	case `"assistant"`:
		d.turn.beginAnew(d)
		d.turn.said = true
	case `"system"`:
		d.said(llm.System)
	case `"developer"`:
		d.said(llm.Developer)
	default:
		d.RefuseAt(x.start, "must have the role user, assistant, system or developer")
		return
	}
	first := len(d.R.Parts)
	d.back(&x.content, (*decoder).content)
	d.turn.grow(d)
	if len(d.R.Parts) == first {
		return
	}
	p := &d.R.Parts[first]
	p.Item = x.id
	for _, e := range x.extra {
		e.Name = ofItem + e.Name
		p.Extra = append(p.Extra, e)
	}
}

// said starts the message of somebody else than the model.
func (d *decoder) said(r llm.Role) {
	d.turn.end()
	d.NewMessage(r)
}

// ofItem is what the names of members start with that belong to a message,
// and stand with the first of its parts.
const ofItem = "item."

// call reads a call of a tool.
func (d *decoder) call(x *item) {
	if gpt.Empty(x.callID) {
		d.RefuseAt(x.start, "must have a call_id")
	} else if gpt.Empty(x.name) {
		d.RefuseAt(x.start, "must have a name")
	}
	d.turn.begin(d)
	d.turn.called = true
	p := d.NewPart(llm.ToolCallPart)
	p.ID, p.Name, p.Arguments, p.Item, p.Extra = x.callID, x.name, llm.Raw(x.arguments), x.id, x.extra
	if p.Freeform = string(x.kind) == `"custom_tool_call"`; p.Freeform {
		p.Arguments = wrapped(x.input)
	} else if gpt.Empty(x.arguments) {
		p.Arguments = noArguments
	}
	d.turn.grow(d)
}

// noArguments is never written to.
var noArguments = llm.Raw(`{}`)

// result reads what a call gave.
func (d *decoder) result(x *item) {
	if gpt.Empty(x.callID) {
		d.RefuseAt(x.start, "must have a call_id")
		return
	}
	d.said(llm.ToolRole)
	d.R.Messages[len(d.R.Messages)-1].Count = 1
	at := len(d.R.Parts)
	p := d.NewPart(llm.ToolResultPart)
	p.ID, p.Item, p.Extra = x.callID, x.id, x.extra
	p.Freeform = string(x.kind) == `"custom_tool_call_output"`
	d.back(&x.content, (*decoder).content)
	d.R.Parts[at].First, d.R.Parts[at].Count = at+1, len(d.R.Parts)-at-1
}

// turn is the assistant's turn that is being put together: all that the model
// made in one go is one message elsewhere.
type turn struct{ open, said, called bool }

// begin starts a turn unless one is open.
func (t *turn) begin(d *decoder) {
	if !t.open {
		*t = turn{open: true}
		d.NewMessage(llm.Assistant)
	}
}

// beginAnew is begin for what comes first in a turn, after one that has
// nothing but text too. Where calls wait for their results, it stays the same.
func (t *turn) beginAnew(d *decoder) {
	t.open = t.open && (!t.said || t.called)
	t.begin(d)
}

// grow takes the latest parts into the message at hand.
func (t *turn) grow(d *decoder) {
	m := &d.R.Messages[len(d.R.Messages)-1]
	m.Count = len(d.R.Parts) - m.First
}

func (t *turn) end() { t.open = false }
