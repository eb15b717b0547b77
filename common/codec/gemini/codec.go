// Package gemini is the codec of Google's generateContent and
// streamGenerateContent (v1beta), client side and provider side, as the Gemini
// API and Vertex AI have them. The path, which names the model and tells
// whether the reply is streamed, embeddings and headers are not in it.
//
// Source: https://ai.google.dev/api/generate-content
package gemini

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
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
func (c *Server) NewReader(e *llm.Event) codec.Reader { return &reader{event: e} }

// NewWriter implements codec.Codec.
func (c *Codec) NewWriter() codec.Writer { return &writer{array: c.dialect.Array} }

// empty tells whether a string literal is absent or says nothing.
func empty(literal []byte) bool { return len(literal) <= len(`""`) }

// inner is what stands between the quotes of a string literal.
func inner(literal []byte) []byte {
	if len(literal) < 2 {
		return nil
	}
	return literal[1 : len(literal)-1]
}

// keep is the size up to which a buffer is held on to after use, in bytes.
const keep = 4 << 10

// recycle empties a buffer, or drops one that has grown large.
func recycle(buffer []byte) []byte {
	if cap(buffer) > keep {
		return nil
	}
	return buffer[:0]
}

// names turns the names of members into camelCase. Google takes them in
// snake_case too, and so do its clients write them.
type names struct{ buffer [40]byte }

// of returns key in camelCase. The result is valid until the next call.
func (n *names) of(key []byte) []byte {
	if bytes.IndexByte(key, '_') <= 0 {
		return key
	}
	out, up := n.buffer[:0], false
	for _, c := range key {
		if c == '_' {
			up = true
			continue
		}
		if up && c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		up = false
		out = append(out, c)
	}
	return out
}

// text consumes a value and returns it if it is a string.
//
//go:noinline
func text(s *jsonscan.Scanner) llm.Text { return llm.Text(ofKind(s, '"')) }

// ofKind consumes a value and returns it if it starts as one of a kind.
func ofKind(s *jsonscan.Scanner, kind byte) llm.Raw {
	if s.Kind() == kind {
		return s.Value()
	}
	s.Skip()
	return nil
}
