package config

import (
	"strconv"
	"unicode/utf8"

	"aigateway/common/jsonscan"
)

// syntaxFault returns what makes raw no JSON, "" if it is. The scanner checks
// structure only, so numbers and the inside of strings are checked here.
func syntaxFault(raw []byte) string {
	s := jsonscan.New(raw)
	s.Skip()
	switch err := s.End().(type) {
	case nil:
	case *jsonscan.SyntaxError:
		return notJSON(err.Offset, err.Want)
	default:
		return "is nested too deeply"
	}
	for i := 0; i < len(raw); {
		end, want := i+1, ""
		switch c := raw[i]; {
		case c == '"':
			end, want = checkString(raw, i+1)
		case c == '-' || c >= '0' && c <= '9':
			end, want = checkNumber(raw, i)
		}
		if want != "" {
			return notJSON(end, want)
		}
		i = end
	}
	return ""
}

func notJSON(offset int, want string) string {
	return "is not valid JSON at byte " + strconv.Itoa(offset) + ": want " + want
}

// checkString returns the end of the string whose inside starts at i. On a
// fault it returns where that is and what is wanted there.
func checkString(raw []byte, i int) (int, string) {
	for raw[i] != '"' {
		switch c := raw[i]; {
		case c < ' ':
			return i, "an escape instead of a control character"
		case c == '\\':
			n := escapeLen(raw[i:])
			if n == 0 {
				return i, "a valid escape"
			}
			i += n
		case c < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRune(raw[i:])
			if r == utf8.RuneError && n == 1 {
				return i, "valid UTF-8"
			}
			i += n
		}
	}
	return i + 1, ""
}

// escapeLen returns the length of the escape at the start of b, 0 if it is none.
func escapeLen(b []byte) int {
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		for i := 2; i < 6; i++ {
			switch c := b[i]; {
			case c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'f':
			default: // the closing quote at the latest
				return 0
			}
		}
		return 6
	}
	return 0
}

// checkNumber is checkString for the number that starts at i.
func checkNumber(raw []byte, i int) (int, string) {
	if raw[i] == '-' {
		i++
	}
	first := i
	if i = digits(raw, i); i == first || raw[first] == '0' && i > first+1 {
		return first, "a number without leading zeros"
	}
	if i < len(raw) && raw[i] == '.' {
		first = i + 1
		if i = digits(raw, first); i == first {
			return i, "a digit after the point"
		}
	}
	if i < len(raw) && raw[i]|0x20 == 'e' {
		i++
		if i < len(raw) && (raw[i] == '+' || raw[i] == '-') {
			i++
		}
		first = i
		if i = digits(raw, i); i == first {
			return i, "a digit in the exponent"
		}
	}
	if i < len(raw) && (raw[i] == '-' || raw[i] == '+' || raw[i] == '.' || raw[i]|0x20 == 'e') {
		return i, "the end of the number"
	}
	return i, ""
}

func digits(raw []byte, i int) int {
	for i < len(raw) && raw[i] >= '0' && raw[i] <= '9' {
		i++
	}
	return i
}
