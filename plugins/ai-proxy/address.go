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

// address makes a request's headers those that the provider expects. The
// model's literal is needed where it is part of the path.
func (x *exchange) address(h *plugin.Headers, model []byte) {
	s := x.service
	client := string(h.Value(":path"))
	if path := s.path(x.plan, client, model); path != client {
		h.Set("x-envoy-original-path", client)
		h.Set(":path", path)
	}
	if host := string(h.Value(":authority")); s.host != "" && s.host != host {
		h.Set("x-envoy-original-host", host)
		h.Set(":authority", s.host)
	}
	x.authenticate(h)
	if x.plan.converts() {
		for _, name := range foreign[x.plan.client] {
			h.Remove(name)
		}
	}
	if x.plan.upstream == provider.Messages && s.Name == "claude" && h.Value("anthropic-version") == nil {
		h.Set("anthropic-version", s.version)
	}
	h.Remove("accept-encoding") // an answer is to be read, not to be unpacked
	h.Remove("content-length")  // the host counts what is sent
	h.Remove(lossHeader)
}

// authenticate puts the provider's key in the place of the client's.
func (x *exchange) authenticate(h *plugin.Headers) {
	key, ok := x.service.key()
	if !ok {
		return // the client's own, if the provider takes one
	}
	carrier, value := x.service.Auth.Header(key.Reveal())
	for _, name := range credentials {
		if name != carrier {
			h.Remove(name)
		}
	}
	if carrier != "" {
		h.Set(carrier, value)
	}
}
