// Package base64 is the encoding of RFC 4648, for modules that have to be
// small: encoding/base64 would add 6 KB of gzip to one. It takes what it is
// given as a whole; there are no readers and no writers.
//
// Source: RFC 4648, sections 4 and 5
package base64

import "strings"

// The alphabets. They differ in their last two digits.
const (
	digits   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	standard = digits + "+/"
	forURL   = digits + "-_"
)

// Len is how many bytes [Append] appends for n.
func Len(n int) int { return (n + 2) / 3 * 4 }

// Append appends data, padded.
func Append(dst, data []byte) []byte { return encode(dst, data, standard) }

// AppendURL appends data in the alphabet for URLs, without padding, as JWTs
// have it.
func AppendURL(dst, data []byte) []byte {
	dst = encode(dst, data, forURL)
	return dst[:len(dst)-padding(len(data))]
}

// padding is how many digits are missing of the last four for n bytes.
func padding(n int) int { return (3 - n%3) % 3 }

func encode(dst, data []byte, alphabet string) []byte {
	start, missing, alphabet := len(dst), padding(len(data)), alphabet[:64]
	dst = append(dst, make([]byte, Len(len(data)))...)
	for out := dst[start:]; len(out) > 0; out = out[4:] {
		var last [3]byte
		if len(data) < 3 {
			copy(last[:], data)
			data = last[:]
		}
		v := uint(data[0])<<16 | uint(data[1])<<8 | uint(data[2])
		group := (*[4]byte)(out)
		group[0], group[1], group[2], group[3] = alphabet[v>>18], alphabet[v>>12&63], alphabet[v>>6&63], alphabet[v&63]
		data = data[3:]
	}
	for i := range missing {
		dst[len(dst)-1-i] = '='
	}
	return dst
}

// Decode appends what text says, which may hold white space as PEM does. It
// reports false where text is anything but padded base64 of the first alphabet.
func Decode(dst []byte, text string) ([]byte, bool) {
	var bits uint
	count, missing := 0, 0
	for i := range len(text) {
		c := text[i]
		if c == ' ' || c >= '\t' && c <= '\r' {
			continue
		}
		v := 0
		if c == '=' {
			missing++
		} else if v = strings.IndexByte(standard, c); v < 0 || missing > 0 {
			return dst, false
		}
		bits = bits<<6 | uint(v)
		if count++; count%4 == 0 {
			dst = append(dst, byte(bits>>16), byte(bits>>8), byte(bits))
		}
	}
	// What is cut off must have been padding, and nothing hidden in it.
	if count%4 != 0 || missing > 2 || bits&(1<<(8*missing)-1) != 0 {
		return dst, false
	}
	return dst[:len(dst)-missing], true
}
