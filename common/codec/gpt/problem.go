package gpt

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// maxMessage bounds what is taken over of a provider's message, in bytes.
const maxMessage = 2000

// Problem reads the body of an answer with an error status.
func Problem(status int, body []byte) *problem.Problem {
	p := &problem.Problem{Status: status}
	number := readProblem(p, body)
	if status < 400 {
		p.Status = 0
		p.Kind = kindOf(p, number)
	} else {
		p.Kind = problem.Of(status)
	}
	if p.Code == "insufficient_quota" || p.Type == "insufficient_quota" {
		p.Kind = problem.Payment
	}
	if p.Message == "" {
		p.Message = silence(status)
	}
	return p
}

// ReplyProblem reads an error out of a reply that began as a good one: the
// error member where there is one, else the whole body.
func ReplyProblem(failure llm.Raw, body []byte) *problem.Problem {
	p := &problem.Problem{}
	number := 0
	if failure != nil {
		number = readError(p, jsonscan.New(failure))
	}
	if p.Message == "" {
		number = max(number, readProblem(p, body))
	}
	p.Kind = kindOf(p, number)
	if p.Message == "" {
		p.Kind = problem.BadUpstream
		p.Message = "the provider's reply holds no answer"
	}
	return p
}

// silence says that a provider gave no reason.
func silence(status int) string {
	if status == 0 {
		return "the provider answered with an error and gave no reason"
	}
	return "the provider answered with status " + strconv.Itoa(status) + " and gave no reason"
}

// readProblem reads what a provider says went wrong, in any of the forms that
// are in use, and returns the HTTP status that it names, or 0:
//
//	{"error":{"message":"…","type":"…","param":"…","code":"…"}}   OpenAI
//	[{"error":{"code":400,"message":"…","status":"…"}}]           Gemini
//	{"object":"error","message":"…","type":"…","code":400}        vLLM
//	{"error":"…"}   {"message":"…"}   {"detail":"…"}   {"error_msg":"…"}   {"detail":[{"msg":"…"}]}
//	plain text
func readProblem(p *problem.Problem, body []byte) int {
	body = bytes.TrimSpace(body)
	s := jsonscan.New(body)
	switch s.Kind() {
	case '{', '[':
		return readError(p, s)
	}
	if len(body) > 0 && body[0] != '<' && utf8.Valid(body) {
		p.Message = cut(string(body))
	}
	return 0
}

// readError reads an error object, or a text.
func readError(p *problem.Problem, s jsonscan.Scanner) (status int) {
	switch s.Kind() {
	case '"':
		p.Message = cut(jsonscan.Text(s.String()))
		return 0
	case '[':
		for s.Array(); s.Element() && p.Message == ""; {
			status = max(status, readError(p, jsonscan.New(s.Value())))
		}
		return status
	case '{':
	default:
		return 0
	}
	for s.Object(); s.Member(); {
		key := string(s.Key())
		status = max(status, problemMember(p, key, s.Value()))
	}
	return status
}

func problemMember(p *problem.Problem, name string, value []byte) int {
	switch name {
	case "error", "detail", "errors":
		return readError(p, jsonscan.New(value))
	case "message", "msg", "error_msg", "error_message":
		if p.Message == "" {
			return readError(p, jsonscan.New(value))
		}
	case "type":
		p.Type = textOf(value)
	case "param":
		p.Param = textOf(value)
	case "request_id":
		p.RequestID = textOf(value)
	case "code", "error_code":
		if n, ok := jsonscan.Int(value); ok {
			return statusOf(n)
		}
		if code := textOf(value); code != "" {
			p.Code = code
			n, _ := jsonscan.Int([]byte(code))
			return statusOf(n)
		}
	}
	return 0
}

func statusOf(n int64) int {
	if n < 400 || n > 599 {
		return 0
	}
	return int(n)
}

func textOf(value []byte) string {
	if len(value) < 2 || value[0] != '"' {
		return ""
	}
	return cut(jsonscan.Text(value))
}

// cut bounds a text and does not cut a character.
func cut(text string) string {
	if len(text) <= maxMessage {
		return text
	}
	end := maxMessage
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
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
	return append(AppendError(append(dst, '{'), p), '}')
}

// AppendError appends the member error.
func AppendError(dst []byte, p *problem.Problem) []byte {
	kind, code := Words(p)
	dst = append(dst, `"error":{"message":`...)
	dst = jsonscan.AppendQuoted(dst, p.Message)
	dst = append(dst, `,"type":`...)
	dst = jsonscan.AppendQuoted(dst, kind)
	dst = append(dst, `,"param":`...)
	dst = AppendOrNull(dst, p.Param)
	dst = append(dst, `,"code":`...)
	dst = AppendOrNull(dst, code)
	return append(dst, '}')
}

// AppendOrNull appends a text as a literal, or null if it is empty.
func AppendOrNull(dst []byte, text string) []byte {
	if text == "" {
		return append(dst, "null"...)
	}
	return jsonscan.AppendQuoted(dst, text)
}

// Words returns error.type and error.code as the API has them for a kind; the
// provider's own code comes before ours.
func Words(p *problem.Problem) (kind, code string) {
	kind, code = words(p)
	if p.Code != "" {
		code = p.Code
	}
	return kind, code
}

// Source: https://platform.openai.com/docs/guides/error-codes
func words(p *problem.Problem) (kind, code string) {
	switch p.Kind {
	case problem.Invalid:
		return "invalid_request_error", ""
	case problem.Unauthorized:
		return "invalid_request_error", "invalid_api_key"
	case problem.Payment:
		return "insufficient_quota", "insufficient_quota"
	case problem.Denied:
		return "permission_error", "permission_denied"
	case problem.NotFound:
		if p.Param == "model" {
			return "invalid_request_error", "model_not_found"
		}
		return "invalid_request_error", "not_found"
	case problem.Conflict:
		return "invalid_request_error", "conflict"
	case problem.TooLarge:
		return "invalid_request_error", "request_too_large"
	case problem.RateLimited:
		return "rate_limit_error", "rate_limit_exceeded"
	case problem.Timeout:
		return "server_error", "timeout"
	case problem.Unavailable:
		return "service_unavailable_error", ""
	case problem.Overloaded:
		return "service_unavailable_error", "server_is_overloaded"
	case problem.BadUpstream:
		return "server_error", "bad_upstream"
	}
	return "server_error", ""
}
