// Package openai is the codec of OpenAI's chat completions protocol
// (POST /v1/chat/completions), client side and provider side, and of the many
// services that take the same. Responses, embeddings and headers are not in it.
//
// Source: https://platform.openai.com/docs/api-reference/chat
package openai

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Name is what llm.Request.Origin says of a request of this protocol.
const Name = gpt.Chat

// Dialect is what services that call themselves compatible differ in. The
// zero value is api.openai.com. It shapes requests; replies of any dialect are
// always understood.
type Dialect struct {
	// NoDeveloperRole writes the role developer as system.
	NoDeveloperRole bool
	// LegacyMaxTokens writes max_tokens, not max_completion_tokens.
	LegacyMaxTokens bool
	// NoStreamOptions leaves stream_options out: usage then comes unasked for,
	// or not at all.
	NoStreamOptions bool
	// NoParallelToolCalls leaves parallel_tool_calls out.
	NoParallelToolCalls bool
	// NoTextParts joins the texts of a message to one string, for services
	// that take a list of parts only where there is an image.
	NoTextParts bool
	// ReasoningContent sends the assistant's earlier reasoning back as
	// reasoning_content, as DeepSeek and Moonshot want it.
	ReasoningContent bool
	// ReasoningDetails sends it back as reasoning_details, with its
	// signatures, and asks for reasoning with reasoning:{enabled,max_tokens}:
	// both are OpenRouter's.
	ReasoningDetails bool
	// Thinking asks for reasoning with thinking:{type,budget_tokens}, not with
	// reasoning_effort alone, as DeepSeek and Zhipu want it.
	Thinking bool
	// CacheControl passes Anthropic's cache marks on, as OpenRouter does.
	CacheControl bool
	// ThoughtSignatures sends the signatures of calls back, as Google's own
	// endpoint wants it.
	ThoughtSignatures bool
	// TopK writes top_k, as vLLM, Qwen and OpenRouter take it.
	TopK bool
}

// Codec is the protocol. It has no state.
type Codec struct{ dialect Dialect }

var _ codec.Codec = (*Codec)(nil)

// New returns the codec for servers of one dialect.
func New(d Dialect) *Codec { return &Codec{dialect: d} }

// Name implements codec.Codec.
func (c *Codec) Name() string { return Name }

// Framing implements codec.Codec.
func (c *Codec) Framing() codec.Framing { return codec.SSE }

// NewReader implements codec.Codec.
func (c *Codec) NewReader(e *llm.Event) codec.Reader { return &reader{Teller: wire.Teller{E: e}} }

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
