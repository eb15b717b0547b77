package aiproxy

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/provider"
)

// onVertex tells whether Vertex AI is spoken to in another protocol than its
// own. Its errors are Google's all the same.
func (w *way) onVertex() bool {
	return w.service.Name == "vertex" && w.client != provider.Unknown && w.upstream.Protocol() != provider.GenerateContent
}

// forModel adds to a way how requests for Anthropic's models are served, where
// a service has those at another place than its own. Where the path names the
// model, it returns the one way that is right.
func (s *service) forModel(w *way) *way {
	if s.paths[provider.RawPredict] == "" || s.original || !w.client.IsChat() || !w.ok {
		return w
	}
	c := *w
	c.upstream, c.tail, c.version = provider.RawPredict, "", ""
	c.to = s.Server(provider.RawPredict)
	c.bridge.client, c.bridge.upstream = w.client.Protocol(), provider.Messages
	if !c.converts() {
		c.from = s.Client(provider.RawPredict, false)
	}
	switch {
	case w.model == nil:
		w.claude = &c
	case isClaude(w.model):
		return &c
	}
	return w
}

// isClaude tells whether a model, a literal, is one of Anthropic's.
func isClaude(model llm.Text) bool { return bytes.HasPrefix(model, []byte(`"claude`)) }

// choose finds out what the model that a request names decides on.
func (x *exchange) choose(s *plugin.Stream, body []byte) error {
	w, h := x.way, &x.proxy.head
	if w.claude == nil {
		return nil
	}
	h.Reset()
	if err := w.from.ScanHead(h, body); err != nil {
		return err
	}
	model := h.Model
	if target := w.service.models.literal(model); target != nil {
		model = target
	}
	if isClaude(model) {
		x.way = w.claude
	}
	x.way.strip(s.RequestHeaders())
	return nil
}

// version is that of the protocol which a client of Anthropic's speaks, where
// the body has to say it and it is not the usual one.
func (x *exchange) version(s *plugin.Stream) llm.Text {
	if !x.way.onVertex() {
		return nil
	}
	said := s.RequestHeaders().Value("anthropic-version")
	if len(said) == 0 || string(said) == "2023-06-01" {
		return nil
	}
	return jsonscan.AppendQuoted(nil, said)
}
