package aiproxy

import (
	"bytes"
	"strings"

	"aigateway/common/plugin"
	"aigateway/common/provider"
	"aigateway/common/provider/sigv4"
	"aigateway/common/secret"
)

// credentials are where clients put keys: those are the gateway's, not the
// provider's.
var credentials = []string{"authorization", "x-api-key", "api-key", "x-goog-api-key"}

// foreign are headers that mean something to the client's protocol only.
var foreign = [...][]string{
	provider.Chat:            {"openai-organization", "openai-project", "openai-beta"},
	provider.Responses:       {"openai-organization", "openai-project", "openai-beta"},
	provider.Messages:        {"anthropic-version", "anthropic-beta", "anthropic-dangerous-direct-browser-access"},
	provider.GenerateContent: {"x-goog-api-client", "x-goog-user-project"},
}

// address makes a request's headers those that the provider expects at path;
// an empty one keeps the client's.
func (x *exchange) address(h *plugin.Headers, path string) {
	w := x.way
	s := w.service
	if path != "" {
		redirect(h, path)
	}
	if host := h.Value(":authority"); s.host != "" && s.host != string(host) {
		h.Set("x-envoy-original-host", x.proxy.text(host))
		h.Set(":authority", s.host)
	}
	x.authenticate(h)
	if w.claude == nil {
		w.strip(h)
	}
	if w.upstream == provider.Messages && s.Name == "claude" && h.Value("anthropic-version") == nil {
		h.Set("anthropic-version", s.version)
	}
	if s.options.code {
		introduce(h)
	}
	h.Remove("accept-encoding") // an answer is to be read, not to be unpacked
	h.Remove(lossHeader)
}

// strip takes the headers off that mean nothing to the provider.
func (w *way) strip(h *plugin.Headers) {
	if !w.converts() {
		return
	}
	for _, name := range foreign[w.client.Protocol()] {
		h.Remove(name)
	}
}

func redirect(h *plugin.Headers, path string) {
	client := h.Value(":path")
	if path == string(client) {
		return
	}
	before := string(client)
	if bytes.Contains(client, []byte("key=")) { // a Gemini client's, and the gateway's alone
		plain, query, _ := strings.Cut(before, "?")
		before = strings.TrimSuffix(plain+"?"+without(query, "key"), "?")
	}
	h.Set("x-envoy-original-path", before)
	h.Set(":path", path)
}

// authenticate puts the provider's key in the place of the client's. A
// signature comes later, with the body.
func (x *exchange) authenticate(h *plugin.Headers) {
	s := x.way.service
	key, ok := x.credential(h)
	if !ok && s.signer == nil && s.tokens == nil && s.Auth != provider.NoAuth {
		return // the client's own, if the provider takes one
	}
	if x.token = 0; s.tokens != nil {
		key.header = "authorization"
	}
	if x.way.compatible() {
		key.header, key.value = "authorization", secret.New("Bearer "+key.value.Reveal())
	}
	for _, name := range credentials {
		if name != key.header {
			h.Remove(name)
		}
	}
	switch {
	case s.tokens != nil:
		if !x.authorize(h) {
			h.Remove(key.header)
		}
	case key.header != "":
		h.Set(key.header, key.value.Reveal())
	}
}

// compatible tells whether the request goes to Google's endpoint for clients
// of OpenAI, which takes the key as OpenAI does.
func (w *way) compatible() bool {
	return w.service.Name == "gemini" && w.client != provider.Unknown && w.upstream.Protocol() != provider.GenerateContent
}

// sign signs a request as it is sent: nothing of it may change after that.
func (x *exchange) sign(h *plugin.Headers, path string, body []byte) {
	s := x.way.service
	if s.signer == nil {
		return
	}
	r := sigv4.Request{Method: string(h.Value(":method")), Host: s.host, Body: body}
	r.Path, r.Query, _ = strings.Cut(path, "?")
	for _, header := range s.signer.Sign(nil, &r, plugin.Now()) {
		h.Set(header.Name, header.Value)
	}
}
