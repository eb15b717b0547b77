// Package openai plays OpenAI's side of the chat completions protocol, Azure's
// variant of it included, and refuses what the real service refuses, in its
// words. What it says when a request is fine comes from package parrot.
//
// The rules were gathered from the published reference, from the official
// SDK's parameter types and from refusals quoted in public issue trackers.
package openai

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// Service is OpenAI. It keeps no state.
type Service struct{}

var _ service.Service = Service{}

// Name is "openai".
func (Service) Name() string { return "openai" }

// RequestID is the id of the n-th request.
func (Service) RequestID(n uint64) string { return fmt.Sprintf("req_%032x", n) }

// maxBody bounds a request, in bytes.
const maxBody = 64 << 20

// Answer checks and answers a call.
func (s Service) Answer(c *service.Call) (*service.Answer, *service.Refusal) {
	if c.Operation == service.ListModels {
		return listModels(c)
	}
	object, refusal := s.read(c)
	if refusal != nil {
		return nil, refusal
	}
	if c.Azure && c.Name != "" {
		if refusal := deployment(c); refusal != nil {
			return nil, refusal
		}
		object["model"] = c.Name // the deployment counts, whatever the body says
	}
	if c.Operation == service.Embed {
		return embed(c, object)
	}
	return generate(c, object)
}

// read returns the object that a body must be.
func (s Service) read(c *service.Call) (map[string]any, *service.Refusal) {
	if len(c.Body) > maxBody {
		return nil, s.Refusal(http.StatusRequestEntityTooLarge, "")
	}
	if kind := c.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") {
		return nil, badRequest("unsupported_content_type", "", "Unsupported content type: '%s'. This API method only accepts "+
			"'application/json' requests, but you specified the header 'Content-Type: %s'. "+
			"Please try again after changing the 'Content-Type' header to 'application/json'.", kind, kind)
	}
	v, err := service.Decode(c.Body)
	object, isObject := v.(map[string]any)
	if err != nil || !isObject {
		return nil, badRequest("", "", "We could not parse the JSON body of your request. "+
			"(HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, "+
			"but what was sent was not valid JSON.)")
	}
	return object, nil
}

// deployment checks what Azure's older paths need.
func deployment(c *service.Call) *service.Refusal {
	r := &service.Refusal{Status: http.StatusNotFound, Azure: true}
	switch {
	case c.Query.Get("api-version") == "":
		r.Code, r.Message = "404", "Resource not found"
	case isMissing(c.Name):
		r.Code, r.Message = "DeploymentNotFound", "The API deployment for this resource does not exist. "+
			"If you created the deployment within the last 5 minutes, please wait a moment and try again."
	default:
		return nil
	}
	return r
}

func generate(c *service.Call, object map[string]any) (*service.Answer, *service.Refusal) {
	model, _ := object["model"].(string)
	faults := chatShape.Check(object)
	if family(model) == compatible {
		faults = slices.DeleteFunc(faults, func(f shape.Fault) bool { return f.Problem == shape.Unknown })
	}
	if refusal := word(faults); refusal != nil {
		return nil, refusal
	}
	var r request
	if err := json.Unmarshal(c.Body, &r); err != nil {
		return nil, badRequest("", "", "We could not parse the JSON body of your request: %v.", err)
	}
	r.Model = model
	for _, rule := range rules {
		if refusal := rule(&r); refusal != nil {
			return nil, refusal
		}
	}
	out := reply{request: &r, answer: parrot.Continue(r.conversation()), created: c.Now.Unix()}
	answer := &service.Answer{Model: model, Usage: out.bill()}
	if r.Stream {
		answer.Events = out.events()
	} else {
		answer.Body = out.body()
	}
	return answer, nil
}
