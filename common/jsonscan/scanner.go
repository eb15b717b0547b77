// Package jsonscan reads JSON forward, once, in place: it hands out slices of
// the input and builds nothing. It does not edit (see jsonedit) and does not
// fill structs (see config).
//
// A string travels as its literal, quotes and escapes included, because a
// literal that is valid in one document is valid in every other. Escapes and
// numbers are therefore not examined, the structure around them is.
package jsonscan

import (
	"bytes"
	"errors"
	"strconv"
)

// maxDepth bounds nesting, as the recursion of skip does.
const maxDepth = 512

// A SyntaxError says where the input stops being JSON.
type SyntaxError struct {
	Offset int // bytes from the start
	Want   string
}

func (e *SyntaxError) Error() string {
	return "invalid JSON at byte " + strconv.Itoa(e.Offset) + ": want " + e.Want
}

// A Scanner walks one document. A walk looks like this, and each value must
// be consumed before the next Member or Element:
//
//	s := jsonscan.New(data)
//	for s.Object(); s.Member(); {
//		switch string(s.Key()) {
//		case "model":
//			model = s.Value()
//		default:
//			s.Skip()
//		}
//	}
//	if err := s.End(); err != nil { … }
//
// After an error every loop ends and Err returns the error.
type Scanner struct {
	data  []byte
	pos   int
	key   []byte
	first bool // the next Member or Element is the first of its container
	// escapes tells whether the last string literal may have any.
	escapes bool
	err     error
}

// New returns a scanner at the start of data.
func New(data []byte) Scanner { return Scanner{data: data} }

// Err returns the first error, nil while there is none.
func (s *Scanner) Err() error { return s.err }

// End returns the first error, or one if anything but space follows.
func (s *Scanner) End() error {
	if s.peek(); s.err == nil && s.pos < len(s.data) {
		s.fail("end of input")
	}
	return s.err
}

// Fail makes the scan end with err unless it ended before.
func (s *Scanner) Fail(err error) {
	if s.err == nil {
		s.err = err
		s.pos = len(s.data)
	}
}

func (s *Scanner) fail(want string) { s.Fail(&SyntaxError{Offset: s.pos, Want: want}) }

// Offset is the position of the next byte to be read.
func (s *Scanner) Offset() int { return s.pos }

// Kind tells what comes next by its first byte: one of { [ " t f n, 0 for
// a digit or minus as '0', and 0 for anything else or the end.
func (s *Scanner) Kind() byte {
	switch c := s.peek(); {
	case c == '-' || c >= '0' && c <= '9':
		return '0'
	case c == '{' || c == '[' || c == '"' || c == 't' || c == 'f' || c == 'n':
		return c
	}
	return 0
}

// peek skips space and returns the next byte, 0 at the end.
func (s *Scanner) peek() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\n', '\r', '\t':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// Object enters an object.
func (s *Scanner) Object() { s.enter('{', "an object") }

// Array enters an array.
func (s *Scanner) Array() { s.enter('[', "an array") }

func (s *Scanner) enter(open byte, want string) {
	if s.err != nil {
		return
	}
	if s.peek() != open {
		s.fail(want)
		return
	}
	s.pos++
	s.first = true
}

// Member advances to the value of the next member, whose name is [Scanner.Key],
// and returns false after the last one.
func (s *Scanner) Member() bool {
	if !s.next('}', "a comma or }") {
		return false
	}
	if s.peek() != '"' {
		s.fail("a member name")
		return false
	}
	key := s.str()
	if s.err != nil {
		return false
	}
	if s.peek() != ':' {
		s.fail("a colon")
		return false
	}
	s.pos++
	s.key = key[1 : len(key)-1]
	if s.escapes && bytes.IndexByte(s.key, '\\') >= 0 {
		s.key = AppendText(nil, key)
	}
	return true
}

// Key returns the name of the member that Member advanced to, unescaped.
func (s *Scanner) Key() []byte { return s.key }

// Element advances to the next element and returns false after the last one.
func (s *Scanner) Element() bool { return s.next(']', "a comma or ]") }

func (s *Scanner) next(closing byte, want string) bool {
	if s.err != nil {
		return false
	}
	first := s.first
	s.first = false
	switch c := s.peek(); {
	case c == closing:
		s.pos++
		return false
	case first:
		return true
	case c == ',':
		s.pos++
		if s.peek() == closing {
			s.fail("a value after the comma")
			return false
		}
		return true
	}
	s.fail(want)
	return false
}

// Value consumes the next value and returns it as it stands in the input.
func (s *Scanner) Value() []byte {
	s.peek()
	start := s.pos
	s.skip(0)
	if s.err != nil {
		return nil
	}
	return s.data[start:s.pos]
}

// Skip consumes the next value.
func (s *Scanner) Skip() { s.skip(0) }

// String consumes the next value, which must be a string, and returns its
// literal, quotes included.
func (s *Scanner) String() []byte {
	if s.err == nil && s.peek() != '"' {
		s.fail("a string")
	}
	if s.err != nil {
		return nil
	}
	return s.str()
}

// Null consumes the next value if it is null.
func (s *Scanner) Null() bool {
	if s.err != nil || s.peek() != 'n' {
		return false
	}
	s.word("null")
	return s.err == nil
}

func (s *Scanner) skip(depth int) {
	if s.err != nil {
		return
	}
	if depth > maxDepth {
		s.Fail(errDepth)
		return
	}
	switch s.Kind() {
	case '"':
		s.str()
	case '{':
		for s.Object(); s.Member(); {
			s.skip(depth + 1)
		}
	case '[':
		for s.Array(); s.Element(); {
			s.skip(depth + 1)
		}
	case 't':
		s.word("true")
	case 'f':
		s.word("false")
	case 'n':
		s.word("null")
	case '0':
		s.number()
	default:
		s.fail("a value")
	}
}

var errDepth = errors.New("invalid JSON: nested too deeply")

func (s *Scanner) word(word string) {
	if len(s.data)-s.pos < len(word) || string(s.data[s.pos:s.pos+len(word)]) != word {
		s.fail(word)
		return
	}
	s.pos += len(word)
}

func (s *Scanner) number() {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case c >= '0' && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
			s.pos++
		default:
			return
		}
	}
}

// str consumes the string literal that starts at pos.
func (s *Scanner) str() []byte {
	n, escapes := literal(s.data[s.pos:])
	if n == 0 {
		s.pos = len(s.data)
		s.fail("the end of a string")
		return nil
	}
	s.escapes = escapes
	s.pos += n
	return s.data[s.pos-n : s.pos]
}

// Literal returns the string literal that b starts with, quotes included, nil
// if there is none or its end is not in b.
func Literal(b []byte) []byte {
	if len(b) == 0 || b[0] != '"' {
		return nil
	}
	n, _ := literal(b)
	return b[:n:n]
}

// shortString is how far byte by byte costs less than calling IndexByte.
const shortString = 16

// literal returns the length of the string literal that b starts with, 0 if
// its end is not in b, and whether it may have escapes.
func literal(b []byte) (n int, escapes bool) {
	i := 1
	for ; i < len(b) && i < shortString; i++ {
		if b[i] == '"' {
			return i + 1, false
		}
		if b[i] == '\\' {
			break
		}
	}
	return longLiteral(b, i), true
}

// longLiteral goes on where literal stopped: at i, before which there is no
// quote and no backslash. It looks for quotes with IndexByte, by far the
// fastest primitive in wasm for long texts, and counts the backslashes before
// each.
func longLiteral(b []byte, i int) int {
	for i < len(b) {
		j := bytes.IndexByte(b[i:], '"')
		if j < 0 {
			break
		}
		i += j
		slashes := 0
		for b[i-1-slashes] == '\\' {
			slashes++
		}
		i++
		if slashes%2 == 0 {
			return i
		}
	}
	return 0
}
