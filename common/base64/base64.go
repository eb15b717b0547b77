// Package base64 is the encoding of RFC 4648, for modules that have to be
// small: encoding/base64 would add 6 KB of gzip to one. It takes what it is
// given as a whole; there are no readers and no writers.
//
// Source: RFC 4648, sections 4 and 5
package base64

// The alphabets. They differ in their last two digits.
const (
	digits   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	standard = digits + "+/"
	forURL   = digits + "-_"
)

// Len is how many bytes [Append] appends for n.
func Len(n int) int { return (n + 2) / 3 * 4 }

// Append appends data, padded.
func Append(dst, data []byte) []byte {
	dst = encode(dst, data, standard)
	for n := len(data); n%3 != 0; n++ {
		dst = append(dst, '=')
	}
	return dst
}

// AppendURL appends data in the alphabet for URLs, without padding, as JWTs
// have it.
func AppendURL(dst, data []byte) []byte { return encode(dst, data, forURL) }

func encode(dst, data []byte, alphabet string) []byte {
	for len(data) >= 3 {
		v := uint(data[0])<<16 | uint(data[1])<<8 | uint(data[2])
		dst = append(dst, alphabet[v>>18], alphabet[v>>12&63], alphabet[v>>6&63], alphabet[v&63])
		data = data[3:]
	}
	switch len(data) {
	case 1:
		dst = append(dst, alphabet[data[0]>>2], alphabet[data[0]&3<<4])
	case 2:
		v := uint(data[0])<<8 | uint(data[1])
		dst = append(dst, alphabet[v>>10], alphabet[v>>4&63], alphabet[v&15<<2])
	}
	return dst
}

// Decode appends what text says, which may hold white space as PEM does. It
// reports false where text is anything but padded base64 of the first alphabet.
func Decode(dst []byte, text string) ([]byte, bool) {
	var bits, count uint
	padding := 0
	for i := range len(text) {
		c := text[i]
		var v byte
		switch {
		case c == ' ' || c >= '\t' && c <= '\r':
			continue
		case c >= 'A' && c <= 'Z':
			v = c - 'A'
		case c >= 'a' && c <= 'z':
			v = c - 'a' + 26
		case c >= '0' && c <= '9':
			v = c - '0' + 52
		case c == '+':
			v = 62
		case c == '/':
			v = 63
		case c == '=':
			padding++
			continue
		default:
			return dst, false
		}
		if padding > 0 {
			return dst, false
		}
		bits = bits<<6 | uint(v)
		if count++; count%4 == 0 {
			dst = append(dst, byte(bits>>16), byte(bits>>8), byte(bits))
		}
	}
	switch {
	case count%4 == 0 && padding == 0:
	case count%4 == 2 && padding == 2 && bits&15 == 0:
		dst = append(dst, byte(bits>>4))
	case count%4 == 3 && padding == 1 && bits&3 == 0:
		dst = append(dst, byte(bits>>10), byte(bits>>2))
	default:
		return dst, false
	}
	return dst, true
}
