package gemini

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
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
	s := jsonscan.New(body)
	if s.Kind() == '[' { // where the reply would have been an array
		if s.Array(); !s.Element() {
			s = jsonscan.New(nil)
		}
	}
	if s.Kind() != '{' {
		return plainProblem(status, body)
	}
	var cause llm.Raw
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "error", "message", "detail":
			cause = s.Value()
		default:
			s.Skip()
		}
	}
	if s.Err() != nil {
		return plainProblem(status, nil)
	}
	return failure(status, cause)
}

// failure reads the value of error: an object, or just a message.
func failure(status int, cause llm.Raw) *problem.Problem {
	p := &problem.Problem{Status: status}
	s := jsonscan.New(cause)
	switch s.Kind() {
	case '"':
		p.Message = jsonscan.Text(cause)
	case '{':
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "code":
				if n, ok := jsonscan.Int(s.Value()); ok && status < 400 && n >= 400 && n <= 599 {
					status = int(n)
				}
			case "status":
				p.Type = jsonscan.Text(text(&s))
			case "message":
				p.Message = jsonscan.Text(text(&s))
			case "details":
				details(p, &s)
			default:
				s.Skip()
			}
		}
	}
	p.Kind = kindOf(status, p.Type, p.Code)
	if p.Message == "" {
		p.Message = unnamed(status)
	}
	return p
}

// details reads the details of an error: ErrorInfo has a reason, RetryInfo how
// long to wait, BadRequest the fields at fault.
func details(p *problem.Problem, s *jsonscan.Scanner) {
	if s.Kind() != '[' {
		s.Skip()
		return
	}
	for s.Array(); s.Element(); {
		if s.Kind() != '{' {
			s.Skip()
			continue
		}
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "reason":
				p.Code = jsonscan.Text(text(s))
			case "retryDelay":
				p.RetryAfter = seconds(inner(text(s)))
			case "requestId":
				p.RequestID = jsonscan.Text(text(s))
			case "fieldViolations":
				field(p, s)
			default:
				s.Skip()
			}
		}
	}
}

func field(p *problem.Problem, s *jsonscan.Scanner) {
	list := ofKind(s, '[')
	first := jsonscan.New(find(list, []byte("0")))
	p.Param = jsonscan.Text(find(first.Value(), []byte("field")))
}

// seconds returns how many whole seconds a duration such as 22.5s is, rounded
// up.
func seconds(duration []byte) int64 {
	whole, fraction, _ := bytes.Cut(bytes.TrimSuffix(duration, []byte{'s'}), []byte{'.'})
	n, ok := jsonscan.Int(whole)
	if !ok || n < 0 || n > 1<<31 {
		return 0
	}
	if len(bytes.Trim(fraction, "0")) > 0 {
		n++
	}
	return n
}

// maxPlain bounds the plain text that is passed on as a message, in bytes.
const maxPlain = 300

// plainProblem is the problem of a body that is no JSON object: short text is
// passed on, a page of HTML is not.
func plainProblem(status int, body []byte) *problem.Problem {
	p := &problem.Problem{Kind: kindOf(status, "", ""), Status: status, Message: unnamed(status)}
	body = bytes.TrimSpace(body)
	if len(body) > 0 && len(body) <= maxPlain && utf8.Valid(body) && bytes.IndexByte([]byte("<[\"\x1f"), body[0]) < 0 {
		p.Message = string(body)
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
func (c *Codec) EncodeProblem(dst []byte, p *problem.Problem) []byte {
	o := output{dst}
	if c.dialect.Array {
		o.raw("[")
	}
	o.errorObject(p)
	if c.dialect.Array {
		o.raw("]")
	}
	return o.dst
}

// errorObject writes the object that every error is.
func (o *output) errorObject(p *problem.Problem) {
	o.count(`{"error":{"code":`, int64(p.HTTPStatus()))
	o.raw(`,"message":"`)
	if p.Param != "" && !strings.Contains(p.Message, p.Param) {
		o.dst = jsonscan.AppendEscaped(o.dst, p.Param)
		o.raw(`: `)
	}
	o.dst = jsonscan.AppendEscaped(o.dst, p.Message)
	o.raw(`"`)
	o.words("status", statusOf(p.Kind))
	if p.RetryAfter > 0 || p.Param != "" || p.RequestID != "" {
		o.name("details")
		o.raw("[")
		o.details(p)
		o.raw("]")
	}
	o.raw("}}")
}

func (o *output) details(p *problem.Problem) {
	if p.RetryAfter > 0 {
		o.detail("RetryInfo")
		o.count(`,"retryDelay":"`, p.RetryAfter)
		o.raw(`s"}`)
	}
	if p.Param != "" {
		o.detail("BadRequest")
		o.raw(`,"fieldViolations":[{`)
		o.words("field", p.Param)
		o.words("description", p.Message)
		o.raw("}]}")
	}
	if p.RequestID != "" {
		o.detail("RequestInfo")
		o.words("requestId", p.RequestID)
		o.raw("}")
	}
}

// detail starts one of the details.
func (o *output) detail(kind string) {
	o.comma()
	o.raw(`{"@type":"type.googleapis.com/google.rpc.`)
	o.raw(kind)
	o.raw(`"`)
}
