package gemini

import (
	"strings"

	"aigateway/common/codec/wire"
	"aigateway/common/problem"
)

// statuses holds the codes of google.rpc. The first one of a kind is what it
// is written as.
//
// Source: https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
var statuses = [...]struct {
	word string
	kind problem.Kind
}{
	{"INVALID_ARGUMENT", problem.Invalid},
	{"UNAUTHENTICATED", problem.Unauthorized},
	{"PERMISSION_DENIED", problem.Denied},
	{"NOT_FOUND", problem.NotFound},
	{"RESOURCE_EXHAUSTED", problem.RateLimited},
	{"DEADLINE_EXCEEDED", problem.Timeout},
	{"ABORTED", problem.Conflict},
	{"INTERNAL", problem.Internal},
	{"UNAVAILABLE", problem.Unavailable},
	{"FAILED_PRECONDITION", problem.Denied}, // no billing, or not in this country
	{"ALREADY_EXISTS", problem.Conflict},
	{"OUT_OF_RANGE", problem.Invalid},
	{"UNKNOWN", problem.Internal},
	{"DATA_LOSS", problem.Internal},
	{"CANCELLED", problem.Internal},
}

func statusOf(kind problem.Kind) string {
	for i := range statuses {
		if statuses[i].kind == kind {
			return statuses[i].word
		}
	}
	switch kind {
	case problem.Payment:
		return "FAILED_PRECONDITION"
	case problem.TooLarge:
		return "INVALID_ARGUMENT"
	}
	return "UNAVAILABLE" // overloaded, or an answer that makes no sense
}

// kindOf is what went wrong: the code says it, or else the HTTP status.
func kindOf(status int, word, reason string) problem.Kind {
	if reason == "API_KEY_INVALID" { // told as an invalid argument
		return problem.Unauthorized
	}
	for i := range statuses {
		if statuses[i].word == word {
			return statuses[i].kind
		}
	}
	if status >= 400 {
		return problem.Of(status)
	}
	return problem.Internal
}

// DecodeProblem implements codec.Server.
func (c *Server) DecodeProblem(status int, body []byte) *problem.Problem {
	return failure(status, body)
}

// failure reads the body of an answer that is an error, or with status 0 an
// error that came in place of a reply.
func failure(status int, body []byte) *problem.Problem {
	p, said := wire.Problem(status, body)
	p.Kind = kindOf(max(status, said), p.Type, p.Code)
	return p
}

// EncodeProblem implements codec.Codec.
func (c *Codec) EncodeProblem(dst []byte, p *problem.Problem) []byte {
	o := wire.Output{Dst: dst}
	if c.dialect.Array {
		o.Raw("[")
	}
	errorObject(&o, p)
	if c.dialect.Array {
		o.Raw("]")
	}
	return o.Dst
}

// errorObject writes the object that every error is.
func errorObject(o *wire.Output, p *problem.Problem) {
	message := p.Message
	if p.Param != "" && !strings.Contains(message, p.Param) {
		message = p.Param + ": " + message
	}
	o.Count(`{"error":{"code":`, int64(p.HTTPStatus()))
	o.Quoted("message", message)
	o.Quoted("status", statusOf(p.Kind))
	start := o.OpenList("details")
	details(o, p)
	o.CloseList(start)
	o.Raw("}}")
}

func details(o *wire.Output, p *problem.Problem) {
	if p.RetryAfter > 0 {
		detail(o, "RetryInfo")
		o.Counts(`,"retryDelay":"`, p.RetryAfter, `s"}`)
	}
	if p.Param != "" {
		detail(o, "BadRequest")
		o.Raw(`,"fieldViolations":[{`)
		o.Quoted("field", p.Param)
		o.Quoted("description", p.Message)
		o.Raw("}]}")
	}
	if p.RequestID != "" {
		detail(o, "RequestInfo")
		o.Quoted("requestId", p.RequestID)
		o.Raw("}")
	}
}

// detail starts one of the details.
func detail(o *wire.Output, kind string) {
	o.Comma()
	o.Raw("{")
	o.Quoted("@type", "type.googleapis.com/google.rpc."+kind)
}
