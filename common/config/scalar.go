package config

import (
	"aigateway/common/config/layout"
	"aigateway/common/jsonscan"
)

// wrong notes that the next value is of another kind than wanted, and skips
// it. The value itself is not shown: it may be a credential in a wrong place.
func (d *decoder) wrong(s *jsonscan.Scanner, at *Report, want string) {
	got, hint := "null", ""
	scalar := want == "a number" || want == "true or false"
	switch s.Kind() {
	case '{':
		got = "an object"
	case '[':
		got = "an array"
	case '"':
		got = "a string"
		if scalar {
			hint = ": remove the quotes"
		}
	case 't', 'f':
		got = "true or false"
	case '0':
		got = "a number"
	}
	if want == "a string" && (got == "a number" || got == "true or false") {
		hint = ": put it in quotes"
	}
	at.Fault("must be " + want + "; got " + got + hint)
	s.Skip()
}

// text reads a string.
func (d *decoder) text(s *jsonscan.Scanner, at *Report, r *layout.Rules) (string, bool) {
	if s.Kind() != '"' {
		d.wrong(s, at, "a string")
		return "", false
	}
	text := jsonscan.Text(s.String())
	if text == "" && r.NonEmpty {
		at.Fault("must not be empty")
		return "", false
	}
	return text, true
}

// oneOf returns text as the tags spell it, and notes it if they do not.
func oneOf(text string, at *Report, r *layout.Rules) string {
	for _, e := range r.Enum {
		if e == text || r.Fold && equalFold(e, text) {
			return e
		}
	}
	if r.Enum != nil {
		at.Fault(notOneOf(text, r.Enum))
	}
	return text
}
