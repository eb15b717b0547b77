// Package variant is the protocols of services that do what OpenAI's chat
// completions do, or less, and say it in other words. Each is a table of where
// a request's members go and of where a reply's are; what is left is read and
// written by the codec of chat completions. Clients do not speak them to a
// gateway. Addresses, headers and signatures are not in it.
package variant

import (
	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Protocol is one of them. The zero protocol means nothing.
type Protocol uint8

// The protocols.
const (
	DashScope Protocol = iota + 1
	Ollama
	Hunyuan
	Dify
	MiniMax
)

// protocol is what the package knows of one.
type protocol struct {
	name    string
	dialect openai.Dialect
	framing codec.Framing
	// groups are the objects of a request that members go into: the request
	// itself, which has no name, and those inside it.
	groups []string
	fields []field
	wording
	// rest is the group of members that the table does not have: what clients
	// know of the service and OpenAI does not.
	rest uint8
	// otherwise is why the members of chat completions are lost that the table
	// does not have; empty where they are sent on too.
	otherwise string
	// recased tells that members of no row are called as Tencent calls them.
	recased bool
	// alternates tells that neighbouring messages of one role are refused.
	alternates bool
	// prepare takes out of the request what the service says in words of its
	// own. It may be nil, as the rest.
	prepare func(e *encoder)
	// open writes what a group begins with.
	open func(e *encoder, group uint8)
	// reply appends the chat completion, or the chunk of one, that a reply or
	// an event of it is; nothing where it says nothing. Without it, they are
	// chat completions already.
	reply    func(r *reader, dst, data []byte) []byte
	failures []failure
	statuses []status
	// vectors are how the service makes embeddings, if it does.
	vectors vectors
}

// protocols holds each protocol at its number. It is never written to.
var protocols = [...]*protocol{
	DashScope: &dashscope,
	Ollama:    &ollama,
	Hunyuan:   &hunyuan,
	Dify:      &dify,
	MiniMax:   &minimax,
}

// Options are what only some of the services have.
type Options struct {
	// Reasoning says what becomes of DashScope's reasoning.
	Reasoning ReasoningMode
	// Bot is the type of Dify's application.
	Bot Bot
	// Input and Output are the variables of Dify's workflow that the text goes
	// to and comes from.
	Input, Output string
}

// Server is one protocol as one service speaks it. It keeps what requests and
// replies are reshaped in, so that its readers must not run at the same time.
type Server struct {
	*protocol
	options Options
	chat    *openai.Codec
	encoder encoder
	work    []byte
}

var _ codec.Server = (*Server)(nil)

// New returns how a service is spoken to.
func New(p Protocol, o Options) *Server {
	known := protocols[p]
	return &Server{protocol: known, options: o, chat: openai.New(known.dialect)}
}

// Name implements codec.Server.
func (s *Server) Name() string { return s.name }

// Framing implements codec.Server.
func (s *Server) Framing() codec.Framing { return s.framing }

// NewReader implements codec.Server.
func (s *Server) NewReader(e *llm.Event) codec.Reader {
	return &reader{Reader: s.chat.NewReader(e), server: s}
}

// DecodeProblem implements codec.Server.
func (s *Server) DecodeProblem(code int, body []byte) *problem.Problem {
	return s.decodeProblem(code, body)
}

// keepWork is the size up to which a buffer is kept for the next request or
// reply, in bytes.
const keepWork = 256 << 10

// keep takes a buffer back.
func (s *Server) keep(work []byte) {
	if cap(work) > keepWork {
		work = nil
	}
	s.work = work[:0]
}
