package anthropic

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/claude"
	"aigateway/common/llm"
)

// plan decides what becomes of the wish for reasoning, and of the limit with
// it.
func (e *encoder) plan() {
	for e.leading < len(e.r.Messages) && isSystem(e.r.Messages[e.leading].Role) {
		e.leading++
	}
	e.ask = claude.Ask{
		Request: e.r, Model: claude.Of(inner(e.r.Model)), Adapts: e.dialect.AdaptiveThinking, Lost: e.lost,
	}
	e.plans.MaxTokens = e.dialect.DefaultMaxTokens
	reasoning := &e.r.Reasoning
	if e.own {
		e.plans.Mode, e.plans.Budget, e.plans.Effort = reasoning.Mode, reasoning.Budget, reasoning.Effort
		return
	}
	for i := range e.r.Extra {
		if m := &e.r.Extra[i]; m.Name == "thinking" && !m.Own {
			return // the client says it in this protocol's words
		}
	}
	e.plans = e.ask.Plan(e.dialect.DefaultMaxTokens)
}

// thinking writes the plan.
func (e *encoder) thinking() {
	open := true
	switch e.plans.Mode {
	case llm.ReasoningOn:
		e.member("thinking")
		e.text(`{"type":"enabled"`)
		if e.plans.Budget != nil {
			e.field("budget_tokens", e.plans.Budget)
		} else if e.plans.Tokens > 0 {
			e.text(`,"budget_tokens":`)
			e.dst = strconv.AppendInt(e.dst, e.plans.Tokens, 10)
		}
	case llm.ReasoningOff:
		e.member("thinking")
		e.text(`{"type":"disabled"`)
	case llm.ReasoningAdaptive:
		e.member("thinking")
		e.text(`{"type":"adaptive"`)
	default:
		open = false
	}
	if e.nested("thinking", !open) {
		e.dst = append(e.dst, '}')
	}
}

// outputConfig writes the effort, and the form of the answer.
func (e *encoder) outputConfig() {
	open := false
	if e.plans.Effort != nil {
		e.member("output_config")
		e.text(`{"effort":`)
		e.dst = append(e.dst, e.plans.Effort...)
		open = true
	}
	if f := &e.r.Format; f.Type == llm.FormatSchema && f.Schema != nil {
		if open {
			e.text(`,"format":{"type":"json_schema","schema":`)
		} else {
			e.member("output_config")
			e.text(`{"format":{"type":"json_schema","schema":`)
		}
		if e.own {
			e.dst = append(e.dst, f.Schema...)
		} else {
			e.dst, _ = codec.AppendClosed(e.dst, f.Schema)
		}
		e.dst = append(e.dst, '}')
		open = true
	}
	if e.nested("output_config", !open) {
		e.dst = append(e.dst, '}')
	}
	e.formatLosses()
}

// formatLosses tells what the provider does not know of the form of the
// answer. A client that wants some JSON or other must say so in its prompt in
// any case, so that the prompt alone is relied on.
func (e *encoder) formatLosses() {
	f := &e.r.Format
	switch {
	case f.Type == llm.FormatJSON:
		e.lose("response_format", "the provider has no such mode: the prompt alone asks for JSON")
	case f.Type != llm.FormatSchema:
		return
	case f.Schema == nil:
		e.lose("response_format", "the schema is missing")
	}
	if f.Name != nil {
		e.lose("response_format.json_schema.name", "the provider takes the schema alone")
	}
	if f.Description != nil {
		e.lose("response_format.json_schema.description", "the provider takes the schema alone")
	}
	if f.Strict == llm.False {
		e.lose("response_format.json_schema.strict", "the provider always keeps to the schema")
	}
}
