// Package problem is the closed list of what can go wrong with an exchange.
// Each codec renders one as its clients expect; no wire form is known here.
package problem

import "strconv"

// Kind is one class of problem. The zero kind means nothing.
type Kind uint8

const (
	Invalid      Kind = iota + 1 // the request cannot be understood or sent on
	Unauthorized                 // no credential, or a wrong one
	Payment                      // the account has no money left
	Denied                       // the credential may not do this
	NotFound                     // no such model or path
	Timeout                      // the client or the provider took too long
	Conflict                     // the state does not allow it
	TooLarge                     // the body is over a limit
	RateLimited                  // too many requests or tokens
	Internal                     // a fault of ours or of the provider
	Unavailable                  // nobody is there to answer
	Overloaded                   // the provider has no capacity left
	BadUpstream                  // the provider's answer makes no sense
)

// statuses holds the HTTP status that each kind has when nothing else is known.
var statuses = [...]int{
	Invalid: 400, Unauthorized: 401, Payment: 402, Denied: 403, NotFound: 404, Timeout: 504, Conflict: 409,
	TooLarge: 413, RateLimited: 429, Internal: 500, Unavailable: 503, Overloaded: 529, BadUpstream: 502,
}

// Of returns the kind that an HTTP status says.
func Of(status int) Kind {
	switch status {
	case 408:
		return Timeout
	case 422:
		return Invalid
	}
	for k, s := range statuses {
		if s == status && k != 0 {
			return Kind(k)
		}
	}
	if status >= 500 {
		return Internal
	}
	return Invalid
}

// Problem is one of them. It is an error.
type Problem struct {
	Kind Kind
	// Status is what the provider answered, 0 if the problem is ours.
	Status int
	// Message is one sentence for the client.
	Message string
	// Param names the member of the request that is at fault, as a path.
	Param string
	// Code is the provider's own code, such as model_not_found.
	Code string
	// Type is the provider's own type, such as overloaded_error.
	Type string
	// RequestID is the provider's name for the exchange.
	RequestID string
	// RetryAfter is how long the provider asks to wait, in seconds, where it
	// says so in the body; 0 if it does not.
	RetryAfter int64
	// Cause is for the log, never for the client.
	Cause error
}

// New returns a problem of ours with a sentence for the client.
func New(kind Kind, cause error, message string) *Problem {
	return &Problem{Kind: kind, Cause: cause, Message: message}
}

// InvalidParam returns a problem with one member of the request.
func InvalidParam(param, message string) *Problem {
	return &Problem{Kind: Invalid, Param: param, Message: message}
}

// HTTPStatus is the status that the client gets: the provider's if there was
// one, else that of the kind.
func (p *Problem) HTTPStatus() int {
	if p.Status >= 400 && p.Status <= 599 {
		return p.Status
	}
	if int(p.Kind) < len(statuses) && p.Kind != 0 {
		return statuses[p.Kind]
	}
	return 500
}

func (p *Problem) Error() string {
	text := strconv.Itoa(p.HTTPStatus()) + " " + p.Message
	if p.Cause != nil {
		text += ": " + p.Cause.Error()
	}
	return text
}

func (p *Problem) Unwrap() error { return p.Cause }
