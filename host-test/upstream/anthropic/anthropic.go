// Package anthropic plays Anthropic's side of the messages protocol and refuses
// what the real service refuses, in its words. What it says when a request is
// fine comes from package parrot.
//
// The rules were gathered from the published reference, from the official
// SDK's parameter types and from refusals quoted in public issue trackers.
package anthropic

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

// Service is Anthropic. It keeps no state.
type Service struct{}

var _ service.Service = Service{}

// The versions of the API. The later one, of October 2026, takes no sampling
// parameters, no documents of the assistant and no citations of the user:
// https://platform.claude.com/docs/en/api/migration-2026-10-21.
const (
	version2023 = "2023-06-01"
	version2026 = "2026-10-21"
)

// Name is "anthropic".
func (Service) Name() string { return "anthropic" }

// RequestID is the id of the n-th request.
func (Service) RequestID(n uint64) string { return fmt.Sprintf("req_011%021d", n) }

// maxBody bounds a request, in bytes.
const maxBody = 32 << 20

// Answer checks and answers a call.
func (s Service) Answer(c *service.Call) (*service.Answer, *service.Refusal) {
	if c.Header.Get("Anthropic-Version") == "" {
		return nil, badRequest("anthropic-version: header is required")
	}
	if version := c.Header.Get("Anthropic-Version"); version != version2023 && version != version2026 {
		return nil, badRequest(`anthropic-version: "%s" is not a valid version`, version)
	}
	if c.Operation == service.ListModels {
		return listModels(c)
	}
	if len(c.Body) > maxBody {
		return nil, s.Refusal(http.StatusRequestEntityTooLarge, "")
	}
	v, err := service.Decode(c.Body)
	if err != nil {
		return nil, badRequest("The request body is not valid JSON: %v", err)
	}
	object, isObject := v.(map[string]any)
	if !isObject {
		return nil, badRequest("Input should be a valid dictionary or object to extract fields from")
	}
	if refusal := systemRole(object); refusal != nil {
		return nil, refusal
	}
	if refusal := word(describe(c).Check(object)); refusal != nil {
		return nil, refusal
	}
	r := request{
		interleaved: hasBeta(c.Header.Values("Anthropic-Beta"), "interleaved-thinking-"),
		isVersion26: c.Header.Get("Anthropic-Version") == version2026,
	}
	if err := json.Unmarshal(c.Body, &r); err != nil {
		return nil, badRequest("The request body is not valid JSON: %v", err)
	}
	return answer(c.Operation, &r)
}

// counting are the rules that do not speak of the answer.
var counting = []func(*request) *service.Refusal{
	modelExists, someMessages, toolsTogether, systemWhole, messagesWhole, sidesKept, callsAnswered, thinkingKept, cacheMarks,
}

func answer(op service.Operation, r *request) (*service.Answer, *service.Refusal) {
	checks := rules
	if op == service.CountTokens {
		checks = counting
	}
	for _, rule := range checks {
		if refusal := rule(r); refusal != nil {
			return nil, refusal
		}
	}
	c := r.conversation()
	if op == service.CountTokens {
		return &service.Answer{Model: r.Model, Body: service.Encode(map[string]int{"input_tokens": c.Size()})}, nil
	}
	out := reply{request: r, answer: parrot.Continue(c)}
	a := &service.Answer{Model: r.Model, Usage: out.answer.Usage}
	if r.Stream {
		a.Events = out.events()
	} else {
		a.Body = out.body()
	}
	return a, nil
}

// describe is the table for a call: its operation, its version and the betas
// that it asks for decide on the members.
func describe(c *service.Call) *shape.Shape {
	fields := slices.Clone(counted)
	if c.Operation == service.Generate {
		fields = slices.Insert(fields, 1, generated...)
		if c.Header.Get("Anthropic-Version") == version2023 {
			fields = append(fields, sampled...)
		}
	}
	for _, b := range betas {
		if hasBeta(c.Header.Values("Anthropic-Beta"), b.header) {
			fields = append(fields, b.field)
		}
	}
	return shape.Struct(fields...)
}

func hasBeta(headers []string, prefix string) bool {
	for _, header := range headers {
		for value := range strings.SplitSeq(header, ",") {
			if strings.HasPrefix(strings.TrimSpace(value), prefix) {
				return true
			}
		}
	}
	return false
}
