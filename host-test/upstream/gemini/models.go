package gemini

import "strings"

// traits are what a model takes that others do not.
type traits struct {
	thinking thinkingRule
	signs    bool // signs its calls, and wants the signatures back
	files    bool // takes files as what a function returned
	minimal  bool // knows the level minimal
	prefill  bool // continues a turn of the model
	both     bool // takes functions and a form of the answer together
}

type thinkingRule uint8

const (
	thoughtless    thinkingRule = iota + 1
	budgeted                    // within 0 or 512 to 24576 tokens
	alwaysBudgeted              // within 128 to 32768 tokens
	leveled
)

// generations maps the beginnings of model names to their traits; the first
// that matches counts. A model of no generation is as the latest.
var generations = []struct {
	prefix string
	traits traits
}{
	{"gemini-1", traits{thinking: thoughtless, prefill: true}},
	{"gemini-2.0", traits{thinking: thoughtless, prefill: true}},
	{"gemini-2.5-pro", traits{thinking: alwaysBudgeted, prefill: true}},
	{"gemini-2.5", traits{thinking: budgeted, prefill: true}},
	{"gemini-3-flash", traits{thinking: leveled, signs: true, files: true, minimal: true, prefill: true, both: true}},
	{"gemini-3.1-flash-lite", traits{thinking: leveled, signs: true, files: true, minimal: true, prefill: true, both: true}},
	{"gemini-3.1", traits{thinking: leveled, signs: true, files: true, prefill: true, both: true}},
	{"gemini-3.5-flash-lite", traits{thinking: leveled, signs: true, files: true, minimal: true, both: true}},
}

func traitsOf(model string) traits {
	for _, g := range generations {
		if strings.HasPrefix(model, g.prefix) {
			return g.traits
		}
	}
	return traits{thinking: leveled, signs: true, files: true, both: true}
}
