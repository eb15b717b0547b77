package responses

import (
	"strings"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// atPart is where the members of a part stand, in the path of a loss.
const atPart = "messages[].content[]."

// input writes the conversation.
func (e *encoder) input() {
	messages := e.R.Messages
	if text := e.instructions(); text != nil {
		e.Member("instructions", text)
		messages = messages[1:]
	}
	if len(messages) == 0 && e.Same {
		return // what the request refers to is all
	}
	e.Name("input")
	e.Raw("[")
	for i := range messages {
		e.message(&messages[i])
	}
	e.Raw("]")
}

// instructions returns the system prompt that a conversation starts with, if
// it is one text. A conversation needs something else, too.
func (e *encoder) instructions() llm.Text {
	if len(e.R.Messages) == 0 {
		return nil
	}
	m := &e.R.Messages[0]
	parts := e.R.Content(m)
	if m.Role != llm.System || len(parts) != 1 || !e.plain(&parts[0]) || len(m.Extra) > 0 || m.Name != nil {
		return nil
	}
	if e.Same && string(parts[0].Item) != string(instructionsItem) || !e.Same && len(e.R.Messages) == 1 {
		return nil
	}
	return parts[0].Text
}

// plain tells whether a part is a text and nothing else.
func (e *encoder) plain(p *llm.Part) bool {
	return p.Type == llm.TextPart && p.Cache == nil && p.Signature == nil && len(p.Extra) == 0 && (!e.Same || !named(p))
}

// words tells whether a part of another protocol is nothing but words here: a
// message that the provider has no name for cannot be marked as a refusal.
func (e *encoder) words(p *llm.Part) bool {
	return !e.Same && p.Text != nil && (p.Type == llm.TextPart || p.Type == llm.RefusalPart)
}

// named tells whether the part, or the item that it starts, has a name.
func named(p *llm.Part) bool { return len(p.Item) > 0 && p.Item[0] == '"' }

func (e *encoder) message(m *llm.Message) {
	e.LoseIf(m.Name != nil, "messages[].name", "the provider knows no names of speakers")
	e.LoseExtra(m.Extra, "messages[].", unknownHere)
	parts := e.R.Content(m)
	switch m.Role {
	case llm.ToolRole:
		for i := range parts {
			e.result(&parts[i])
		}
	case llm.Assistant:
		e.assistant(parts)
	default:
		e.said(m.Role, parts, false)
	}
}

// said writes what somebody said.
func (e *encoder) said(role llm.Role, parts []llm.Part, output bool) {
	e.Comma()
	e.Raw(`{"role":`)
	e.Raw(wire.WordFor(roles, uint8(role)))
	if len(parts) > 0 {
		e.item(&parts[0], "message", output)
		e.extra(&parts[0], true)
	}
	e.Name("content")
	switch {
	case len(parts) == 1 && output && e.words(&parts[0]):
		e.Bytes(parts[0].Text)
		e.extra(&parts[0], false)
	case len(parts) == 1 && e.plain(&parts[0]):
		e.Bytes(parts[0].Text)
	default:
		e.list(parts, output)
	}
	e.Raw("}")
}

// item writes the name that the provider gave an item, and what goes with it.
func (e *encoder) item(p *llm.Part, kind string, output bool) {
	if !e.Same || !named(p) {
		return
	}
	if kind != "" {
		e.Quoted("type", kind)
	}
	e.Member("id", p.Item)
	if output && !hasStatus(p) {
		e.Raw(`,"status":"completed"`)
	}
}

func hasStatus(p *llm.Part) bool {
	for i := range p.Extra {
		if name := p.Extra[i].Name; name == "status" || name == ofItem+"status" {
			return true
		}
	}
	return false
}

const notItsOwn = "the provider takes back no reasoning that it has not sealed"

// extra writes the members of a part that llm has no field for, or those of
// the item that it starts.
func (e *encoder) extra(p *llm.Part, ofTheItem bool) {
	for i := range p.Extra {
		name, isItem := strings.CutPrefix(p.Extra[i].Name, ofItem)
		nested := strings.HasPrefix(name, "input_audio.")
		switch {
		case !e.Same && !ofTheItem:
			e.Lose(atPart+name, unknownHere)
		case e.Same && isItem == ofTheItem && !nested:
			e.Member(name, p.Extra[i].Value)
		}
	}
	if ofTheItem {
		return
	}
	e.LoseIf(p.Cache != nil, atPart+"cache_control", "the provider caches prompts unasked")
	e.LoseIf(p.Signature != nil && p.Type != llm.ReasoningPart && p.Type != llm.RedactedPart, atPart+"signature", notItsOwn)
}

// assistant writes an earlier reply, item by item.
func (e *encoder) assistant(parts []llm.Part) {
	for len(parts) > 0 {
		n := 1
		switch p := &parts[0]; {
		case p.Type == llm.ReasoningPart || p.Type == llm.RedactedPart:
			n = e.reasoning(parts)
		case p.Type == llm.ToolCallPart:
			e.call(p)
		case p.Type == llm.OpaquePart && string(p.Item) == string(wholeItem) && e.Same:
			e.Comma()
			e.Bytes(p.Raw)
		default:
			for n < len(parts) && e.Same && isSaid(&parts[n]) && !startsItem(&parts[n]) {
				n++
			}
			e.said(llm.Assistant, parts[:n], true)
		}
		parts = parts[n:]
	}
}

// isSaid tells whether a part belongs to a message.
func isSaid(p *llm.Part) bool {
	return p.Type == llm.TextPart || p.Type == llm.RefusalPart || p.Type == llm.OpaquePart && string(p.Item) != string(wholeItem)
}

// startsItem tells whether a part is known to be the first of its item.
func startsItem(p *llm.Part) bool {
	for i := range p.Extra {
		if strings.HasPrefix(p.Extra[i].Name, ofItem) {
			return true
		}
	}
	return named(p)
}
