package gemini

import (
	"strconv"

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
	r := &e.r.Reasoning
	start := e.openObject("thinkingConfig")
	switch {
	case e.own:
		e.ownThinking(r)
	case r.Mode == 0 && r.Effort == nil && r.Budget == nil:
	case e.model != thoughtless:
		e.plan(r)
	case !off(r):
		e.lose("reasoning_effort", "the model does not think")
	}
	e.closeObject(start)
}

// plan writes the wish of a client of another protocol.
func (e *encoder) plan(r *llm.Reasoning) {
	if e.model == budgeted {
		e.budget(r)
	} else {
		e.level(r)
	}
	if !off(r) { // who asks for reasoning is shown it
		e.name("includeThoughts")
		e.raw("true")
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
		e.optional("thinkingBudget", r.Budget)
	}
	e.optional("thinkingLevel", r.Effort)
	e.inside(inThinking, e.r.Extra)
}

func (e *encoder) tokens(n int64) {
	e.name("thinkingBudget")
	e.dst = strconv.AppendInt(e.dst, n, 10)
}

// budget writes it for a model that has a number of tokens to think with.
func (e *encoder) budget(r *llm.Reasoning) {
	most := int64(highBudget)
	if isPro(e.r.Model) {
		most = proBudget
	}
	n, known := jsonscan.Int(r.Budget)
	switch {
	case off(r) && isPro(e.r.Model):
		e.tokens(leastBudget)
		e.lose("reasoning_effort", alwaysThinks)
	case off(r):
		e.tokens(0)
	case known && n > most:
		e.tokens(most)
		e.lose("thinking.budget_tokens", "the model's highest is put in its place")
	case r.Budget != nil:
		e.member("thinkingBudget", r.Budget)
	case r.Effort == nil:
		e.tokens(anyBudget)
	default:
		e.effort(r.Effort, most)
	}
}

const alwaysThinks = "the model always thinks: it is told to do as little as it can"

func (e *encoder) effort(effort llm.Text, most int64) {
	switch string(effort) {
	case `"minimal"`, `"low"`:
		e.tokens(lowBudget)
	case `"medium"`:
		e.tokens(mediumBudget)
	case `"high"`:
		e.tokens(highBudget)
	case `"xhigh"`, `"max"`:
		e.tokens(most)
	default:
		e.lose("reasoning_effort", "the provider knows no such effort")
	}
}

// level writes it for a model that has words for how much to think.
func (e *encoder) level(r *llm.Reasoning) {
	word := string(r.Effort)
	if r.Budget != nil && !off(r) {
		e.lose("thinking.budget_tokens", "it is sent as a level of thinking")
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
		e.lose("reasoning_effort", alwaysThinks)
	}
	switch word {
	case "":
	case `"minimal"`:
		if thinksLittle(e.r.Model) {
			e.words("thinkingLevel", "minimal")
		} else {
			e.words("thinkingLevel", "low")
		}
	case `"low"`, `"medium"`, `"high"`:
		e.words("thinkingLevel", word[1:len(word)-1])
	case `"xhigh"`, `"max"`:
		e.words("thinkingLevel", "high")
		e.lose("reasoning_effort", "high is the provider's highest, which was put in its place")
	default:
		e.lose("reasoning_effort", "the provider knows no such effort")
	}
}
