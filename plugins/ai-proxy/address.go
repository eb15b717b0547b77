package aiproxy

import (
	"aigateway/common/plugin"
	"aigateway/common/provider"
)

// credentials are where clients put keys: those are the gateway's, not the
// provider's.
var credentials = []string{"authorization", "x-api-key", "api-key"}

// foreign are headers that mean something to the client's protocol only.
var foreign = [...][]string{
	provider.Chat:     {"openai-organization", "openai-project", "openai-beta"},
	provider.Messages: {"anthropic-version", "anthropic-beta", "anthropic-dangerous-direct-browser-access"},
}

// address makes a request's headers those that the provider expects, but for a
// path that depends on the body.
func (x *exchange) address(h *plugin.Headers) {
	s, w := x.service, x.way
	if w.path != "" {
		redirect(h, w.path)
	}
	if host := h.Value(":authority"); s.host != "" && s.host != string(host) {
		h.Set("x-envoy-original-host", x.proxy.text(host))
		h.Set(":authority", s.host)
	}
	x.authenticate(h)
	if w.converts() {
		for _, name := range foreign[w.client] {
			h.Remove(name)
		}
	}
	if w.upstream == provider.Messages && s.Name == "claude" && h.Value("anthropic-version") == nil {
		h.Set("anthropic-version", s.version)
	}
	h.Remove("accept-encoding") // an answer is to be read, not to be unpacked
	h.Remove(lossHeader)
}

// redirectByModel addresses a request to a path that the model's literal is
// part of.
func (x *exchange) redirectByModel(h *plugin.Headers, model []byte) {
	redirect(h, x.service.path(x.way, string(h.Value(":path")), model))
}

func redirect(h *plugin.Headers, path string) {
	if client := h.Value(":path"); path != string(client) {
		h.Set("x-envoy-original-path", string(client))
		h.Set(":path", path)
	}
}

// authenticate puts the provider's key in the place of the client's.
func (x *exchange) authenticate(h *plugin.Headers) {
	key, ok := x.service.credential()
	if !ok {
		return // the client's own, if the provider takes one
	}
	for _, name := range credentials {
		if name != key.header {
			h.Remove(name)
		}
	}
	if key.header != "" {
		h.Set(key.header, key.value.Reveal())
	}
}
