// Package claude is what is known of Anthropic's models wherever they are
// served: what each generation of them takes, and how it is asked to think. Of
// wire forms it knows that of thinking, which is the same everywhere.
package claude

import "bytes"

// Generation says which of the parameters that models do not agree on a model
// takes: each takes less than the one before.
type Generation uint8

const (
	Budgeted  Generation = iota + 1 // thinks within a budget of tokens; takes any sampling
	Exclusive                       // takes temperature or top_p, not both
	Adaptive                        // thinks as much as it sees fit, guided by an effort
	Unsampled                       // takes no sampling parameters, and no budget
)

// generations maps the beginnings of names to generations; the first that
// matches counts. A Claude that is not listed is as the latest, any other
// model as the earliest.
//
// Source: https://platform.claude.com/docs/en/about-claude/models/migration-guide
var generations = [...]struct {
	prefix string
	is     Generation
}{
	{"claude-2", Budgeted},
	{"claude-3", Budgeted},
	{"claude-instant", Budgeted},
	{"claude-opus-4-0", Budgeted},
	{"claude-opus-4-2025", Budgeted},
	{"claude-sonnet-4-0", Budgeted},
	{"claude-sonnet-4-2025", Budgeted},
	{"claude-opus-4-1", Exclusive},
	{"claude-opus-4-5", Exclusive},
	{"claude-sonnet-4-5", Exclusive},
	{"claude-haiku-4-5", Exclusive},
	{"claude-opus-4-6", Adaptive},
	{"claude-sonnet-4-6", Adaptive},
	{"claude-", Unsampled},
}

// Of returns the generation of a model by its name, without quotes.
func Of(model []byte) Generation {
	for i := range generations {
		if bytes.HasPrefix(model, []byte(generations[i].prefix)) {
			return generations[i].is
		}
	}
	return Budgeted
}
