// Package gpt is what OpenAI's protocols have in common: how a request is
// read and written member by member, how media and errors are written. It
// knows no protocol as a whole: see codec/openai and codec/responses.
package gpt

import (
	"aigateway/common/codec"
	"aigateway/common/jsonedit"
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

// Empty tells whether a string literal is absent or says nothing.
func Empty(literal []byte) bool { return len(literal) <= len(`""`) }

// Inner is what stands between the quotes of a string literal.
func Inner(literal []byte) []byte {
	if len(literal) < 2 {
		return nil
	}
	return literal[1 : len(literal)-1]
}

// Literal consumes the next value and returns it if it is a string.
func Literal(s *jsonscan.Scanner) llm.Text {
	if s.Kind() == '"' {
		return s.String()
	}
	s.Skip()
	return nil
}

// OfKind consumes the next value and returns it if it starts as one of a kind.
func OfKind(s *jsonscan.Scanner, kind byte) llm.Raw {
	if s.Kind() == kind {
		return s.Value()
	}
	s.Skip()
	return nil
}

// Keep is the size up to which a reader or writer holds on to a buffer, in
// bytes.
const Keep = 4 << 10

// Recycle empties a buffer, or drops one that has grown large.
func Recycle(buffer []byte) []byte {
	if cap(buffer) > Keep {
		return nil
	}
	return buffer[:0]
}

// PatchModel adds the edit that gives a request a model. One that is missing
// becomes the first member.
func PatchModel(edits *jsonedit.Edits, h *codec.Head, model []byte) {
	switch {
	case h.ModelAt.End > 0:
		edits.Replace(h.ModelAt.Start, h.ModelAt.End, model)
	case h.FirstAt > 0:
		member := append(append(make([]byte, 0, len(model)+9), `"model":`...), model...)
		edits.Insert(h.FirstAt, append(member, ','))
	}
}
