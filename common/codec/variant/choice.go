package variant

import "aigateway/common/llm"

// forced returns the name of the tool that a choice wants called: that one, or
// the one that there is.
func (e *encoder) forced(choice []byte) []byte {
	if tools := e.request.Tools; string(choice) == `"required"` && len(tools) == 1 {
		return tools[0].Name
	}
	return find(choice, "function.name")
}

// choice returns a choice of no certain tool, nil for one of any.
func (e *encoder) choice(value []byte) []byte {
	if string(value) == `"required"` {
		e.Lose("tool_choice", "the provider cannot be made to call one of several tools: the model chooses")
		return nil
	}
	return value
}

// think takes out of the request whether the model is to reason, for a member
// that is true or false. Without a word the service decides.
func (e *encoder) think(name string) {
	r := e.request.Reasoning
	e.request.Reasoning = llm.Reasoning{}
	if r.Budget != nil {
		e.Lose("thinking.budget_tokens", "the provider thinks or does not: it takes no number of tokens")
	}
	switch effort := string(r.Effort); {
	case r.Mode == llm.ReasoningOff, effort == `"none"`:
		e.add(name, []byte("false"))
		return
	case r.Effort != nil:
		e.Lose("reasoning_effort", "the provider thinks or does not: it takes no effort")
	case r.Mode == llm.ReasoningAdaptive:
		e.Lose("thinking", "the model reasons as much as it does unasked")
		return
	case r.Mode == 0 && r.Budget == nil:
		return
	}
	e.add(name, []byte("true"))
}
