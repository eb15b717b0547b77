// Package variant plays the services that say what OpenAI's chat completions
// say in words of their own, and refuses what they refuse: a file each. What
// they say when a request is fine comes from package parrot.
//
// The rules were gathered from the published references, from the vendors'
// SDKs and from refusals quoted in public issue trackers.
package variant

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// Service is one of them. It keeps no state.
type Service struct{ *vendor }

var _ service.Service = Service{}

// vendor is what is particular about one.
type vendor struct {
	name string
	// key returns the key of a call, false without one.
	key     func(c *service.Call) (string, bool)
	answer  func(c *service.Call) (*service.Answer, *service.Refusal)
	refusal func(status int, model string) *service.Refusal
	render  func(r *service.Refusal, id string) []byte
	// interrupt is an error in mid-stream.
	interrupt func(id string) service.Event
}

// The services.
var (
	DashScope = Service{&dashscope}
	Ollama    = Service{&ollama}
	Hunyuan   = Service{&hunyuan}
	Dify      = Service{&dify}
	MiniMax   = Service{&minimax}
)

// Name implements service.Service.
func (s Service) Name() string { return s.name }

// RequestID implements service.Service.
func (Service) RequestID(n uint64) string { return fmt.Sprintf("71689cfc-1f42-9949-86e8-%012x", n) }

// Authenticate implements service.Service.
func (s Service) Authenticate(c *service.Call, known func(string) bool) *service.Refusal {
	if key, ok := s.key(c); !ok || !known(key) {
		return s.refusal(http.StatusUnauthorized, "")
	}
	return nil
}

// Answer implements service.Service.
func (s Service) Answer(c *service.Call) (*service.Answer, *service.Refusal) { return s.answer(c) }

// Refusal implements service.Service.
func (s Service) Refusal(status int, model string) *service.Refusal { return s.refusal(status, model) }

// Render implements service.Service.
func (s Service) Render(r *service.Refusal, id string) []byte { return s.render(r, id) }

// Interrupt implements service.Service.
func (s Service) Interrupt(id string) service.Event { return s.interrupt(id) }

// Decorate implements service.Service.
func (Service) Decorate(h http.Header, _ *service.Call, id string) { h.Set("X-Request-Id", id) }

// bearer returns the key of "Authorization: Bearer KEY".
func bearer(c *service.Call) (string, bool) {
	return strings.CutPrefix(c.Header.Get("Authorization"), "Bearer ")
}

// object is a JSON object of ours.
type object = map[string]any

// refuse makes a refusal with a code.
func refuse(status int, code, format string, args ...any) *service.Refusal {
	return &service.Refusal{Status: status, Code: code, Message: fmt.Sprintf(format, args...)}
}

// read checks a body's shape and decodes it into v. A fault is refused with a
// code, and its path.
func read(c *service.Call, s *shape.Shape, code string, v any) *service.Refusal {
	if !strings.HasPrefix(c.Header.Get("Content-Type"), "application/json") {
		return refuse(http.StatusBadRequest, code, "The content type must be application/json.")
	}
	body, err := service.Decode(c.Body)
	if err != nil {
		return refuse(http.StatusBadRequest, code, "Required body invalid, please check the request body format.")
	}
	if faults := s.Check(body); len(faults) > 0 {
		return refuse(http.StatusBadRequest, code, "%s: %s", faults[0].Path.Dots(), words[faults[0].Problem])
	}
	if err := json.Unmarshal(c.Body, v); err != nil {
		return refuse(http.StatusBadRequest, code, "%v", err)
	}
	return nil
}

var words = map[shape.Problem]string{
	shape.Missing: "is required", shape.Unknown: "is not permitted", shape.WrongKind: "is of a wrong type", shape.BadTag: "is of no known type",
	shape.TooSmall: "is out of range", shape.TooLarge: "is out of range", shape.TooShort: "is too short", shape.TooLong: "is too long",
	shape.NotInEnum: "is none of the permitted values", shape.NoMatch: "has a wrong form",
}
