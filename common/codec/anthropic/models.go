package anthropic

import (
	"bytes"

	"aigateway/common/llm"
)

// generation says which of the parameters that models do not agree on a model
// takes: each takes less than the one before.
type generation uint8

const (
	budgeted  generation = iota + 1 // thinks within a budget of tokens; takes any sampling
	exclusive                       // takes temperature or top_p, not both
	adaptive                        // thinks as much as it sees fit, guided by an effort
	unsampled                       // takes no sampling parameters, and no budget
)

// generations maps the beginnings of names to generations; the first that
// matches counts. A Claude that is not listed is as the latest, any other
// model as the earliest.
//
// Source: https://platform.claude.com/docs/en/about-claude/models/migration-guide
var generations = [...]struct {
	prefix string
	is     generation
}{
	{"claude-2", budgeted},
	{"claude-3", budgeted},
	{"claude-instant", budgeted},
	{"claude-opus-4-0", budgeted},
	{"claude-opus-4-2025", budgeted},
	{"claude-sonnet-4-0", budgeted},
	{"claude-sonnet-4-2025", budgeted},
	{"claude-opus-4-1", exclusive},
	{"claude-opus-4-5", exclusive},
	{"claude-sonnet-4-5", exclusive},
	{"claude-haiku-4-5", exclusive},
	{"claude-opus-4-6", adaptive},
	{"claude-sonnet-4-6", adaptive},
	{"claude-", unsampled},
}

func generationOf(model llm.Text) generation {
	for i := range generations {
		if bytes.HasPrefix(inner(model), []byte(generations[i].prefix)) {
			return generations[i].is
		}
	}
	return budgeted
}
