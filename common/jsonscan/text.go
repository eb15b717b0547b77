package jsonscan

import (
	"unicode/utf16"
	"unicode/utf8"
)

// AppendText appends what a string literal says: its content, unescaped.
// An unpaired surrogate becomes U+FFFD, as encoding/json has it.
func AppendText(dst, literal []byte) []byte {
	if len(literal) < 2 {
		return dst
	}
	in := literal[1 : len(literal)-1]
	for i := 0; i < len(in); {
		if in[i] != '\\' || i+1 >= len(in) {
			dst = append(dst, in[i])
			i++
			continue
		}
		if in[i+1] != 'u' {
			dst = append(dst, unescape(in[i+1]))
			i += 2
			continue
		}
		r := hex4(in[i+2:])
		i = min(i+6, len(in))
		if utf16.IsSurrogate(r) {
			low := rune(-1)
			if i+6 <= len(in) && in[i] == '\\' && in[i+1] == 'u' {
				low = hex4(in[i+2:])
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				i += 6
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// Text returns what a string literal says.
func Text(literal []byte) string { return string(AppendText(nil, literal)) }

// Blank tells whether a string literal says nothing but white space.
func Blank(literal []byte) bool {
	for in := literal[min(1, len(literal)):max(len(literal)-1, 0)]; len(in) > 0; in = in[1:] {
		switch {
		case in[0] == ' ':
		case in[0] == '\\' && len(in) > 1 && (in[1] == 'n' || in[1] == 't' || in[1] == 'r'):
			in = in[1:]
		default:
			return false
		}
	}
	return true
}

func unescape(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c // " \ /
}

func hex4(b []byte) rune {
	if len(b) < 4 {
		return utf8.RuneError
	}
	var r rune
	for _, c := range b[:4] {
		r <<= 4
		switch {
		case c >= '0' && c <= '9':
			r |= rune(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r |= rune(c|0x20-'a') + 10
		default:
			return utf8.RuneError
		}
	}
	return r
}

const hexDigits = "0123456789abcdef"

// AppendQuoted appends text as a string literal. Bytes that are not UTF-8
// become U+FFFD, for JSON cannot carry them.
func AppendQuoted[T ~string | ~[]byte](dst []byte, text T) []byte {
	dst = append(dst, '"')
	return append(AppendEscaped(dst, text), '"')
}

// AppendEscaped is [AppendQuoted] without the quotes.
func AppendEscaped[T ~string | ~[]byte](dst []byte, text T) []byte {
	start := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
			if r == utf8.RuneError && size == 1 {
				dst = append(append(dst, text[start:i]...), `\ufffd`...)
				start = i + 1
			}
			i += size
			continue
		}
		dst = appendEscape(append(dst, text[start:i]...), c)
		i++
		start = i
	}
	return append(dst, text[start:]...)
}

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	}
	return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}
