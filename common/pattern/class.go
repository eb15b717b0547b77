package pattern

import (
	"slices"
	"unicode/utf8"
)

// class is a set of characters: ranges in order, first and last of each in
// turn, that do not touch each other.
type class []rune

// add returns the set with all from lo to hi in it. It may change c.
func (c class) add(lo, hi rune) class {
	from := 0
	for from < len(c) && c[from+1] < lo-1 {
		from += 2
	}
	to := from
	for ; to < len(c) && c[to] <= hi+1; to += 2 {
		lo, hi = min(lo, c[to]), max(hi, c[to+1])
	}
	return slices.Replace(c, from, to, lo, hi)
}

// negate returns what is not in the set.
func (c class) negate() class {
	var not class
	next := rune(0)
	for i := 0; i < len(c); i += 2 {
		if next < c[i] {
			not = append(not, next, c[i]-1)
		}
		next = c[i+1] + 1
	}
	if next <= utf8.MaxRune {
		not = append(not, next, utf8.MaxRune)
	}
	return not
}

// has tells whether r is in the set. What marks the end of a text is in none.
func (c class) has(r rune) bool {
	low, high := 0, len(c)/2
	for low < high {
		middle := (low + high) / 2
		switch {
		case r < c[2*middle]:
			high = middle
		case r > c[2*middle+1]:
			low = middle + 1
		default:
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

// addFolded adds a range and the other case of its letters. It is false where
// that takes a table.
func (c class) addFolded(lo, hi rune) (class, bool) {
	const lastCased = 0x1E943
	if lo <= 'A' && hi >= lastCased { // both cases of everything are in it
		return c.add(lo, hi), true
	}
	if hi >= utf8.RuneSelf && !caseless(max(lo, utf8.RuneSelf), hi) {
		return c, false
	}
	c = c.add(lo, hi)
	for upper := 'A'; upper <= 'Z'; upper++ {
		lower := upper + 'a' - 'A'
		if (upper < lo || upper > hi) && (lower < lo || lower > hi) {
			continue
		}
		c = c.add(upper, upper).add(lower, lower)
		switch upper {
		case 'K':
			c = c.add(kelvinSign, kelvinSign)
		case 'S':
			c = c.add(longS, longS)
		}
	}
	return c, true
}

// caseless tells whether a range beyond ASCII is known to have no letters with
// two cases: signs, Chinese, Japanese, Korean, emoji.
func caseless(lo, hi rune) bool {
	for _, block := range [...][2]rune{{0x80, 0xB4}, {0x2000, 0x2125}, {0x2E80, 0xA63F}, {0xAC00, 0xFAFF}, {0x1E944, utf8.MaxRune}} {
		if block[0] <= lo && hi <= block[1] {
			return true
		}
	}
	return false
}

// perlRanges returns the ranges of \d, \s and \w.
func perlRanges(letter byte) string {
	switch letter {
	case 'd':
		return "09"
	case 's':
		return "\t\n\f\r  "
	}
	return "09AZ__az"
}

// posixRanges returns the ranges of a name as in [:alpha:], none for a name
// that is unknown.
func posixRanges(name string) string {
	switch name {
	case "alnum":
		return "09AZaz"
	case "alpha":
		return "AZaz"
	case "ascii":
		return "\x00\x7F"
	case "blank":
		return "\t\t  "
	case "cntrl":
		return "\x00\x1F\x7F\x7F"
	case "digit":
		return "09"
	case "graph":
		return "!~"
	case "lower":
		return "az"
	case "print":
		return " ~"
	case "punct":
		return "!/:@[`{~"
	case "space":
		return "\t\r  "
	case "upper":
		return "AZ"
	case "word":
		return "09AZ__az"
	case "xdigit":
		return "09AFaf"
	}
	return ""
}
