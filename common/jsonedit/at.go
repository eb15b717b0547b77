package jsonedit

import (
	"strconv"

	"aigateway/common/jsonscan"
)

// Span is where a value stands in a body, in bytes. No value that a path leads
// to starts at 0: the zero span is none.
type Span struct{ Start, End int }

// Of returns the value.
func (at Span) Of(body []byte) []byte { return body[at.Start:at.End] }

// At returns where the value stands that a path of member names and array
// indexes leads to from a body, or from a value in it.
func At(body []byte, from Span, path ...string) Span {
	if from.End == 0 {
		from.End = len(body)
	}
	s := jsonscan.New(from.Of(body))
	for _, name := range path {
		if !enter(&s, name) {
			return Span{}
		}
	}
	s.Kind() // skips space
	start := s.Offset()
	if s.Skip(); s.Err() != nil {
		return Span{}
	}
	return Span{from.Start + start, from.Start + s.Offset()}
}

// enter goes on to the value of a member or an element, and tells whether there
// is one.
func enter(s *jsonscan.Scanner, name string) bool {
	switch s.Kind() {
	case '{':
		for s.Object(); s.Member(); s.Skip() {
			if string(s.Key()) == name {
				return true
			}
		}
	case '[':
		want, err := strconv.Atoi(name)
		s.Array()
		for i := 0; err == nil && s.Element(); i++ {
			if i == want {
				return true
			}
			s.Skip()
		}
	}
	return false
}
