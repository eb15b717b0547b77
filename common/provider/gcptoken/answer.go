package gcptoken

import (
	"bytes"
	"strconv"
	"strings"

	"aigateway/common/clock"
	"aigateway/common/jsonscan"
)

// Token is what a token service gives out.
type Token struct {
	Value    string
	Lifetime clock.Duration
}

// Refusal is an answer that holds no token.
type Refusal struct {
	// Status is the answer's.
	Status int
	// Code is the service's word for the reason, such as invalid_grant, and
	// Description its sentence; both may be empty.
	Code, Description string
}

func (r *Refusal) Error() string {
	text := "the token service answered with status " + strconv.Itoa(r.Status)
	if r.Code != "" {
		text += " " + r.Code
	}
	if r.Description != "" {
		text += ": " + r.Description
	}
	return text
}

// maxText bounds what is told of an answer, in bytes.
const maxText = 200

// Read reads the answer to a request. The error is a *Refusal.
func Read(status int, body []byte) (Token, error) {
	token, refusal := Token{Lifetime: lifetime}, &Refusal{Status: status}
	s := jsonscan.New(body)
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "access_token":
			token.Value = text(&s)
		case "expires_in": // some write a string
			if seconds, ok := jsonscan.Int(bytes.Trim(s.Value(), `"`)); ok && seconds > 0 {
				token.Lifetime = min(clock.Duration(seconds)*clock.Second, lifetime)
			}
		case "error":
			refusal.Code = shown(text(&s))
		case "error_description":
			refusal.Description = shown(text(&s))
		default:
			s.Skip()
		}
	}
	usable := token.Value != "" && !strings.ContainsFunc(token.Value, func(r rune) bool { return r <= ' ' || r >= 0x7f })
	if status < 200 || status > 299 || s.End() != nil || !usable {
		return Token{}, refusal
	}
	return token, nil
}

// text consumes a value and returns what it says if it is a string.
func text(s *jsonscan.Scanner) string {
	if s.Kind() != '"' {
		s.Skip()
		return ""
	}
	return jsonscan.Text(s.String())
}

// shown is a text cut to a readable length, and made UTF-8.
func shown(text string) string { return strings.ToValidUTF8(text[:min(len(text), maxText)], "") }
