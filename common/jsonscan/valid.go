package jsonscan

// Valid tells whether data is one JSON value to the letter of RFC 8259, as
// [ValidObject] has it.
func Valid(data []byte) bool {
	s := New(data)
	return s.strict(0) && s.End() == nil
}

// ValidObject tells whether data is one JSON object to the letter of RFC 8259,
// strings and numbers included. It is for JSON that a model wrote as text and
// that is to become part of a document: a Scanner would let through what
// spoils the whole.
func ValidObject(data []byte) bool {
	s := New(data)
	return s.Kind() == '{' && Valid(data)
}

// strict consumes a value and tells whether it is one.
func (s *Scanner) strict(depth int) bool {
	if depth > maxDepth {
		return false
	}
	switch s.Kind() {
	case '{':
		for s.Object(); s.strictMember(); {
			if !s.strict(depth + 1) {
				return false
			}
		}
	case '[':
		for s.Array(); s.Element(); {
			if !s.strict(depth + 1) {
				return false
			}
		}
	case '"':
		return validString(s.String())
	case '0':
		return validNumber(s.Value())
	default:
		s.Skip()
	}
	return s.err == nil
}

// strictMember is Member for names that are valid strings.
func (s *Scanner) strictMember() bool {
	s.peek()
	if !s.next('}', "a comma or }") {
		return false
	}
	s.peek()
	if name := s.String(); s.err != nil || !validString(name) {
		s.fail("a member name")
		return false
	}
	if s.peek() != ':' {
		s.fail("a colon")
		return false
	}
	s.pos++
	return true
}

// validString tells whether a literal that has both quotes is valid between
// them.
func validString(literal []byte) bool {
	if len(literal) < 2 {
		return false
	}
	in := literal[1 : len(literal)-1]
	for i := 0; i < len(in); i++ {
		switch {
		case in[i] < ' ':
			return false
		case in[i] != '\\':
			continue
		}
		i++
		switch {
		case i == len(in):
			return false
		case in[i] == 'u':
			if !isHex4(in[i+1:]) {
				return false
			}
			i += 4
		case unescape(in[i]) == in[i] && in[i] != '"' && in[i] != '\\' && in[i] != '/':
			return false
		}
	}
	return true
}

func isHex4(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	for _, c := range b[:4] {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// validNumber tells whether b is a number: an integer with no leading zero,
// then perhaps a fraction, then perhaps an exponent.
func validNumber(b []byte) bool {
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	n := digits(b)
	if n == 0 || n > 1 && b[0] == '0' {
		return false
	}
	b = b[n:]
	if len(b) > 0 && b[0] == '.' {
		if n = digits(b[1:]); n == 0 {
			return false
		}
		b = b[1+n:]
	}
	if len(b) > 0 && b[0]|0x20 == 'e' {
		b = b[1:]
		if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		if n = digits(b); n == 0 {
			return false
		}
		b = b[n:]
	}
	return len(b) == 0
}

// digits returns how many digits b starts with.
func digits(b []byte) int {
	n := 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	return n
}
