package gpt

import (
	"strings"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Problem reads the body of an answer with an error status.
func Problem(status int, body []byte) *problem.Problem {
	p, said := wire.Problem(status, body)
	if status < 400 {
		p.Kind = kindOf(p, said)
	}
	if p.Code == "insufficient_quota" || p.Type == "insufficient_quota" {
		p.Kind = problem.Payment
	}
	return p
}

// ReplyProblem reads an error out of a reply that began as a good one: the
// error member where there is one, else the whole body.
func ReplyProblem(failure llm.Raw, body []byte) *problem.Problem {
	p := &problem.Problem{}
	number := wire.ReadProblem(p, failure)
	if p.Message == "" {
		number = max(number, wire.ReadProblem(p, body))
	}
	p.Kind = kindOf(p, number)
	if p.Message == "" {
		p.Kind, p.Message = problem.BadUpstream, wire.NoAnswer
	}
	return p
}

// kindOf returns the kind of a problem that came without a status of its own.
func kindOf(p *problem.Problem, status int) problem.Kind {
	if status != 0 {
		return problem.Of(status)
	}
	for _, word := range [...]string{p.Code, p.Type} {
		for i := range kinds {
			if word != "" && strings.Contains(word, kinds[i].word) {
				return kinds[i].kind
			}
		}
	}
	return problem.Internal
}

// kinds tells what the words mean that codes and types are made of. It is
// never written to.
var kinds = [...]struct {
	word string
	kind problem.Kind
}{
	{"insufficient_quota", problem.Payment},
	{"billing", problem.Payment},
	{"rate_limit", problem.RateLimited},
	{"overloaded", problem.Overloaded},
	{"unavailable", problem.Unavailable},
	{"timeout", problem.Timeout},
	{"not_found", problem.NotFound},
	{"api_key", problem.Unauthorized},
	{"authentication", problem.Unauthorized},
	{"permission", problem.Denied},
	{"too_large", problem.TooLarge},
	{"invalid", problem.Invalid},
	{"BadRequest", problem.Invalid},
	{"context_length", problem.Invalid},
}

// AppendProblem appends the body that a client expects with p's status.
func AppendProblem(dst []byte, p *problem.Problem) []byte {
	o := wire.Output{Dst: append(dst, '{')}
	Error(&o, p)
	return append(o.Dst, '}')
}

// Error writes the member error.
func Error(o *wire.Output, p *problem.Problem) {
	kind, code := Words(p)
	o.Name("error")
	o.Raw("{")
	o.Quoted("message", p.Message)
	o.Quoted("type", kind)
	OrNull(o, "param", p.Param)
	OrNull(o, "code", code)
	o.Raw("}")
}

// OrNull writes a member that is a text, or null if it is empty.
func OrNull(o *wire.Output, name, text string) {
	if text == "" {
		o.Constant(name, "null")
	} else {
		o.Quoted(name, text)
	}
}

// Words returns error.type and error.code as the API has them for a kind; the
// provider's own code comes before ours.
func Words(p *problem.Problem) (kind, code string) {
	w := &words[p.Kind]
	switch {
	case p.Code != "":
		return w.kind, p.Code
	case p.Kind == problem.NotFound && p.Param == "model":
		return w.kind, "model_not_found"
	}
	return w.kind, w.code
}

// words holds error.type and error.code. It is never written to.
//
// Source: https://platform.openai.com/docs/guides/error-codes
var words = [...]struct{ kind, code string }{
	0:                    {"server_error", ""},
	problem.Invalid:      {"invalid_request_error", ""},
	problem.Unauthorized: {"invalid_request_error", "invalid_api_key"},
	problem.Payment:      {"insufficient_quota", "insufficient_quota"},
	problem.Denied:       {"permission_error", "permission_denied"},
	problem.NotFound:     {"invalid_request_error", "not_found"},
	problem.Timeout:      {"server_error", "timeout"},
	problem.Conflict:     {"invalid_request_error", "conflict"},
	problem.TooLarge:     {"invalid_request_error", "request_too_large"},
	problem.RateLimited:  {"rate_limit_error", "rate_limit_exceeded"},
	problem.Internal:     {"server_error", ""},
	problem.Unavailable:  {"service_unavailable_error", ""},
	problem.Overloaded:   {"service_unavailable_error", "server_is_overloaded"},
	problem.BadUpstream:  {"server_error", "bad_upstream"},
}
