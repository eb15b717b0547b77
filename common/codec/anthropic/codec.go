// Package anthropic is the codec of Anthropic's Messages protocol
// (POST /v1/messages), client side and provider side. Counting tokens, message
// batches and headers are not in it.
//
// Source: https://platform.claude.com/docs/en/api/messages
package anthropic

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// Name is what llm.Request.Origin says of a request of this protocol.
const Name = "anthropic"

// Version is the anthropic-version header of the protocol as it is spoken here.
const Version = "2023-06-01"

// defaultMaxTokens is what a request of another protocol that names no limit
// gets, since this protocol demands one.
const defaultMaxTokens = 4096

// Dialect tells apart servers of the protocol. The zero value is
// api.anthropic.com.
type Dialect struct {
	// DefaultMaxTokens is sent when the client names no limit; 4096 if zero.
	// Tokens to reason with are added to it.
	DefaultMaxTokens int64
	// AdaptiveThinking writes a reasoning effort as adaptive thinking with
	// output_config.effort whatever the model is called; the later Claudes,
	// which refuse a budget of tokens, get it in any case.
	AdaptiveThinking bool
	// VersionInBody has the body say the version of the protocol, and
	// ModelInPath has it not name the model: Vertex AI wants both, and when it
	// counts tokens the first. It fetches nothing by its address either.
	VersionInBody, ModelInPath bool
}

// Codec is the protocol. It has no state.
type Codec struct{ dialect Dialect }

var _ codec.Codec = (*Codec)(nil)

// New returns the codec for servers of one dialect.
func New(d Dialect) *Codec {
	if d.DefaultMaxTokens <= 0 {
		d.DefaultMaxTokens = defaultMaxTokens
	}
	return &Codec{dialect: d}
}

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
