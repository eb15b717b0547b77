package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// reasoning writes how much the model is to reason. Apart from an effort there
// are two ways to say it, and neither is OpenAI's.
func (e *encoder) reasoning() {
	r := &e.R.Reasoning
	tokens := r.Budget != nil || r.Mode == llm.ReasoningOff || r.Mode == llm.ReasoningOn && r.Effort == nil
	switch {
	case tokens && e.dialect.ReasoningDetails && r.Effort == nil:
		e.openRouter(r)
	case tokens && r.Effort == nil && (e.dialect.Thinking || e.Same):
		e.thinking(r)
	case r.Mode == llm.ReasoningOn && (e.dialect.Thinking || e.Same), r.Mode == llm.ReasoningAdaptive && e.Same:
		e.thinking(r)
		e.Optional("reasoning_effort", r.Effort)
	default:
		e.effort(r)
	}
}

// effort writes reasoning_effort, the one way that api.openai.com knows.
func (e *encoder) effort(r *llm.Reasoning) {
	switch {
	case r.Effort != nil:
		e.Member("reasoning_effort", r.Effort)
		if r.Budget != nil {
			e.Lose("thinking.budget_tokens", "the effort is sent: the provider takes no number of tokens")
		}
	case r.Mode == llm.ReasoningOff:
		// Effort none would say it, but models that do not reason, and some
		// that do, refuse it.
		e.Lose("thinking", "not every model can be told not to reason: it does as it does unasked")
	case r.Budget != nil:
		e.Constant("reasoning_effort", gpt.EffortOf(r.Budget))
		e.Lose("thinking.budget_tokens", "it is sent as a reasoning effort")
	case r.Mode == llm.ReasoningOn:
		e.Constant("reasoning_effort", `"medium"`)
	case r.Mode == llm.ReasoningAdaptive:
		e.Lose("thinking", "the model reasons as much as it does unasked")
	}
}

// thinking writes it as services do that took over Anthropic's member.
func (e *encoder) thinking(r *llm.Reasoning) {
	mode := r.Mode
	if mode == 0 {
		mode = llm.ReasoningOn
	}
	start := e.Open("thinking")
	e.Constant("type", wire.WordFor(thinkingModes, uint8(mode)))
	e.Optional("budget_tokens", r.Budget)
	e.Close(start)
}

// openRouter writes it as OpenRouter does.
func (e *encoder) openRouter(r *llm.Reasoning) {
	switch {
	case r.Mode == llm.ReasoningOff:
		e.Constant("reasoning", `{"enabled":false}`)
	case r.Budget != nil:
		e.Name("reasoning")
		e.Between(`{"max_tokens":`, r.Budget, "}")
	default:
		e.Constant("reasoning", `{"enabled":true}`)
	}
}
