package gemini

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// generation says which of the things that models do not agree on a model
// does: each can do more than the one before.
type generation uint8

const (
	thoughtless generation = iota + 1 // does not think
	budgeted                          // thinks within a budget of tokens
	leveled                           // thinks on a level, signs its calls, takes media as the result of one
)

// generations maps the beginnings of names to generations; the first that
// matches counts. A model that is not listed is as the latest.
//
// Source: https://ai.google.dev/gemini-api/docs/thinking
var generations = [...]struct {
	prefix string
	is     generation
}{
	{"gemini-1", thoughtless},
	{"gemini-2.0", thoughtless},
	{"gemini-2.5", budgeted},
	{"gemini-exp", thoughtless},
	{"gemma-2", thoughtless},
	{"gemma-3", thoughtless},
	{"learnlm", thoughtless},
}

// bare returns the name of a model without the collection it is in, such as
// models/ or publishers/google/models/.
func bare(model llm.Text) []byte {
	name := wire.Inner(model)
	return name[bytes.LastIndexByte(name, '/')+1:]
}

func generationOf(model llm.Text) generation {
	for i := range generations {
		if bytes.HasPrefix(bare(model), []byte(generations[i].prefix)) {
			return generations[i].is
		}
	}
	return leveled
}

// isPro tells whether a model is one of the large ones, which always think.
func isPro(model llm.Text) bool { return bytes.Contains(bare(model), []byte("-pro")) }

// thinksLittle tells whether a model on levels knows the least of them.
func thinksLittle(model llm.Text) bool {
	name := bare(model)
	return bytes.Contains(name, []byte("-flash-lite")) || bytes.HasPrefix(name, []byte("gemini-3-flash"))
}
