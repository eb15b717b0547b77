// Package bedrock plays Amazon Bedrock's Converse and ConverseStream and
// refuses what the real service refuses, in its words: what Bedrock itself
// checks, and what the models behind it do. What it says when a request is fine
// comes from package parrot.
//
// The rules were gathered from the published reference, from AWS' service
// model and from refusals quoted in public issue trackers.
package bedrock

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// Service is Bedrock. It keeps no state.
type Service struct{}

var _ service.Service = Service{}

// Name is "bedrock".
func (Service) Name() string { return "bedrock" }

// RequestID is the id of the n-th request.
func (Service) RequestID(n uint64) string { return fmt.Sprintf("0b5e55ed-0000-4000-8000-%012x", n) }

// Answer checks and answers a call. The path names the model, and tells
// whether the answer is streamed.
func (s Service) Answer(c *service.Call) (*service.Answer, *service.Refusal) {
	v, err := service.Decode(c.Body)
	if err != nil {
		return nil, refuse("SerializationException", http.StatusBadRequest, "%v", err)
	}
	object, isObject := v.(map[string]any)
	if !isObject {
		return nil, refuse("SerializationException", http.StatusBadRequest, "Start of structure or map found where not expected.")
	}
	if refusal := word(converseShape.Check(object)); refusal != nil {
		return nil, refusal
	}
	r := request{model: c.Name, traits: traitsOf(c.Name)}
	if err := json.Unmarshal(c.Body, &r); err != nil {
		return nil, refuse("SerializationException", http.StatusBadRequest, "%v", err)
	}
	for _, rule := range rules {
		if refusal := rule(&r); refusal != nil {
			return nil, refusal
		}
	}
	out := reply{request: &r, answer: parrot.Continue(r.conversation())}
	a := &service.Answer{Model: c.Name, Usage: out.answer.Usage}
	if c.Stream {
		a.ContentType = "application/vnd.amazon.eventstream"
		a.Events = out.events()
	} else {
		a.Body = out.body()
	}
	return a, nil
}

// Decorate adds the headers that come with every answer.
func (Service) Decorate(h http.Header, c *service.Call, requestID string) {
	h.Set("X-Amzn-Requestid", requestID)
	h.Set("Date", c.Now.UTC().Format(time.RFC1123))
}
