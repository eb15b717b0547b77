package variant

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// reader reads a reply by having it read as a chat completion.
type reader struct {
	codec.Reader
	server *Server
	to     llm.Sink // while something is read
	whole  bool     // the reply is not streamed
	over   bool     // Ended or Failed was told
	said   bool     // there was a text
	called bool     // there was a call
	thought
}

// Reset implements codec.Reader.
func (r *reader) Reset() {
	r.Reader.Reset()
	*r = reader{Reader: r.Reader, server: r.server}
}

// Whole implements codec.Reader.
func (r *reader) Whole(body []byte, to llm.Sink) {
	r.whole = true
	if chunk := r.reshape(body, to); chunk != nil && !r.over {
		r.Reader.Whole(chunk, (*teller)(r))
	} else if !r.over {
		r.fail(problem.New(problem.BadUpstream, nil, "the provider's reply holds no answer"))
	}
}

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	data = bytes.TrimSpace(data)
	if r.over || len(data) == 0 {
		return
	}
	if string(data) == "[DONE]" {
		r.to = to
		r.Reader.Event(nil, data, (*teller)(r))
		return
	}
	if chunk := r.reshape(data, to); chunk != nil && !r.over {
		r.Reader.Event(nil, chunk, (*teller)(r))
	}
}

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	if !r.over {
		r.to = to
		r.Reader.Close((*teller)(r))
	}
}

// reshape returns what data says as chat completions have it, nil if nothing
// is to be read: then it may be that the reply failed.
func (r *reader) reshape(data []byte, to llm.Sink) []byte {
	r.to = to
	s := jsonscan.New(data)
	if s.Skip(); s.End() != nil || data[0] != '{' {
		r.fail(problem.New(problem.BadUpstream, s.End(), "the provider sent something that is not a JSON object"))
		return nil
	}
	if p := r.server.failed(data); p != nil {
		r.fail(p)
		return nil
	}
	if r.server.reply == nil {
		return data
	}
	chunk := r.server.reply(r, r.server.work[:0], data)
	r.server.keep(chunk)
	if len(chunk) == 0 {
		return nil
	}
	return chunk
}

func (r *reader) fail(p *problem.Problem) {
	(*teller)(r).Event(&llm.Event{Type: llm.Failed, Problem: p})
}

// teller is a reader as what the reader of chat completions tells its events.
type teller reader

// Event implements llm.Sink.
func (t *teller) Event(e *llm.Event) {
	if t.over {
		return
	}
	t.over = e.Type == llm.Ended || e.Type == llm.Failed
	if mode := t.server.options.Reasoning; mode != Passthrough {
		t.tell(mode, e, t.to)
		return
	}
	t.to.Event(e)
}
