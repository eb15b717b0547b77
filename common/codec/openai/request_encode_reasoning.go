package openai

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// reasoning writes how much the model is to reason. Apart from an effort there
// are two ways to say it, and neither is OpenAI's.
func (e *encoder) reasoning() {
	r := &e.r.Reasoning
	tokens := r.Budget != nil || r.Mode == llm.ReasoningOff || r.Mode == llm.ReasoningOn && r.Effort == nil
	switch {
	case tokens && e.dialect.ReasoningDetails && r.Effort == nil:
		e.openRouter(r)
	case tokens && r.Effort == nil && (e.dialect.Thinking || e.same):
		e.thinking(r)
	case r.Mode == llm.ReasoningOn && (e.dialect.Thinking || e.same), r.Mode == llm.ReasoningAdaptive && e.same:
		e.thinking(r)
		e.optional("reasoning_effort", r.Effort)
	default:
		e.effort(r)
	}
}

// effort writes reasoning_effort, the one way that api.openai.com knows.
func (e *encoder) effort(r *llm.Reasoning) {
	switch {
	case r.Effort != nil:
		e.member("reasoning_effort", r.Effort)
		if r.Budget != nil {
			e.lose("thinking.budget_tokens", "the effort is sent: the provider takes no number of tokens")
		}
	case r.Mode == llm.ReasoningOff:
		// Effort none would say it, but models that do not reason, and some
		// that do, refuse it.
		e.lose("thinking", "not every model can be told not to reason: it does as it does unasked")
	case r.Budget != nil:
		e.name("reasoning_effort")
		e.raw(effortOf(r.Budget))
		e.lose("thinking.budget_tokens", "it is sent as a reasoning effort")
	case r.Mode == llm.ReasoningOn:
		e.name("reasoning_effort")
		e.raw(`"medium"`)
	case r.Mode == llm.ReasoningAdaptive:
		e.lose("thinking", "the model reasons as much as it does unasked")
	}
}

// effortOf returns the effort that comes close to a number of tokens.
func effortOf(budget llm.Raw) string {
	switch tokens, _ := jsonscan.Int(budget); {
	case tokens < 4096:
		return `"low"`
	case tokens < 16384:
		return `"medium"`
	}
	return `"high"`
}

// thinking writes it as services do that took over Anthropic's member.
func (e *encoder) thinking(r *llm.Reasoning) {
	e.name("thinking")
	switch r.Mode {
	case llm.ReasoningOff:
		e.raw(`{"type":"disabled"`)
	case llm.ReasoningAdaptive:
		e.raw(`{"type":"adaptive"`)
	default:
		e.raw(`{"type":"enabled"`)
	}
	e.optional("budget_tokens", r.Budget)
	e.raw("}")
}

// openRouter writes it as OpenRouter does.
func (e *encoder) openRouter(r *llm.Reasoning) {
	e.name("reasoning")
	switch {
	case r.Mode == llm.ReasoningOff:
		e.raw(`{"enabled":false}`)
	case r.Budget != nil:
		e.raw("{")
		e.member("max_tokens", r.Budget)
		e.raw("}")
	default:
		e.raw(`{"enabled":true}`)
	}
}
