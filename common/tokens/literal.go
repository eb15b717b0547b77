package tokens

import "unicode/utf16"

// escape is where in an escape sequence of JSON a chunk ended.
type escape struct {
	state escapeState
	left  uint8 // hex digits to come
	value rune
	high  rune // first half of a surrogate pair
}

type escapeState uint8

const (
	plain escapeState = iota
	backslash
	hex
)

// WriteLiteral adds a JSON string literal, or a piece of one, as what it says:
// unescaped and without its quotes.
func (e *Estimator) WriteLiteral(chunk []byte) {
	for len(chunk) > 0 {
		if e.escape.state != plain {
			e.escaped(chunk[0])
			chunk = chunk[1:]
			continue
		}
		n := 0
		for n < len(chunk) && chunk[n] != '\\' && chunk[n] != '"' {
			n++
		}
		e.flushHigh(n > 0)
		e.Write(chunk[:n])
		if n == len(chunk) {
			return
		}
		if chunk[n] == '\\' {
			e.escape.state = backslash
		}
		chunk = chunk[n+1:]
	}
}

// escaped takes one byte behind a backslash.
func (e *Estimator) escaped(c byte) {
	s := &e.escape
	if s.state == backslash {
		if c == 'u' {
			s.state, s.left, s.value = hex, 4, 0
			return
		}
		s.state = plain
		e.flushHigh(true)
		e.rune(unescape(c))
		return
	}
	s.value = s.value<<4 | hexDigit(c)
	if s.left--; s.left > 0 {
		return
	}
	s.state = plain
	if s.high != 0 {
		r := utf16.DecodeRune(s.high, s.value)
		s.high = 0
		e.rune(r)
		return
	}
	if s.value >= 0xD800 && s.value < 0xDC00 {
		s.high = s.value
		return
	}
	e.rune(s.value)
}

// flushHigh counts half a pair that something else came behind.
func (e *Estimator) flushHigh(now bool) {
	if now && e.escape.high != 0 {
		e.escape.high = 0
		e.rune(0xFFFD)
	}
}

func unescape(c byte) rune {
	switch c {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return rune(c)
}

func hexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return 0
}
