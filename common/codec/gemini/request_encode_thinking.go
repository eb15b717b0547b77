package gemini

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Tokens to think with that an effort stands for, as Google's endpoint for
// clients of OpenAI has it, and the bounds of what models take.
//
// Source: https://ai.google.dev/gemini-api/docs/openai#thinking
const (
	lowBudget    = 1024
	mediumBudget = 8192
	highBudget   = 24576 // the highest but for the largest models
	proBudget    = 32768
	leastBudget  = 128 // of the largest models, which always think
	anyBudget    = -1  // as much as the model sees fit
)

// thinking writes how much the model is to think.
func (e *encoder) thinking() {
	r := &e.R.Reasoning
	start := e.Open("thinkingConfig")
	switch {
	case e.Same:
		e.ownThinking(r)
	case r.Mode == 0 && r.Effort == nil && r.Budget == nil:
	case e.model != thoughtless:
		e.plan(r)
	case !off(r):
		e.Lose("reasoning_effort", "the model does not think")
	}
	e.Close(start)
}

// plan writes the wish of a client of another protocol.
func (e *encoder) plan(r *llm.Reasoning) {
	if e.model == budgeted {
		e.budget(r)
	} else {
		e.level(r)
	}
	if !off(r) { // who asks for reasoning is shown it
		e.Constant("includeThoughts", "true")
	}
}

// off tells whether the model is not to think at all.
func off(r *llm.Reasoning) bool {
	return r.Mode == llm.ReasoningOff || string(r.Effort) == `"none"` && r.Budget == nil
}

func (e *encoder) ownThinking(r *llm.Reasoning) {
	switch r.Mode {
	case llm.ReasoningOff:
		e.tokens(0)
	case llm.ReasoningAdaptive:
		e.tokens(anyBudget)
	default:
		e.Optional("thinkingBudget", r.Budget)
	}
	e.Optional("thinkingLevel", r.Effort)
	e.Inside(inThinking, e.R.Extra)
}

func (e *encoder) tokens(n int64) { e.Number("thinkingBudget", n) }

// budget writes it for a model that has a number of tokens to think with.
func (e *encoder) budget(r *llm.Reasoning) {
	most := int64(highBudget)
	if isPro(e.R.Model) {
		most = proBudget
	}
	n, known := jsonscan.Int(r.Budget)
	switch {
	case off(r) && isPro(e.R.Model):
		e.tokens(leastBudget)
		e.Lose("reasoning_effort", alwaysThinks)
	case off(r):
		e.tokens(0)
	case known && n > most:
		e.tokens(most)
		e.Lose("thinking.budget_tokens", "the model's highest is put in its place")
	case r.Budget != nil:
		e.Member("thinkingBudget", r.Budget)
	case r.Effort == nil:
		e.tokens(anyBudget)
	default:
		e.effort(r.Effort, most)
	}
}

const alwaysThinks = "the model always thinks: it is told to do as little as it can"

// budgets are the tokens that efforts stand for, in units of 1024.
var budgets = []wire.Word{
	{Text: `"low"`, Is: lowBudget / 1024}, {Text: `"medium"`, Is: mediumBudget / 1024}, {Text: `"high"`, Is: highBudget / 1024},
	{Text: `"minimal"`, Is: lowBudget / 1024},
}

func (e *encoder) effort(effort llm.Text, most int64) {
	if n := int64(wire.Meaning(budgets, effort)) * 1024; n > 0 {
		e.tokens(n)
		return
	}
	switch string(effort) {
	case `"xhigh"`, `"max"`:
		e.tokens(most)
	default:
		e.Lose("reasoning_effort", "the provider knows no such effort")
	}
}

// level writes it for a model that has words for how much to think.
func (e *encoder) level(r *llm.Reasoning) {
	word := string(r.Effort)
	if r.Budget != nil && !off(r) {
		e.Lose("thinking.budget_tokens", "it is sent as a level of thinking")
		switch n, _ := jsonscan.Int(r.Budget); {
		case n < lowBudget*4:
			word = `"low"`
		case n < mediumBudget*2:
			word = `"medium"`
		default:
			word = `"high"`
		}
	}
	if off(r) {
		word = `"minimal"`
		e.Lose("reasoning_effort", alwaysThinks)
	}
	switch word {
	case "":
	case `"minimal"`:
		if thinksLittle(e.R.Model) {
			e.Constant("thinkingLevel", word)
		} else {
			e.Constant("thinkingLevel", `"low"`)
		}
	case `"low"`, `"medium"`, `"high"`:
		e.Constant("thinkingLevel", word)
	case `"xhigh"`, `"max"`:
		e.Constant("thinkingLevel", `"high"`)
		e.Lose("reasoning_effort", "high is the provider's highest, which was put in its place")
	default:
		e.Lose("reasoning_effort", "the provider knows no such effort")
	}
}
