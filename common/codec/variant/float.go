package variant

import (
	"bytes"
	"math"

	"aigateway/common/jsonscan"
)

// appendPacked appends a vector as OpenAI's clients like to have it: numbers of
// four bytes each, little end first, in base64.
func appendPacked(dst, vector []byte) []byte {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	var bits uint64
	n := 0 // of bits
	dst = append(dst, '"')
	s := jsonscan.New(vector)
	for s.Array(); s.Element(); {
		b := math.Float32bits(float32(number(s.Value())))
		for range 4 {
			bits, n = bits<<8|uint64(b&0xff), n+8
			b >>= 8
			for ; n >= 6; n -= 6 {
				dst = append(dst, alphabet[bits>>(n-6)&63])
			}
		}
	}
	if n > 0 {
		dst = append(dst, alphabet[bits<<(6-n)&63])
		for ; n < 6; n += 2 {
			dst = append(dst, '=')
		}
	}
	return append(dst, '"')
}

// number reads a JSON number, as exactly as four bytes can hold one. What
// strconv does for the last bit of eight would be a part of the module's size.
func number(text []byte) float64 {
	text, negative := bytes.CutPrefix(text, []byte{'-'})
	mantissa, power := uint64(0), 0
	point := false
	for i, c := range text {
		if c|0x20 == 'e' {
			exponent, _ := jsonscan.Int(bytes.TrimPrefix(text[i+1:], []byte{'+'}))
			power += int(max(min(exponent, 400), -400))
			break
		}
		if c == '.' {
			point = true
			continue
		}
		switch {
		case mantissa < 1e17:
			mantissa = mantissa*10 + uint64(c-'0')
			if point {
				power--
			}
		case !point:
			power++
		}
	}
	value := float64(mantissa)
	for ; power > 0; power-- {
		value *= 10
	}
	scale := 1.0
	for ; power < 0 && value != 0; power++ {
		if scale *= 10; scale == 1e22 {
			value, scale = value/scale, 1
		}
	}
	value /= scale
	if negative {
		value = -value
	}
	return value
}
