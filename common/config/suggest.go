package config

import (
	"strconv"
	"strings"
)

// maxListed is how many allowed values a sentence lists when it can name the
// one that was probably meant.
const maxListed = 12

// unknown notes that a member is none of the known ones.
func unknown(at *Report, known ...[]string) {
	if at.d.full(Unknown) {
		at.d.noted[Unknown]++
		return
	}
	text := "is not a known member"
	if near := closest(at.name, known...); near != "" {
		text += "; did you mean " + quote(near) + "?"
	}
	at.note(Unknown, text)
}

// notOneOf is the sentence for a value that is none of allowed.
func notOneOf(value string, allowed []string) string {
	near := closest(value, allowed)
	want := "must be one of " + strings.Join(allowed, ", ")
	switch {
	case len(allowed) == 1:
		want = "must be " + allowed[0]
	case near != "" && len(allowed) > maxListed:
		want = "must be one of " + strconv.Itoa(len(allowed)) + " known values"
	}
	want += "; got " + quote(value)
	if near != "" {
		want += "; did you mean " + quote(near) + "?"
	}
	return want
}

// closest returns the one of known that text is probably a misspelling of,
// "" if there is none. Case, - and _ do not count as differences.
func closest(text string, known ...[]string) string {
	text = letters(text)
	best, limit := "", min(3, len(text)/3)+1
	for _, list := range known {
		for _, k := range list {
			if n := distance(text, letters(k), limit); n < limit && n < len(text) {
				best, limit = k, n
			}
		}
	}
	return best
}

// letters returns text in lower case, without - and _. It knows ASCII only:
// the tables of Unicode would cost a module more than the rest of this file.
func letters(text string) string {
	out := make([]byte, 0, len(text))
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'A' && c <= 'Z':
			out = append(out, c|0x20)
		case c != '-' && c != '_':
			out = append(out, c)
		}
	}
	return string(out)
}

// equalFold compares ASCII text without regard to case.
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		c := a[i] ^ b[i]
		if c != 0 && (c != 0x20 || a[i]|0x20 < 'a' || a[i]|0x20 > 'z') {
			return false
		}
	}
	return true
}

// maxWord is the longest word that is compared, in bytes.
const maxWord = 48

// distance returns how many bytes must be put in, left out, changed or
// swapped with the next to make b from a; limit if it is that many or more.
func distance(a, b string, limit int) int {
	if len(a) > maxWord || len(b) > maxWord || len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	var rows [3][maxWord + 1]int // before last, last, this
	for j := range len(b) + 1 {
		rows[1][j] = j
	}
	for i := range len(a) {
		rows[2][0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			n := min(rows[1][j]+cost, rows[1][j+1]+1, rows[2][j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				n = min(n, rows[0][j-1]+1)
			}
			rows[2][j+1] = n
		}
		rows[0], rows[1] = rows[1], rows[2]
	}
	return min(rows[1][len(b)], limit)
}
