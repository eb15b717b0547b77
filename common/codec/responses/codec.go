// Package responses is the codec of OpenAI's Responses protocol
// (POST /v1/responses), client side and provider side. What the provider keeps
// of earlier responses, the other paths below /v1/responses and headers are
// not in it.
//
// Source: https://platform.openai.com/docs/api-reference/responses
package responses

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Name is what llm.Request.Origin says of a request of this protocol.
const Name = gpt.Responses

// Codec is the protocol. It has no state.
type Codec struct{}

var _ codec.Codec = (*Codec)(nil)

// New returns the codec.
func New() *Codec { return &Codec{} }

// Name implements codec.Codec.
func (c *Codec) Name() string { return Name }

// Framing implements codec.Codec.
func (c *Codec) Framing() codec.Framing { return codec.SSE }

// NewReader implements codec.Codec.
func (c *Codec) NewReader(e *llm.Event) codec.Reader {
	return &reader{Teller: wire.Teller{E: e, Counts: true}}
}

// NewWriter implements codec.Codec.
func (c *Codec) NewWriter() codec.Writer { return new(writer) }

// DecodeProblem implements codec.Codec.
func (c *Codec) DecodeProblem(status int, body []byte) *problem.Problem {
	return gpt.Problem(status, body)
}

// EncodeProblem implements codec.Codec.
func (c *Codec) EncodeProblem(dst []byte, p *problem.Problem) []byte {
	return gpt.AppendProblem(dst, p)
}
