// Package conversation changes what a request says to the model, whatever
// protocol of chats it is in: it adds what the operator has to say, and takes
// out what the user wants forgotten. Answers are none of its business.
//
// A request that stays in its protocol is edited in place, by what each
// function adds to a list of edits; one that is converted is changed as an
// llm.Request. Bodies must be JSON; one that is not what its protocol wants gets
// no edits: whoever reads it next says what is wrong with it.
package conversation

import (
	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
)

// Protocol is one of the protocols that clients speak.
type Protocol uint8

const (
	// Chat is OpenAI's chat completions.
	Chat Protocol = iota + 1
	// Responses is OpenAI's Responses.
	Responses
	// Messages is Anthropic's.
	Messages
	// Gemini is Google's generateContent.
	Gemini
)

// lists are the members that hold the turns.
var lists = [...]string{Chat: "messages", Responses: "input", Messages: "messages", Gemini: "contents"}

// turn is one element of the list: what somebody said, or a tool's call.
type turn struct {
	at           jsonedit.Span
	system, user bool
	// text is the literal of the one text that it has, nil if there are none
	// or several.
	text  []byte
	texts int
}

// read consumes an element. In Gemini's protocol one that does not say whose
// it is, is the user's.
func (t *turn) read(s *jsonscan.Scanner, p Protocol) {
	kind := s.Kind() // skips space
	*t = turn{user: p == Gemini && kind == '{'}
	t.at.Start = s.Offset()
	if kind != '{' {
		s.Skip()
	} else {
		for s.Object(); s.Member(); {
			t.member(s)
		}
	}
	t.at.End = s.Offset()
	if t.texts != 1 {
		t.text = nil
	}
}

func (t *turn) member(s *jsonscan.Scanner) {
	switch string(s.Key()) {
	case "role":
		role := string(s.Value())
		t.system, t.user = role == `"system"` || role == `"developer"`, role == `"user"`
	case "content", "parts":
		t.content(s)
	default:
		s.Skip()
	}
}

// content looks for texts: the content itself, or the member text of parts.
func (t *turn) content(s *jsonscan.Scanner) {
	switch s.Kind() {
	case '"':
		t.text = s.String()
		t.texts++
	case '[':
		for s.Array(); s.Element(); {
			if s.Kind() != '{' {
				s.Skip()
				continue
			}
			for s.Object(); s.Member(); {
				if string(s.Key()) == "text" && s.Kind() == '"' {
					t.text = s.String()
					t.texts++
				} else {
					s.Skip()
				}
			}
		}
	default:
		s.Skip()
	}
}
