package aiproxy

import (
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
	"aigateway/common/provider"
)

// quirks adds the edits that a service needs in requests that stay in their
// protocol, and that no dialect is about.
func (w *way) quirks(edits *jsonedit.Edits, body []byte) {
	has := func(name string) jsonedit.Span { return jsonedit.At(body, jsonedit.Span{}, name) }
	switch {
	case w.service.Name == "zhipuai" && w.client == provider.Chat:
		// Its models before GLM-5.2 know no efforts.
		effort := has("reasoning_effort")
		if effort.End == 0 || body[effort.Start] != '"' || has("thinking").End > 0 {
			return
		}
		thinking := `{"type":"enabled"}`
		if word := string(effort.Of(body)); word == `"none"` || word == `"minimal"` {
			thinking = `{"type":"disabled"}`
		}
		edits.Set(body, "thinking", []byte(thinking), false)
	case w.service.Name == "openrouter" && w.client == provider.Chat:
		budget := has(budgetMember)
		if budget.End == 0 || has("reasoning").End > 0 {
			return
		}
		edits.Member(body, budgetMember, jsonedit.Fill(nil, `"reasoning":{"max_tokens":%0}`, budget.Of(body)))
		edits.Member(body, "reasoning_effort", nil) // one of the two is all that it takes
	case w.service.Name == "doubao" && w.client == provider.Responses:
		edits.Member(body, "parallel_tool_calls", nil) // it refuses what it does not know
	case w.service.Name == "doubao" && w.client == provider.ImageGeneration:
		edits.Set(body, "watermark", []byte("false"), false)
	}
}

// budgetMember is Higress' own word for how many tokens to think with.
const budgetMember = "reasoning_max_tokens"

// adapt is quirks for a request that is converted.
func (w *way) adapt(r *llm.Request) {
	for i, m := range r.Extra {
		if m.Name == budgetMember {
			r.Reasoning.Budget, r.Reasoning.Effort = m.Value, nil
			r.Extra = append(r.Extra[:i], r.Extra[i+1:]...)
			break
		}
	}
	// A client of Anthropic's gets no thoughts that it does not ask for, while
	// Zhipu's models think unasked.
	if w.service.Name == "zhipuai" && w.client == provider.Messages && r.Reasoning.Mode == 0 && r.Reasoning.Effort == nil && r.Reasoning.Budget == nil {
		r.Reasoning.Mode = llm.ReasoningOff
	}
}
