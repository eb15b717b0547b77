package anthropic

import (
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Tokens to think with that an effort stands for. The provider refuses fewer
// than minBudget, and as many as max_tokens or more. The first three are what
// Higress' ai-proxy gives.
const (
	minBudget    = 1024
	mediumBudget = 8192
	highBudget   = 16384
	maxBudget    = 32768
)

// topPWithThinking is the least top_p that thinking goes together with.
const topPWithThinking = 0.95

// plan is what becomes of the wish for reasoning.
type plan struct {
	mode   llm.ReasoningMode // zero: nothing is said about it
	budget llm.Raw           // as the client wrote it
	tokens int64             // the budget where the client wrote none
	effort llm.Text          // for output_config
	// maxTokens is the limit where the client wrote none.
	maxTokens int64
}

// on tells whether the model is going to think, which restricts the rest of a
// request.
func (p *plan) on() bool { return p.mode == llm.ReasoningOn || p.mode == llm.ReasoningAdaptive }

// plan decides what becomes of the wish for reasoning, and of the limit with
// it.
func (e *encoder) plan() {
	e.plans.maxTokens = e.dialect.DefaultMaxTokens
	for e.leading < len(e.r.Messages) && isSystem(e.r.Messages[e.leading].Role) {
		e.leading++
	}
	reasoning := &e.r.Reasoning
	if e.own {
		e.plans.mode, e.plans.budget, e.plans.effort = reasoning.Mode, reasoning.Budget, reasoning.Effort
		return
	}
	for i := range e.r.Extra {
		if m := &e.r.Extra[i]; m.Name == "thinking" && !m.Own {
			return // the client says it in this protocol's words
		}
	}
	e.wish(reasoning)
	if !e.plans.on() {
		return
	}
	if why := e.obstacle(); why != "" {
		e.lose("reasoning_effort", why)
		e.plans.mode, e.plans.effort = 0, nil
		return
	}
	e.fit()
}

// wish reads the reasoning of a request of another protocol: a budget in
// tokens counts more than an effort.
func (e *encoder) wish(reasoning *llm.Reasoning) {
	p := &e.plans
	effort := string(reasoning.Effort)
	switch {
	case reasoning.Mode == llm.ReasoningOff, effort == `"none"` && reasoning.Budget == nil:
		p.mode = llm.ReasoningOff
	case reasoning.Budget != nil && e.adapts():
		p.mode = llm.ReasoningAdaptive
		e.lose("thinking.budget_tokens", "the model thinks as much as it sees fit")
	case reasoning.Budget != nil:
		p.mode, p.budget = llm.ReasoningOn, reasoning.Budget
	case effort == "" && (reasoning.Mode == llm.ReasoningAdaptive || reasoning.Mode == llm.ReasoningOn && e.adapts()):
		p.mode = llm.ReasoningAdaptive
	case effort == "" && reasoning.Mode == llm.ReasoningOn:
		p.mode, p.tokens = llm.ReasoningOn, mediumBudget
	case effort == "":
	default:
		e.effort(reasoning)
	}
}

// adapts tells whether the model decides for itself how much to think.
func (e *encoder) adapts() bool { return e.dialect.AdaptiveThinking || e.model >= adaptive }

// effort turns a word for an effort into what the models take.
func (e *encoder) effort(reasoning *llm.Reasoning) {
	p := &e.plans
	p.effort = reasoning.Effort
	switch string(reasoning.Effort) {
	case `"minimal"`:
		p.tokens, p.effort = minBudget, lowEffort
	case `"low"`:
		p.tokens = minBudget
	case `"medium"`:
		p.tokens = mediumBudget
	case `"high"`:
		p.tokens = highBudget
	case `"xhigh"`, `"max"`:
		p.tokens = maxBudget
	default:
		p.effort = nil
		e.lose("reasoning_effort", "the provider knows no such effort")
		return
	}
	if e.adapts() || reasoning.Mode == llm.ReasoningAdaptive {
		p.mode = llm.ReasoningAdaptive
		return
	}
	p.mode, p.effort = llm.ReasoningOn, nil
}

var lowEffort = llm.Text(`"low"`)

// fit makes room for the budget: below the client's limit, or on top of ours.
func (e *encoder) fit() {
	p := &e.plans
	if p.mode != llm.ReasoningOn {
		return
	}
	if e.r.MaxTokens == nil {
		if n, ok := jsonscan.Int(p.budget); ok && n > 0 && n < maxCount {
			p.maxTokens += n
		}
		p.maxTokens += p.tokens
		return
	}
	if p.budget != nil {
		return // the client's own, which is for the provider to judge
	}
	limit, ok := jsonscan.Int(e.r.MaxTokens)
	if !ok || limit <= minBudget {
		p.mode = 0
		e.lose("reasoning_effort", "max_tokens leaves no room to think, which takes 1024 tokens at least")
		return
	}
	p.tokens = min(p.tokens, limit-1)
}

// obstacle tells why the model cannot think about this conversation: when the
// last assistant turn is still going on, it must start with thinking that the
// provider has signed, and a client of another protocol may have lost that.
func (e *encoder) obstacle() string {
	calls, signed, results := false, false, false
	i := len(e.r.Messages) - 1
	for ; i >= 0 && e.r.Messages[i].Role != llm.Assistant; i-- {
		results = results || e.r.Messages[i].Role == llm.ToolRole
	}
	if i < 0 {
		return ""
	}
	if i == len(e.r.Messages)-1 {
		return "the answer is to continue the client's own words, which rules thinking out"
	}
	for ; i >= 0 && e.r.Messages[i].Role == llm.Assistant; i-- {
		for _, p := range e.r.Content(&e.r.Messages[i]) {
			calls = calls || p.Type == llm.ToolCallPart
			signed = signed || (p.Type == llm.ReasoningPart || p.Type == llm.RedactedPart) && p.Signature != nil
		}
	}
	if calls && results && !signed {
		return "the tool calls before came without the signed thinking that must go with them"
	}
	return ""
}

// thinking writes the plan.
func (e *encoder) thinking() {
	open := true
	switch e.plans.mode {
	case llm.ReasoningOn:
		e.member("thinking")
		e.text(`{"type":"enabled"`)
		if e.plans.budget != nil {
			e.field("budget_tokens", e.plans.budget)
		} else if e.plans.tokens > 0 {
			e.text(`,"budget_tokens":`)
			e.dst = strconv.AppendInt(e.dst, e.plans.tokens, 10)
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
	if e.plans.effort != nil {
		e.member("output_config")
		e.text(`{"effort":`)
		e.dst = append(e.dst, e.plans.effort...)
		open = true
	}
	if f := &e.r.Format; f.Type == llm.FormatSchema && f.Schema != nil {
		if open {
			e.text(`,"format":{"type":"json_schema","schema":`)
		} else {
			e.member("output_config")
			e.text(`{"format":{"type":"json_schema","schema":`)
		}
		e.dst = append(append(e.dst, f.Schema...), '}')
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
