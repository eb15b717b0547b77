package config

import (
	"strconv"
	"strings"

	"aigateway/common/config/layout"
)

// maxListed is how many allowed values a sentence lists when it can name the
// one that was probably meant.
const maxListed = 12

// unknown notes that a member is none of the known ones.
func unknown(at *Report, members []layout.Member, others []string) {
	if at.d.full(Unknown) {
		at.d.noted[Unknown]++
		return
	}
	n := near(at.name)
	for i := range members {
		n.try(members[i].Name)
	}
	for _, name := range others {
		n.try(name)
	}
	at.note(Unknown, "is not a known member"+n.question())
}

// notOneOf is the sentence for a value that is none of allowed.
func notOneOf(value string, allowed []string) string {
	n := near(value)
	for _, a := range allowed {
		n.try(a)
	}
	want := "must be one of " + strings.Join(allowed, ", ")
	switch {
	case len(allowed) == 1:
		want = "must be " + allowed[0]
	case n.word != "" && len(allowed) > maxListed:
		want = "must be one of " + strconv.Itoa(len(allowed)) + " known values"
	}
	return want + "; got " + quote(value) + n.question()
}

// A nearest is the known word that another is probably a misspelling of, ""
// while there is none. Case, - and _ do not count as differences.
type nearest struct {
	letters, word string
	limit         int
}

func near(text string) nearest {
	text = letters(text)
	return nearest{letters: text, limit: min(3, len(text)/3) + 1}
}

// try looks at one known word.
func (n *nearest) try(known string) {
	if d := distance(n.letters, letters(known), n.limit); d < n.limit && d < len(n.letters) {
		n.word, n.limit = known, d
	}
}

// question is what a sentence ends with.
func (n *nearest) question() string {
	if n.word == "" {
		return ""
	}
	return "; did you mean " + quote(n.word) + "?"
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
