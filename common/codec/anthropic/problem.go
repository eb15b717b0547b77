package anthropic

import (
	"bytes"
	"strconv"
	"strings"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
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
	s := jsonscan.New(body)
	if s.Kind() == '[' { // Google's, where the reply would have been a stream
		s.Array()
		s.Element()
	}
	if s.Kind() != '{' {
		return plainProblem(status, body)
	}
	var cause, message llm.Raw
	var requestID llm.Text
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "error":
			cause = s.Value()
		case "message", "detail":
			message = s.Value()
		case "request_id":
			requestID = text(&s)
		default:
			s.Skip()
		}
	}
	if s.Err() != nil {
		return plainProblem(status, nil)
	}
	if cause == nil || string(cause) == "null" {
		cause = message
	}
	return failure(status, cause, requestID)
}

// failure reads the value of error: an object with a type and a message, or
// just a message.
func failure(status int, cause llm.Raw, requestID llm.Text) *problem.Problem {
	p := &problem.Problem{Status: status, RequestID: jsonscan.Text(requestID)}
	s := jsonscan.New(cause)
	switch s.Kind() {
	case '"':
		p.Message = jsonscan.Text(cause)
	case '{':
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "type":
				p.Type = jsonscan.Text(text(&s))
			case "message":
				p.Message = jsonscan.Text(text(&s))
			case "code":
				p.Code = jsonscan.Text(text(&s))
			case "param":
				p.Param = jsonscan.Text(text(&s))
			default:
				s.Skip()
			}
		}
	}
	p.Kind = kindOf(status, p.Type)
	if p.Message == "" {
		p.Message = unnamed(status)
	}
	return p
}

// maxPlain bounds the plain text that is passed on as a message, in bytes.
const maxPlain = 300

// plainProblem is the problem of a body that is no JSON object: short text is
// passed on, a page of HTML is not.
func plainProblem(status int, body []byte) *problem.Problem {
	p := &problem.Problem{Kind: kindOf(status, ""), Status: status, Message: unnamed(status)}
	body = bytes.TrimSpace(body)
	if len(body) > 0 && len(body) <= maxPlain && bytes.IndexByte([]byte("<[\"\x1f"), body[0]) < 0 {
		p.Message = strings.ToValidUTF8(string(body), "\ufffd")
	}
	return p
}

func unnamed(status int) string {
	if status == 0 {
		return "the provider failed and did not say why"
	}
	return "the provider answered with status " + strconv.Itoa(status) + " and did not say why"
}

// EncodeProblem implements codec.Codec.
func (c *Codec) EncodeProblem(dst []byte, p *problem.Problem) []byte { return appendProblem(dst, p) }

func appendProblem(dst []byte, p *problem.Problem) []byte {
	dst = append(dst, `{"type":"error","error":{"type":"`...)
	dst = append(dst, typeOf(p.Kind)...)
	dst = append(dst, `","message":"`...)
	if p.Param != "" && !strings.Contains(p.Message, p.Param) {
		dst = append(jsonscan.AppendEscaped(dst, p.Param), `: `...)
	}
	dst = append(jsonscan.AppendEscaped(dst, p.Message), `"}`...)
	if p.RequestID != "" {
		dst = jsonscan.AppendQuoted(append(dst, `,"request_id":`...), p.RequestID)
	}
	return append(dst, '}')
}
