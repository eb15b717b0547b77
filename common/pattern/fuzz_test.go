package pattern

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// FuzzSameAsRegexp compares both packages on anything.
func FuzzSameAsRegexp(f *testing.F) {
	for _, expression := range []string{`(a+)(b|c)*?$`, `(?i)\bk[^s]{2,3}`, `\x{41}[[:^alpha:]\d]`, `(?P<n>.)|(?s:.*)`, `(|a)*`, `\Qa.b\E+`, `[^\n]\z`} {
		f.Add(expression, "abcK\nſ", "$1-${n}")
	}
	f.Fuzz(func(t *testing.T, expression, input, template string) {
		got, want := same(t, expression)
		if got == nil {
			return
		}
		sameMatches(t, got, want, input)
		if !ascii(template) {
			return
		}
		if repl := want.ReplaceAllString(input, template); repl != got.ReplaceAll(input, template) {
			t.Fatalf("%q in %q by %q: %q, want %q", expression, input, template, got.ReplaceAll(input, template), repl)
		}
	})
}

// TestRandomSameAsRegexp makes expressions out of pieces, which come together
// in ways that bytes at random seldom do.
func TestRandomSameAsRegexp(t *testing.T) {
	pieces := []string{
		"a", "b", "ab", "é", "日", ".", "[ab]", "[^a]", `\d`, `\W`, `\b`, `\B`, "^", "$", `\A`, `\z`, "[[:alpha:]]", `[^\S\n-]`, `\Qa|\E`, `\x61`, `\n`,
		"(", "(", "(?:", "(?P<x>", "(?i)", "(?i:", "(?s)", "(?m)", "(?U)", "(?-i)", "(?i-s:", ")", ")", ")", ")", "|", "|",
		"*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1}", "{0,2}", "{1,3}?", "{2,}", "{,2}", "{0,}",
	}
	inputs := []string{"", "a", "b", "aa", "ab", "ba", "aab", "abab", "aAbB", "a\nb", "\n", "é日a", "日日", "bbbaaa", "a-1 b", "a|a", "\xffa"}
	random := rand.New(rand.NewPCG(1, 2))
	compiled := 0
	for range 20000 {
		var b strings.Builder
		open := 0
		for range 1 + random.IntN(12) {
			piece := pieces[random.IntN(len(pieces))]
			switch {
			case piece == ")" && open == 0:
				continue
			case piece == ")":
				open--
			case piece[0] == '(' && !strings.HasSuffix(piece, ")"):
				open++
			}
			b.WriteString(piece)
		}
		b.WriteString(strings.Repeat(")", open))
		got, want := same(t, b.String())
		if got == nil {
			continue
		}
		compiled++
		for _, input := range inputs {
			sameMatches(t, got, want, input)
		}
		const template = "<$0|$1|$x>"
		if repl := want.ReplaceAllString("abaé\nab", template); repl != got.ReplaceAll("abaé\nab", template) {
			t.Fatalf("%q: %q, want %q", b.String(), got.ReplaceAll("abaé\nab", template), repl)
		}
	}
	t.Logf("%d expressions, %d inputs each", compiled, len(inputs))
}
