package bedrock

import (
	"bytes"
	"strings"

	"aigateway/common/codec/wire"
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
	return failure(status, nil, body)
}

// failure is the problem that AWS tells with a type, such as
// throttlingException or com.amazon.coral.service#ThrottlingException, which
// says more than a status. It may be the name of the event.
func failure(status int, name, body []byte) *problem.Problem {
	p, _ := wire.Problem(status, body)
	if name == nil && p.Type == "" {
		p.Type, p.Code = p.Code, ""
	}
	if name == nil {
		name = []byte(p.Type)
	}
	p.Type, _, _ = strings.Cut(string(name[bytes.LastIndexByte(name, '#')+1:]), ":")
	if status == statusModelError {
		p.Kind = problem.Internal
	}
	for i := range kinds {
		if strings.EqualFold(kinds[i].name, p.Type) {
			p.Kind = kinds[i].kind
		}
	}
	return p
}

// statusModelError is what a model that fails is answered with, for which the
// client is not to blame.
const statusModelError = 424

// EncodeProblem implements codec.Codec. Clients look for the type in a header
// first, x-amzn-errortype, and then here.
func (c *Codec) EncodeProblem(dst []byte, p *problem.Problem) []byte {
	o := wire.Output{Dst: append(dst, '{')}
	o.Quoted("__type", typeOf(p.Kind))
	o.Quoted("message", p.Message)
	return append(o.Dst, '}')
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
