package aiproxy

import (
	"slices"
	"strings"

	"aigateway/common/codec/variant"
	"aigateway/common/conversation"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/problem"
	"aigateway/common/provider"
)

// add adds them to a request, where the client does not say otherwise.
func (e *ownExtras) add(r *llm.Request) {
	for _, m := range e.members {
		if !slices.ContainsFunc(r.Extra, func(x llm.Member) bool { return x.Name == m.Name }) {
			r.Extra = append(r.Extra, m)
		}
	}
	if e.files != nil && string(r.Model) == `"qwen-long"` {
		e.refer(r)
	}
}

// usualPrompt is what stands before a reference to files, which must not be
// the first system message. It is never written to.
var usualPrompt = llm.Text(`"You are a helpful assistant."`)

// refer puts the reference to files behind the first system message.
func (e *ownExtras) refer(r *llm.Request) {
	if len(r.Messages) == 0 || r.Messages[0].Role != llm.System && r.Messages[0].Role != llm.Developer {
		conversation.Add(r, 0, usualPrompt)
	}
	conversation.Add(r, 1, e.files)
}

// ownPath fills in what a path of a service's own protocol says of the request
// that was encoded last.
func (s *service) ownPath(path string) string {
	task := "text-generation"
	if s.Own != nil && s.Own.Multimodal() {
		task = "multimodal-generation"
	}
	return strings.Replace(path, "{task}", task, 1)
}

// addressOwn sets what a service's own protocol has in headers.
func (x *exchange) addressOwn(h *plugin.Headers) {
	if x.way.upstream != provider.Own || x.way.service.original {
		return
	}
	if x.way.service.Name == "qwen" {
		h.Remove("x-dashscope-sse")
		if x.streams {
			h.Set("x-dashscope-sse", "enable")
		}
	}
}

// embed replaces a request for embeddings by one in the service's words.
func (x *exchange) embed(s *plugin.Stream, body []byte) ([]byte, error) {
	p, w := x.proxy, x.way
	p.head.Reset()
	p.lost = p.lost[:0]
	if err := w.from.ScanHead(&p.head, body); err != nil {
		return nil, err
	}
	x.model = p.names.of(p.head.Model)
	if target := w.service.models.literal(p.head.Model); target != nil {
		p.head.Model = target
	}
	out, err := w.service.Own.EncodeEmbeddings(p.buffers.next(), body, p.head.Model, &p.lost)
	if err != nil {
		return nil, err
	}
	if variant.Packs(body) {
		x.keep().packs = true
	}
	x.noteLosses(s)
	x.replace(s, s.BodySize(), p.buffers.keep(out))
	return out, nil
}

// embedded appends the answer to a request for embeddings.
func (x *exchange) embedded(dst, body []byte) ([]byte, *problem.Problem) {
	return x.way.service.Own.Embeddings(dst, body, *x.model, x.details != nil && x.details.packs)
}

// conversationHeader, of a request, is the name of the conversation that it
// goes on with, and of a response that of the one that it is a part of: it is
// Higress' own.
const conversationHeader = "conversationid"

// goOn says which conversation a request goes on with.
func (x *exchange) goOn(h *plugin.Headers, r *llm.Request) {
	if id := h.Value(conversationHeader); x.way.service.converses && len(id) > 0 {
		r.Extra = append(r.Extra, llm.Member{Name: "conversation_id", Value: jsonscan.AppendQuoted(nil, id)})
		h.Remove(conversationHeader)
	}
}

// meets tells the client the name of the conversation, if it is there already.
func (x *exchange) meets(s *plugin.Stream, body []byte) bool {
	if !x.way.service.converses {
		return false
	}
	id := variant.Conversation(body)
	if id != "" {
		s.ResponseHeaders().Set(conversationHeader, id)
	}
	return id != ""
}
