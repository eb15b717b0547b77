package claude

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
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

// maxTokens is more tokens than any limit is; what is above is nonsense.
const maxTokens = 1 << 40

// Ask is a request of another protocol that is to be written for a model.
type Ask struct {
	Request *llm.Request
	Model   Generation
	// Adapts makes a model think as much as it sees fit even if its name does
	// not tell that it can.
	Adapts bool
	// Lost is where is told what the model will not get.
	Lost *[]llm.Loss
}

// Plan is what becomes of the wish for reasoning.
type Plan struct {
	Mode   llm.ReasoningMode // zero: nothing is said about it
	Budget llm.Raw           // as the client wrote it
	Tokens int64             // the budget where the client wrote none
	Effort llm.Text          // for a model that adapts
	// MaxTokens is the limit where the client wrote none.
	MaxTokens int64
}

// Thinks tells whether the model is going to think, which restricts the rest
// of a request.
func (p *Plan) Thinks() bool { return p.Mode == llm.ReasoningOn || p.Mode == llm.ReasoningAdaptive }

// Modes are the words for how to think.
var Modes = []wire.Word{
	{Text: `"enabled"`, Is: uint8(llm.ReasoningOn)}, {Text: `"disabled"`, Is: uint8(llm.ReasoningOff)},
	{Text: `"adaptive"`, Is: uint8(llm.ReasoningAdaptive)},
}

// Write writes how to think, the members of an object.
func (p *Plan) Write(o *wire.Output) {
	if p.Mode == 0 {
		return
	}
	o.Constant("type", wire.WordFor(Modes, uint8(p.Mode)))
	if p.Mode == llm.ReasoningOn {
		if p.Budget == nil && p.Tokens > 0 {
			o.Number("budget_tokens", p.Tokens)
		}
		o.Optional("budget_tokens", p.Budget)
	}
}

// Plan decides what becomes of the wish for reasoning, and of the limit with
// it, which is maxTokens without one of the client's.
func (a *Ask) Plan(maxTokens int64) Plan {
	p := Plan{MaxTokens: maxTokens}
	a.wish(&p)
	if !p.Thinks() {
		return p
	}
	if why := a.obstacle(); why != "" {
		a.lose("reasoning_effort", why)
		p.Mode, p.Effort = 0, nil
		return p
	}
	a.fit(&p)
	return p
}

func (a *Ask) lose(path, reason string) { codec.Lose(a.Lost, path, reason) }

// wish reads the reasoning of the request: a budget in tokens counts more than
// an effort.
func (a *Ask) wish(p *Plan) {
	reasoning := &a.Request.Reasoning
	effort := string(reasoning.Effort)
	switch {
	case reasoning.Mode == llm.ReasoningOff, effort == `"none"` && reasoning.Budget == nil:
		p.Mode = llm.ReasoningOff
	case reasoning.Budget != nil && a.adapts():
		p.Mode = llm.ReasoningAdaptive
		a.lose("thinking.budget_tokens", "the model thinks as much as it sees fit")
	case reasoning.Budget != nil:
		p.Mode, p.Budget = llm.ReasoningOn, reasoning.Budget
	case effort == "" && (reasoning.Mode == llm.ReasoningAdaptive || reasoning.Mode == llm.ReasoningOn && a.adapts()):
		p.Mode = llm.ReasoningAdaptive
	case effort == "" && reasoning.Mode == llm.ReasoningOn:
		p.Mode, p.Tokens = llm.ReasoningOn, mediumBudget
	case effort == "":
	default:
		a.effort(p)
	}
}

// adapts tells whether the model decides for itself how much to think.
func (a *Ask) adapts() bool { return a.Adapts || a.Model >= Adaptive }

// effort turns a word for an effort into what the models take.
func (a *Ask) effort(p *Plan) {
	p.Effort = a.Request.Reasoning.Effort
	switch string(p.Effort) {
	case `"minimal"`:
		p.Tokens, p.Effort = minBudget, lowEffort
	case `"low"`:
		p.Tokens = minBudget
	case `"medium"`:
		p.Tokens = mediumBudget
	case `"high"`:
		p.Tokens = highBudget
	case `"xhigh"`, `"max"`:
		p.Tokens = maxBudget
	default:
		p.Effort = nil
		a.lose("reasoning_effort", "the provider knows no such effort")
		return
	}
	if a.adapts() || a.Request.Reasoning.Mode == llm.ReasoningAdaptive {
		p.Mode = llm.ReasoningAdaptive
		return
	}
	p.Mode, p.Effort = llm.ReasoningOn, nil
}

var lowEffort = llm.Text(`"low"`)

// fit makes room for the budget: below the client's limit, or on top of ours.
func (a *Ask) fit(p *Plan) {
	if p.Mode != llm.ReasoningOn {
		return
	}
	if a.Request.MaxTokens == nil {
		if n, ok := jsonscan.Int(p.Budget); ok && n > 0 && n < maxTokens {
			p.MaxTokens += n
		}
		p.MaxTokens += p.Tokens
		return
	}
	if p.Budget != nil {
		return // the client's own, which is for the provider to judge
	}
	limit, ok := jsonscan.Int(a.Request.MaxTokens)
	if !ok || limit <= minBudget {
		p.Mode, p.Tokens = 0, 0
		a.lose("reasoning_effort", "max_tokens leaves no room to think, which takes 1024 tokens at least")
		return
	}
	p.Tokens = min(p.Tokens, limit-1)
}

// obstacle tells why the model cannot think about this conversation: when the
// last assistant turn is still going on, it must start with thinking that the
// provider has signed, and a client of another protocol may have lost that.
func (a *Ask) obstacle() string {
	list := a.Request.Messages
	calls, signed, results := false, false, false
	i := len(list) - 1
	for ; i >= 0 && list[i].Role != llm.Assistant; i-- {
		results = results || list[i].Role == llm.ToolRole
	}
	if i < 0 {
		return ""
	}
	if i == len(list)-1 {
		return "the answer is to continue the client's own words, which rules thinking out"
	}
	for ; i >= 0 && list[i].Role == llm.Assistant; i-- {
		for _, p := range a.Request.Content(&list[i]) {
			calls = calls || p.Type == llm.ToolCallPart
			signed = signed || (p.Type == llm.ReasoningPart || p.Type == llm.RedactedPart) && p.Signature != nil
		}
	}
	if calls && results && !signed {
		return "the tool calls before came without the signed thinking that must go with them"
	}
	return ""
}
