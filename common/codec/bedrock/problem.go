package bedrock

import (
	"bytes"
	"strings"

	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// kinds holds the error types of the protocol, and those that AWS gives before
// a request gets there. The first of a kind is the one that is written. It is
// never written to.
//
// Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html
var kinds = [...]struct {
	name string
	kind problem.Kind
}{
	{"ValidationException", problem.Invalid},
	{"AccessDeniedException", problem.Denied},
	{"ResourceNotFoundException", problem.NotFound},
	{"ThrottlingException", problem.RateLimited},
	{"ModelTimeoutException", problem.Timeout},
	{"InternalServerException", problem.Internal},
	{"ServiceUnavailableException", problem.Unavailable},
	{"ModelErrorException", problem.Internal},
	{"ModelStreamErrorException", problem.Internal},
	{"ModelNotReadyException", problem.Unavailable},
	{"ServiceQuotaExceededException", problem.RateLimited},
	{"ConflictException", problem.Conflict},
	{"UnrecognizedClientException", problem.Unauthorized},
	{"InvalidSignatureException", problem.Unauthorized},
	{"IncompleteSignatureException", problem.Unauthorized},
	{"MissingAuthenticationTokenException", problem.Unauthorized},
	{"ExpiredTokenException", problem.Unauthorized},
}

// DecodeProblem implements codec.Server.
func (c *Server) DecodeProblem(status int, body []byte) *problem.Problem {
	var message, kind llm.Text
	s := jsonscan.New(body)
	if s.Kind() != '{' {
		return gpt.Problem(status, body)
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "message", "Message":
			message = gpt.Literal(&s)
		case "__type", "code":
			kind = gpt.Literal(&s)
		default:
			s.Skip()
		}
	}
	return failure(status, gpt.Inner(kind), message)
}

// failure is the problem that AWS tells with a type, such as
// throttlingException or com.amazon.coral.service#ThrottlingException, which
// says more than a status.
func failure(status int, name []byte, message llm.Text) *problem.Problem {
	p := &problem.Problem{Status: status, Message: jsonscan.Text(message), Kind: problem.Internal}
	p.Type, _, _ = strings.Cut(string(name[bytes.LastIndexByte(name, '#')+1:]), ":")
	if status >= 400 {
		p.Kind = problem.Of(status)
	}
	if status == statusModelError {
		p.Kind = problem.Internal
	}
	for i := range kinds {
		if strings.EqualFold(kinds[i].name, p.Type) {
			p.Kind = kinds[i].kind
		}
	}
	if p.Message == "" {
		p.Message = "the provider failed and did not say why"
	}
	return p
}

// statusModelError is what a model that fails is answered with, for which the
// client is not to blame.
const statusModelError = 424

// EncodeProblem implements codec.Codec. Clients look for the type in a header
// first, x-amzn-errortype, and then here.
func (c *Codec) EncodeProblem(dst []byte, p *problem.Problem) []byte {
	dst = append(append(dst, `{"__type":"`...), typeOf(p.Kind)...)
	return append(appendMessage(append(dst, `",`...), p), '}')
}

// appendMessage appends the one member that every error has.
func appendMessage(dst []byte, p *problem.Problem) []byte {
	return jsonscan.AppendQuoted(append(dst, `"message":`...), p.Message)
}

// typeOf is the error type of a kind.
func typeOf(kind problem.Kind) string {
	for i := range kinds {
		if kinds[i].kind == kind {
			return kinds[i].name
		}
	}
	switch kind {
	case problem.TooLarge:
		return kinds[0].name
	case problem.Payment:
		return "AccessDeniedException"
	case problem.Overloaded:
		return "ServiceUnavailableException"
	}
	return "InternalServerException"
}
