package anthropic

import (
	"strings"

	"aigateway/common/codec/wire"
	"aigateway/common/problem"
)

// kinds holds the error types of the protocol.
//
// Source: https://platform.claude.com/docs/en/api/errors
var kinds = [...]struct {
	kind problem.Kind
	name string
}{
	{problem.Invalid, "invalid_request_error"},
	{problem.Unauthorized, "authentication_error"},
	{problem.Payment, "billing_error"},
	{problem.Denied, "permission_error"},
	{problem.NotFound, "not_found_error"},
	{problem.Conflict, "conflict_error"},
	{problem.TooLarge, "request_too_large"},
	{problem.RateLimited, "rate_limit_error"},
	{problem.Timeout, "timeout_error"},
	{problem.Internal, "api_error"},
	{problem.Overloaded, "overloaded_error"},
}

// typeOf is the error type of a kind.
func typeOf(kind problem.Kind) string {
	for i := range kinds {
		if kinds[i].kind == kind {
			return kinds[i].name
		}
	}
	return "api_error"
}

// kindOf is what went wrong. A status says it where there is one, unless the
// type is more to the point.
func kindOf(status int, name string) problem.Kind {
	said := problem.Kind(0)
	for i := range kinds {
		if kinds[i].name == name {
			said = kinds[i].kind
		}
	}
	general := said == 0 || said == problem.Invalid || said == problem.Internal
	switch {
	case general && status >= 400:
		return problem.Of(status)
	case said == 0:
		return problem.Internal
	}
	return said
}

// DecodeProblem implements codec.Codec.
func (c *Codec) DecodeProblem(status int, body []byte) *problem.Problem {
	return failure(status, body)
}

// failure reads the body of an answer that is an error, or with status 0 an
// error that came in place of a reply.
func failure(status int, body []byte) *problem.Problem {
	p, said := wire.Problem(status, body)
	p.Kind = kindOf(max(status, said), p.Type)
	return p
}

// EncodeProblem implements codec.Codec.
func (c *Codec) EncodeProblem(dst []byte, p *problem.Problem) []byte {
	o := wire.Output{Dst: dst}
	writeProblem(&o, p)
	return o.Dst
}

func writeProblem(o *wire.Output, p *problem.Problem) {
	message := p.Message
	if p.Param != "" && !strings.Contains(message, p.Param) {
		message = p.Param + ": " + message
	}
	o.Raw(`{"type":"error","error":{`)
	o.Quoted("type", typeOf(p.Kind))
	o.Quoted("message", message)
	o.Raw("}")
	if p.RequestID != "" {
		o.Quoted("request_id", p.RequestID)
	}
	o.Raw("}")
}
