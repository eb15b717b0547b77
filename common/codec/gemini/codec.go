// Package gemini is the codec of Google's generateContent and
// streamGenerateContent (v1beta), client side and provider side, as the Gemini
// API and Vertex AI have them. The path, which names the model and tells
// whether the reply is streamed, embeddings and headers are not in it.
//
// Source: https://ai.google.dev/api/generate-content
package gemini

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// Name is what llm.Request.Origin says of a request of this protocol.
const Name = "gemini"

// Dialect tells apart the forms of the protocol. The zero value is what the
// official clients speak.
type Dialect struct {
	// Array streams a JSON array, which is what a client gets that did not
	// ask for alt=sse.
	Array bool
}

// Server is the protocol as it is spoken to Google, which is all that a gateway
// needs whose own clients do not speak it. It has no state.
type Server struct{ dialect Dialect }

// Codec is the protocol in both directions.
type Codec struct{ Server }

var (
	_ codec.Server = (*Server)(nil)
	_ codec.Codec  = (*Codec)(nil)
)

// NewServer returns the provider's side for one dialect.
func NewServer(d Dialect) *Server { return &Server{dialect: d} }

// New returns the codec for one dialect.
func New(d Dialect) *Codec { return &Codec{Server{dialect: d}} }

// Name implements codec.Server.
func (c *Server) Name() string { return Name }

// Framing implements codec.Server.
func (c *Server) Framing() codec.Framing {
	if c.dialect.Array {
		return codec.JSONArray
	}
	return codec.SSE
}

// NewReader implements codec.Server.
func (c *Server) NewReader(e *llm.Event) codec.Reader { return &reader{Teller: wire.Teller{E: e}} }

// NewWriter implements codec.Codec.
func (c *Codec) NewWriter() codec.Writer { return &writer{array: c.dialect.Array} }
