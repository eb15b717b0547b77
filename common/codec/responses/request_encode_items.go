package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// reasoning writes the item that parts start with, unless its provider would
// refuse it, and returns how many of them that is.
func (e *encoder) reasoning(parts []llm.Part) (n int) {
	sealed := func(p *llm.Part) bool { return p.Signature != nil || p.Raw != nil }
	for n = 1; n < len(parts) && !sealed(&parts[n-1]); n++ {
		if p := &parts[n]; p.Type != llm.ReasoningPart || named(p) {
			break
		}
	}
	parts = parts[:n]
	last := &parts[n-1]
	seal := unseal(last.Signature, ownSeal)
	if e.Same && last.Raw != nil {
		seal = llm.Text(last.Raw)
	}
	if seal == nil && (!e.Same || last.Signature != nil) || foreign(seal) {
		e.Lose(atPart+"thinking", notItsOwn)
		return n
	}
	e.Comma()
	e.Raw(`{"type":"reasoning"`)
	e.item(&parts[0], "", false)
	e.Name("summary")
	e.thoughts(parts, `{"type":"summary_text","text":`, nil)
	if parts[0].Name != nil {
		e.Name("content")
		e.thoughts(parts, `{"type":"reasoning_text","text":`, rawReasoning)
	}
	e.Optional("encrypted_content", seal)
	e.extra(&parts[0], false)
	e.Raw("}")
	return n
}

// thoughts writes those texts of reasoning that have a name.
func (e *encoder) thoughts(parts []llm.Part, opening string, name llm.Text) {
	e.Raw("[")
	for i := range parts {
		if p := &parts[i]; p.Text != nil && string(p.Name) == string(name) {
			e.Comma()
			e.Between(opening, p.Text, "}")
		}
	}
	e.Raw("]")
}

// call writes a call of a tool.
func (e *encoder) call(p *llm.Part) {
	e.Comma()
	input := llm.Text(nil)
	if p.Freeform && e.Same {
		input = unwrap(p.Arguments)
	}
	if input != nil {
		e.Raw(`{"type":"custom_tool_call"`)
	} else {
		e.Raw(`{"type":"function_call"`)
	}
	e.item(p, "", true)
	e.PlainID("call_id", p.ID)
	e.Optional("name", p.Name)
	if input != nil {
		e.Member("input", input)
	} else {
		gpt.Arguments(&e.Encoder, p)
	}
	e.extra(p, false)
	e.Raw("}")
}

// result writes what a call gave.
func (e *encoder) result(p *llm.Part) {
	if p.Type != llm.ToolResultPart {
		e.refusePart(p)
		return
	}
	e.LoseIf(p.Failed == llm.True, atPart+"is_error", "the output of a call cannot be marked as failed, its text is sent")
	e.Comma()
	if p.Freeform && e.Same {
		e.Raw(`{"type":"custom_tool_call_output"`)
	} else {
		e.Raw(`{"type":"function_call_output"`)
	}
	e.item(p, "", !p.Freeform)
	e.PlainID("call_id", p.ID)
	e.Name("output")
	parts := e.R.Result(p)
	switch {
	case len(parts) == 0:
		e.Raw(`""`)
	case len(parts) == 1 && e.plain(&parts[0]):
		e.Bytes(parts[0].Text)
	default:
		e.list(parts, false)
	}
	e.extra(p, false)
	e.Raw("}")
}
