package pattern

import "unicode/utf8"

// class is a set of characters: ranges, first and last of each in turn, in any
// order.
type class []rune

// has tells whether r is in the set. What marks the end of a text is in none.
func (c class) has(r rune) bool {
	for i := 1; i < len(c); i += 2 {
		if c[i-1] <= r && r <= c[i] {
			return true
		}
	}
	return false
}

// Two letters of ASCII have a third form outside of it.
const (
	kelvinSign = '\u212A' // K
	longS      = '\u017F' // s
)

// lastCased is the last character that has another case.
const lastCased = 0x1E943

// caseless tells whether a range beyond ASCII is known to have no letters with
// two cases: signs, Chinese, Japanese, Korean, emoji.
func caseless(lo, hi rune) bool {
	blocks := class{0x80, 0xB4, 0x2000, 0x2125, 0x2E80, 0xA63F, 0xAC00, 0xFAFF, 0x1E944, utf8.MaxRune}
	for i := 1; i < len(blocks); i += 2 {
		if blocks[i-1] <= lo && hi <= blocks[i] {
			return true
		}
	}
	return false
}
