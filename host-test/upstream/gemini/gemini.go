// Package gemini plays Google's side of generateContent and
// streamGenerateContent, as the Gemini API and Vertex AI have them, and refuses
// what the real service refuses, in its words. What it says when a request is
// fine comes from package parrot.
//
// The rules were gathered from the published reference, from the official
// SDK's types and from refusals quoted in public issue trackers.
package gemini

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// Service is Gemini. It keeps no state.
type Service struct {
	// Array streams a JSON array, for callers that do not ask for alt=sse.
	Array bool
}

var _ service.Service = Service{}

// Name is "gemini".
func (Service) Name() string { return "gemini" }

// RequestID is the id of the n-th request.
func (Service) RequestID(n uint64) string { return fmt.Sprintf("gemini%016x", n) }

// maxBody bounds a request, in bytes.
const maxBody = 20 << 20

// Answer checks and answers a call. The path names the model, and tells
// whether the answer is streamed.
func (s Service) Answer(c *service.Call) (*service.Answer, *service.Refusal) {
	if c.Operation == service.ListModels {
		return listModels(c)
	}
	if len(c.Body) > maxBody {
		return nil, badRequest("Request payload size exceeds the limit: %d bytes.", maxBody)
	}
	v, err := service.Decode(c.Body)
	if err != nil {
		return nil, badRequest("Invalid JSON payload received. %v", err)
	}
	object, isObject := v.(map[string]any)
	if !isObject {
		return nil, badRequest("Invalid JSON payload received. Expected an object, but got %T", v)
	}
	normalize(object, requestShape)
	if refusal := word(requestShape.Check(object)); refusal != nil {
		return nil, refusal
	}
	r := request{model: c.Name, traits: traitsOf(c.Name)}
	if err := json.Unmarshal(service.Encode(object), &r); err != nil {
		return nil, badRequest("Invalid JSON payload received. %v", err)
	}
	return s.answer(c, &r)
}

func (s Service) answer(c *service.Call, r *request) (*service.Answer, *service.Refusal) {
	for _, rule := range rules {
		if refusal := rule(r); refusal != nil {
			return nil, refusal
		}
	}
	conversation := r.conversation()
	if c.Operation == service.CountTokens {
		return &service.Answer{Model: c.Name, Body: service.Encode(map[string]int{"totalTokens": conversation.Size()})}, nil
	}
	out := reply{request: r, answer: parrot.Continue(conversation)}
	a := &service.Answer{Model: c.Name, Usage: out.answer.Usage}
	switch {
	case !c.Stream:
		a.Body = service.Encode(out.whole())
	case s.Array:
		a.ContentType = "application/json; charset=UTF-8"
		a.Events = arrayOf(out.chunks())
	default:
		a.Events = eventsOf(out.chunks())
	}
	return a, nil
}

func modelExists(r *request) *service.Refusal {
	if !strings.HasPrefix(r.model, "missing") {
		return nil
	}
	return &service.Refusal{Status: http.StatusNotFound, Type: "NOT_FOUND", Message: fmt.Sprintf(
		"models/%s is not found for API version v1beta, or is not supported for generateContent. "+
			"Call ListModels to see the list of available models and their supported methods.", r.model)}
}

type model struct {
	Name                       string   `json:"name"`
	Version                    string   `json:"version"`
	DisplayName                string   `json:"displayName"`
	InputTokenLimit            int      `json:"inputTokenLimit"`
	OutputTokenLimit           int      `json:"outputTokenLimit"`
	SupportedGenerationMethods []string `json:"supportedGenerationMethods"`
}

// known are the models that the list of models has.
var known = []string{"gemini-2.5-flash", "gemini-2.5-pro", "gemini-3-flash-preview", "gemini-3.1-pro-preview", "gemini-3.8-flash"}

func listModels(c *service.Call) (*service.Answer, *service.Refusal) {
	describe := func(id string) model {
		return model{
			Name: "models/" + id, Version: "001", DisplayName: id, InputTokenLimit: 1048576, OutputTokenLimit: 65536,
			SupportedGenerationMethods: []string{"generateContent", "countTokens"},
		}
	}
	if c.Name != "" {
		if refusal := modelExists(&request{model: c.Name}); refusal != nil {
			return nil, refusal
		}
		return &service.Answer{Model: c.Name, Body: service.Encode(describe(c.Name))}, nil
	}
	list := make([]model, len(known))
	for i, id := range known {
		list[i] = describe(id)
	}
	return &service.Answer{Body: service.Encode(map[string][]model{"models": list})}, nil
}
