package wire

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"aigateway/common/jsonscan"
	"aigateway/common/problem"
)

// maxMessage bounds what is taken over of a provider's message, in bytes.
const maxMessage = 2000

// Problem reads what a provider says went wrong, in any of the forms that are
// in use. Status is what was answered, and 0 where a reply failed that began as
// a good one; said is the HTTP status that the text names, or 0. The kind is
// what the one or the other tells.
//
//	{"error":{"message":"…","type":"…","param":"…","code":"…"}}                  OpenAI
//	{"type":"error","error":{"type":"…","message":"…"},"request_id":"…"}         Anthropic
//	[{"error":{"code":400,"message":"…","status":"…","details":[…]}}]            Google
//	{"object":"error","message":"…","type":"…","code":400}                       vLLM
//	{"error":"…"}   {"message":"…"}   {"detail":"…"}   {"error_msg":"…"}   {"detail":[{"msg":"…"}]}
//	plain text
func Problem(status int, body []byte) (p *problem.Problem, said int) {
	p = &problem.Problem{Status: status, Kind: problem.Internal}
	body = bytes.TrimSpace(body)
	if kind := kindOf(body); kind == '{' || kind == '[' {
		said = ReadProblem(p, body)
	} else if kind != '<' && utf8.Valid(body) {
		p.Message = cut(string(body))
	}
	if status < 400 {
		p.Status, status = 0, said
	}
	if status >= 400 {
		p.Kind = problem.Of(status)
	}
	if p.Message == "" {
		p.Message = silence(status)
	}
	return p, said
}

func kindOf(body []byte) byte {
	if len(body) == 0 {
		return 0
	}
	return body[0]
}

// silence is the message of a problem that the provider gave no reason for.
func silence(status int) string {
	if status == 0 {
		return "the provider answered with an error and gave no reason"
	}
	return "the provider answered with status " + strconv.Itoa(status) + " and gave no reason"
}

// ReadProblem reads an error object, a list of them, or a text into p, and
// returns the HTTP status that it names, or 0.
func ReadProblem(p *problem.Problem, value []byte) (status int) {
	s := jsonscan.New(value)
	switch s.Kind() {
	case '"':
		p.Message = cut(jsonscan.Text(s.String()))
	case '[':
		for s.Array(); s.Element() && p.Message == ""; {
			status = max(status, ReadProblem(p, s.Value()))
		}
	case '{':
		for s.Object(); s.Member(); {
			is := Meaning(problemWords, s.Key())
			status = max(status, readMember(p, is, s.Value()))
		}
	}
	return status
}

// What the members of an error mean.
const (
	isInner = iota + 1
	isMessage
	isType
	isParam
	isCode
	isRequestID
	isDelay
	isDetails
)

var problemWords = []Word{
	{"message", isMessage}, {"Message", isMessage}, {"__type", isType}, {"error", isInner}, {"type", isType}, {"param", isParam}, {"code", isCode}, {"status", isType},
	{"request_id", isRequestID}, {"details", isDetails}, {"detail", isInner}, {"errors", isInner}, {"msg", isMessage},
	{"error_msg", isMessage}, {"error_message", isMessage}, {"error_code", isCode}, {"reason", isCode},
	{"retryDelay", isDelay}, {"requestId", isRequestID}, {"fieldViolations", isDetails}, {"field", isParam},
}

func readMember(p *problem.Problem, is uint8, value []byte) (status int) {
	text := ""
	if Quoted(value) {
		text = cut(jsonscan.Text(value))
	}
	switch is {
	case isInner:
		return ReadProblem(p, value)
	case isDetails:
		details(p, value)
	case isMessage:
		if p.Message == "" {
			return ReadProblem(p, value)
		}
	case isType:
		if text != "" && text != "error" {
			p.Type = text
		}
	case isParam:
		p.Param = text
	case isRequestID:
		p.RequestID = text
	case isDelay:
		p.RetryAfter = seconds(Inner(value))
	case isCode:
		number := value
		if text != "" {
			p.Code, number = text, []byte(text)
		}
		n, _ := jsonscan.Int(number)
		return statusOf(n)
	}
	return 0
}

// details reads the details that Google gives of an error: ErrorInfo has a
// reason, RetryInfo how long to wait, BadRequest the fields at fault. They have
// no message of their own.
func details(p *problem.Problem, list []byte) {
	s := jsonscan.New(list)
	if s.Kind() != '[' {
		return
	}
	for s.Array(); s.Element(); {
		if !Object(&s) {
			continue
		}
		for s.Object(); s.Member(); {
			switch is := Meaning(problemWords, s.Key()); is {
			case isCode, isDelay, isRequestID, isDetails, isParam:
				readMember(p, is, s.Value())
			default:
				s.Skip()
			}
		}
	}
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

func statusOf(n int64) int {
	if n < 400 || n > 599 {
		return 0
	}
	return int(n)
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
