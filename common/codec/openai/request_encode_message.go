package openai

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// atPart is where the members of a part stand, in the path of a loss.
const atPart = "messages[].content[]."

// messages writes the conversation. The answers to the calls of one turn must
// follow it with nothing between, so that what a tool message cannot hold
// comes behind the last of them.
func (e *encoder) messages() {
	e.Name("messages")
	e.Raw("[")
	list := e.R.Messages
	answers := 0 // where the tool messages at hand start
	for i := range list {
		m := &list[i]
		if m.Role != llm.ToolRole {
			e.message(m)
			answers = i + 1
			continue
		}
		e.toolMessage(m)
		if i+1 == len(list) || list[i+1].Role != llm.ToolRole {
			e.resultMedia(list[answers : i+1])
			answers = i + 1
		}
	}
	e.Raw("]")
}

func (e *encoder) message(m *llm.Message) {
	e.Comma()
	role := m.Role
	if role == llm.Developer && e.dialect.NoDeveloperRole {
		role = llm.System
	}
	e.Raw(`{"role":`)
	e.Raw(wire.WordFor(roles, uint8(role)))
	switch parts := e.R.Content(m); role {
	case llm.Developer, llm.System:
		e.texts(parts)
	case llm.Assistant:
		e.assistant(parts)
	default:
		e.content(parts, isAny)
	}
	e.Optional("name", m.Name)
	e.extras(m.Extra, "messages[].")
	e.Raw("}")
}

// texts writes the content of a message that may hold nothing but text.
func (e *encoder) texts(parts []llm.Part) {
	for i := range parts {
		if !isText(&parts[i]) {
			e.refuse(&parts[i])
		}
	}
	e.content(parts, isText)
}

func isText(p *llm.Part) bool { return p.Type == llm.TextPart }

func isAny(*llm.Part) bool { return true }

// content writes those parts that are of a kind, as a string if that says it
// all.
func (e *encoder) content(parts []llm.Part, of func(*llm.Part) bool) {
	var first *llm.Part
	count, texts := 0, 0
	for i := range parts {
		if !of(&parts[i]) {
			continue
		}
		if count++; first == nil {
			first = &parts[i]
		}
		if isText(&parts[i]) {
			texts++
		}
	}
	e.Name("content")
	switch {
	case count == 0:
		e.Raw(`""`)
	case count == 1 && e.plain(first), e.dialect.NoTextParts && texts == count:
		e.joined(parts, of)
	default:
		e.Raw("[")
		for i := range parts {
			if of(&parts[i]) {
				e.Comma()
				e.part(&parts[i])
			}
		}
		e.Raw("]")
	}
}

// plain tells whether a part is a text with nothing beside it that is to be
// written.
func (e *encoder) plain(p *llm.Part) bool {
	return isText(p) && (p.Cache == nil || !e.keepsCache()) && (p.Extra == nil || !e.Same)
}

// joined writes texts as one string, with a blank line between them.
func (e *encoder) joined(parts []llm.Part, of func(*llm.Part) bool) {
	e.Raw(`"`)
	start := len(e.Dst)
	for i := range parts {
		if !of(&parts[i]) {
			continue
		}
		if len(e.Dst) > start {
			e.Raw(`\n\n`)
		}
		e.Bytes(wire.Inner(parts[i].Text))
		e.bare(&parts[i])
	}
	e.Raw(`"`)
}

// bare tells of what a part has beside its text, and a string has not.
func (e *encoder) bare(p *llm.Part) {
	e.LoseIf(p.Cache != nil, atPart+"cache_control", cachedUnasked)
	e.LoseExtra(p.Extra, atPart, "the text is sent as a string")
}

// toolMessage writes the answer to one call.
func (e *encoder) toolMessage(m *llm.Message) {
	for i := range e.R.Content(m) {
		p := &e.R.Content(m)[i]
		if p.Type != llm.ToolResultPart {
			e.refuse(p)
			continue
		}
		e.Comma()
		e.Raw(`{"role":"tool"`)
		e.PlainID("tool_call_id", p.ID)
		e.result(p)
		e.cache(p.Cache, atPart+"cache_control")
		e.extras(p.Extra, atPart)
		e.extras(m.Extra, "messages[].")
		e.Raw("}")
	}
}

// result writes the texts of a result.
func (e *encoder) result(p *llm.Part) {
	e.LoseIf(p.Failed == llm.True, atPart+"is_error", "a tool message cannot be marked as failed, its text is sent")
	parts := e.R.Result(p)
	texts, media := 0, 0
	for i := range parts {
		switch {
		case isText(&parts[i]):
			texts++
		case isMedia(&parts[i]):
			media++
		default:
			e.refuse(&parts[i])
		}
	}
	if texts == 0 && media > 0 {
		e.Raw(`,"content":"The result is in the next user message."`)
		return
	}
	e.content(parts, isText)
}

func isMedia(p *llm.Part) bool {
	return p.Type == llm.ImagePart || p.Type == llm.DocumentPart || p.Type == llm.AudioPart
}

// resultMedia writes what the tool messages could not hold as a message of
// the user.
func (e *encoder) resultMedia(answers []llm.Message) {
	open := false
	for i := range answers {
		for j := range e.R.Content(&answers[i]) {
			open = e.resultParts(&e.R.Content(&answers[i])[j], open)
		}
	}
	if open {
		e.Raw("]}")
		e.Lose(atPart+"content[]",
			"a tool message holds nothing but text: the rest of the result is sent in a user message behind it")
	}
}

func (e *encoder) resultParts(result *llm.Part, open bool) bool {
	said := false
	parts := e.R.Result(result)
	for i := range parts {
		if !isMedia(&parts[i]) {
			continue
		}
		if !open {
			e.Comma()
			e.Raw(`{"role":"user","content":[`)
			open = true
		}
		if !said {
			e.Comma()
			id, _ := codec.CutCallID(result.ID)
			e.Between(`{"type":"text","text":"From the result of tool call `, id, `:"}`)
			said = true
		}
		e.Comma()
		e.part(&parts[i])
	}
	return open
}

// assistant writes an earlier reply: content, reasoning, calls.
func (e *encoder) assistant(parts []llm.Part) {
	said, calls := 0, 0
	var refusal *llm.Part
	for i := range parts {
		switch p := &parts[i]; {
		case isCall(p):
			calls++
		case p.Type == llm.RefusalPart:
			refusal = p
			said++
		case isSaid(p):
			said++
		case p.Type != llm.ReasoningPart && p.Type != llm.RedactedPart:
			e.refuse(p)
		}
	}
	switch {
	case said == 0 && calls > 0:
		e.Constant("content", "null")
	case said == 1 && refusal != nil:
		e.Constant("content", "null")
		e.Member("refusal", refusal.Text)
	default:
		e.content(parts, isSaid)
	}
	e.earlierReasoning(parts)
	if calls > 0 {
		e.calls(parts)
	}
	e.textSignature(parts)
}

func isSaid(p *llm.Part) bool {
	return p.Type == llm.TextPart || p.Type == llm.RefusalPart || p.Type == llm.OpaquePart && !isCall(p)
}

// isCall tells whether a part belongs to tool_calls: so do the calls of custom
// tools, for which llm has no word.
func isCall(p *llm.Part) bool {
	return p.Type == llm.ToolCallPart || p.Type == llm.OpaquePart && string(p.Name) == `"custom"`
}

func (e *encoder) calls(parts []llm.Part) {
	e.Name("tool_calls")
	e.Raw("[")
	for i := range parts {
		if isCall(&parts[i]) {
			e.Comma()
			e.call(&parts[i])
		}
	}
	e.Raw("]")
}

func (e *encoder) call(p *llm.Part) {
	if p.Type == llm.OpaquePart {
		e.opaque(p)
		return
	}
	e.Raw("{")
	e.PlainID("id", p.ID)
	e.Constant("type", `"function"`)
	start := e.Open("function")
	e.Optional("name", p.Name)
	gpt.Arguments(&e.Encoder, p)
	e.Inside("function.", p.Extra)
	e.Close(start)
	e.signature(p)
	e.cache(p.Cache, atPart+"cache_control")
	e.extras(p.Extra, atPart)
	e.Raw("}")
}
