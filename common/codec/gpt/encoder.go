package gpt

import (
	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Encoder writes one request. Its methods are calls, and not copied to where
// they are called from: there are hundreds of those, and a module's size is
// time and memory in every worker.
type Encoder struct {
	Dst  []byte
	R    *llm.Request
	Lost *[]llm.Loss
	// Same tells that the client speaks the protocol that is written.
	Same   bool
	Failed *problem.Problem
}

// Comma separates what follows from what stands before it.
//
//go:noinline
func (e *Encoder) Comma() {
	switch e.Dst[len(e.Dst)-1] {
	case '{', '[':
	default:
		e.Dst = append(e.Dst, ',')
	}
}

// Raw writes constant text.
//
//go:noinline
func (e *Encoder) Raw(text string) { e.Dst = append(e.Dst, text...) }

// Bytes writes what is JSON already.
//
//go:noinline
func (e *Encoder) Bytes(value []byte) { e.Dst = append(e.Dst, value...) }

// Name starts a member. The name may be one that a client made up.
//
//go:noinline
func (e *Encoder) Name(name string) {
	e.Comma()
	e.Dst = append(jsonscan.AppendQuoted(e.Dst, name), ':')
}

// Member writes a member.
//
//go:noinline
func (e *Encoder) Member(name string, value []byte) {
	e.Name(name)
	e.Dst = append(e.Dst, value...)
}

// Optional writes a member unless it is absent.
//
//go:noinline
func (e *Encoder) Optional(name string, value []byte) {
	if value != nil {
		e.Member(name, value)
	}
}

// Flag writes a boolean unless it is absent.
//
//go:noinline
func (e *Encoder) Flag(name string, value llm.Bool) {
	switch value {
	case llm.True:
		e.Name(name)
		e.Raw("true")
	case llm.False:
		e.Name(name)
		e.Raw("false")
	}
}

// Schema writes the schema of an answer, and whether it is to be kept to. Where
// other protocols do so always, OpenAI wants a schema with nothing optional.
func (e *Encoder) Schema(f *llm.Format) {
	strict := f.Strict
	if f.Schema != nil {
		e.Name("schema")
		if strict == llm.True && e.R.Origin != Chat && e.R.Origin != Responses {
			var complete bool
			if e.Dst, complete = codec.AppendClosed(e.Dst, f.Schema); !complete {
				strict = llm.Absent
				e.Lose("response_format.json_schema.strict", "the provider keeps to a schema only if nothing in it is optional")
			}
		} else {
			e.Bytes(f.Schema)
		}
	}
	e.Flag("strict", strict)
}

// Arguments writes those of a call, as the text that OpenAI has them as.
func (e *Encoder) Arguments(p *llm.Part) {
	e.Name("arguments")
	if len(p.Arguments) > 0 && p.Arguments[0] == '"' {
		e.Dst = append(e.Dst, p.Arguments...)
	} else {
		e.Dst = jsonscan.AppendQuoted(e.Dst, p.Arguments)
	}
}

// Lose tells of a loss, once.
//
//go:noinline
func (e *Encoder) Lose(path, reason string) { codec.Lose(e.Lost, path, reason) }

// Fail refuses a request that would lose its meaning.
//
//go:noinline
func (e *Encoder) Fail(param, message string) {
	if e.Failed == nil {
		e.Failed = problem.InvalidParam(param, message)
	}
}
