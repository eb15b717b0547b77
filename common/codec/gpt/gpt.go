// Package gpt is what OpenAI's protocols have in common: how parts, tools and
// errors are read and written. It knows no protocol as a whole: see
// codec/openai and codec/responses.
package gpt

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// The names of OpenAI's protocols, as llm.Request.Origin has them.
const (
	Chat      = "openai"
	Responses = "responses"
)

// shared are the top-level members that llm has no field for and that mean
// the same in each of OpenAI's protocols. It is never written to.
var shared = [...]string{"moderation", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "safety_identifier", "verbosity"}

// Shared tells whether a member that a request of a protocol has means the
// same in OpenAI's others.
func Shared(origin, name string) bool {
	if origin != Chat && origin != Responses {
		return false
	}
	for i := range shared {
		if shared[i] == name {
			return true
		}
	}
	return false
}

// EffortOf returns the effort that comes close to a number of tokens.
func EffortOf(budget llm.Raw) string {
	switch tokens, _ := jsonscan.Int(budget); {
	case tokens < 4096:
		return `"low"`
	case tokens < 16384:
		return `"medium"`
	}
	return `"high"`
}
