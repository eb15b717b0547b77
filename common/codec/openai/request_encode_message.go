package openai

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// atPart is where the members of a part stand, in the path of a loss.
const atPart = "messages[].content[]."

// messages writes the conversation. The answers to the calls of one turn must
// follow it with nothing between, so that what a tool message cannot hold
// comes behind the last of them.
func (e *encoder) messages() {
	e.name("messages")
	e.raw("[")
	list := e.r.Messages
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
	e.raw("]")
}

func (e *encoder) message(m *llm.Message) {
	e.comma()
	parts := e.r.Content(m)
	switch m.Role {
	case llm.Developer:
		if e.dialect.NoDeveloperRole {
			e.raw(`{"role":"system"`)
		} else {
			e.raw(`{"role":"developer"`)
		}
		e.texts(parts)
	case llm.System:
		e.raw(`{"role":"system"`)
		e.texts(parts)
	case llm.Assistant:
		e.raw(`{"role":"assistant"`)
		e.assistant(parts)
	default:
		e.raw(`{"role":"user"`)
		e.content(parts, isAny)
	}
	e.optional("name", m.Name)
	e.extras(m.Extra, "messages[].")
	e.raw("}")
}

// texts writes the content of a message that may hold nothing but text.
func (e *encoder) texts(parts []llm.Part) {
	for i := range parts {
		if !isText(&parts[i]) {
			e.refusePart(&parts[i])
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
	e.name("content")
	switch {
	case count == 0:
		e.raw(`""`)
	case count == 1 && e.plain(first), e.dialect.NoTextParts && texts == count:
		e.joined(parts, of)
	default:
		e.raw("[")
		for i := range parts {
			if of(&parts[i]) {
				e.comma()
				e.part(&parts[i])
			}
		}
		e.raw("]")
	}
}

// plain tells whether a part is a text with nothing beside it that is to be
// written.
func (e *encoder) plain(p *llm.Part) bool {
	return isText(p) && (p.Cache == nil || !e.keepsCache()) && (p.Extra == nil || !e.same)
}

// joined writes texts as one string, with a blank line between them.
func (e *encoder) joined(parts []llm.Part, of func(*llm.Part) bool) {
	e.raw(`"`)
	start := len(e.dst)
	for i := range parts {
		if !of(&parts[i]) {
			continue
		}
		if len(e.dst) > start {
			e.raw(`\n\n`)
		}
		e.dst = append(e.dst, inner(parts[i].Text)...)
		e.bare(&parts[i])
	}
	e.raw(`"`)
}

// bare tells of what a part has beside its text, and a string has not.
func (e *encoder) bare(p *llm.Part) {
	if p.Cache != nil {
		e.lose(atPart+"cache_control", cachedUnasked)
	}
	for i := range p.Extra {
		e.lose(atPart+p.Extra[i].Name, "the text is sent as a string")
	}
}

// toolMessage writes the answer to one call.
func (e *encoder) toolMessage(m *llm.Message) {
	for i := range e.r.Content(m) {
		p := &e.r.Content(m)[i]
		if p.Type != llm.ToolResultPart {
			e.refusePart(p)
			continue
		}
		e.comma()
		e.raw(`{"role":"tool"`)
		e.optional("tool_call_id", p.ID)
		e.result(p)
		e.cache(p.Cache, atPart+"cache_control")
		e.extras(p.Extra, atPart)
		e.extras(m.Extra, "messages[].")
		e.raw("}")
	}
}

// result writes the texts of a result.
func (e *encoder) result(p *llm.Part) {
	if p.Failed == llm.True {
		e.lose(atPart+"is_error", "a tool message cannot be marked as failed, its text is sent")
	}
	parts := e.r.Result(p)
	texts, media := 0, 0
	for i := range parts {
		switch {
		case isText(&parts[i]):
			texts++
		case isMedia(&parts[i]):
			media++
		default:
			e.refusePart(&parts[i])
		}
	}
	if texts == 0 && media > 0 {
		e.raw(`,"content":"The result is in the next user message."`)
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
		for j := range e.r.Content(&answers[i]) {
			open = e.resultParts(&e.r.Content(&answers[i])[j], open)
		}
	}
	if open {
		e.raw("]}")
		e.lose(atPart+"content[]",
			"a tool message holds nothing but text: the rest of the result is sent in a user message behind it")
	}
}

func (e *encoder) resultParts(result *llm.Part, open bool) bool {
	said := false
	parts := e.r.Result(result)
	for i := range parts {
		if !isMedia(&parts[i]) {
			continue
		}
		if !open {
			e.comma()
			e.raw(`{"role":"user","content":[`)
			open = true
		}
		if !said {
			e.comma()
			e.raw(`{"type":"text","text":"From the result of tool call `)
			e.dst = append(e.dst, inner(result.ID)...)
			e.raw(`:"}`)
			said = true
		}
		e.comma()
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
			e.refusePart(p)
		}
	}
	switch {
	case said == 0 && calls > 0:
		e.raw(`,"content":null`)
	case said == 1 && refusal != nil:
		e.raw(`,"content":null`)
		e.member("refusal", refusal.Text)
	default:
		e.content(parts, isSaid)
	}
	e.earlierReasoning(parts)
	if calls > 0 {
		e.calls(parts)
	}
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
	e.name("tool_calls")
	e.raw("[")
	for i := range parts {
		if isCall(&parts[i]) {
			e.comma()
			e.call(&parts[i])
		}
	}
	e.raw("]")
}

func (e *encoder) call(p *llm.Part) {
	if p.Type == llm.OpaquePart {
		e.opaque(p)
		return
	}
	e.raw("{")
	e.optional("id", p.ID)
	e.name("type")
	e.raw(`"function","function":{`)
	e.optional("name", p.Name)
	e.name("arguments")
	if len(p.Arguments) > 0 && p.Arguments[0] == '"' {
		e.dst = append(e.dst, p.Arguments...)
	} else {
		e.dst = jsonscan.AppendQuoted(e.dst, p.Arguments)
	}
	e.inside("function", p.Extra)
	e.raw("}")
	e.cache(p.Cache, atPart+"cache_control")
	e.extras(p.Extra, atPart)
	e.raw("}")
}
