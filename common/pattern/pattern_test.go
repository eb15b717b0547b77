package pattern

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// same compiles an expression with both packages and compares what they say.
// Both results are nil where both refuse it, or where we do on purpose.
func same(t *testing.T, expression string) (*Pattern, *regexp.Regexp) {
	t.Helper()
	want, wantErr := regexp.Compile(expression)
	got, err := Compile(expression)
	if err != nil && (strings.Contains(err.Error(), unicodeClass) || strings.Contains(err.Error(), unicodeFold) || strings.Contains(err.Error(), tooLarge)) {
		return nil, nil
	}
	if !utf8.ValidString(expression) {
		require.ErrorContains(t, err, badUTF8) // in Go, something else may be wrong before it
		return nil, nil
	}
	if err == nil && wantErr != nil && strings.Contains(wantErr.Error(), "nests too deeply") {
		return nil, nil // a tree that we do not have
	}
	if wantErr != nil {
		require.EqualError(t, err, wantErr.Error(), "%q", expression)
		return nil, nil
	}
	require.NoError(t, err, "%q", expression)
	require.Equal(t, want.SubexpNames(), got.names, "%q", expression)
	return got, want
}

// sameMatches compares what both find in one input.
func sameMatches(t *testing.T, got *Pattern, want *regexp.Regexp, input string) {
	t.Helper()
	if found, match := got.Find(nil, input), want.FindStringSubmatchIndex(input); !equal(found, match) {
		require.Equal(t, match, found, "%q in %q", want, input)
	}
	if match := want.MatchString(input); match != got.Match(input) || match != got.MatchBytes([]byte(input)) {
		require.Fail(t, "match", "%q in %q: %v", want, input, match)
	}
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestSameAsRegexp(t *testing.T) {
	inputs := lines(t, "testdata/inputs.txt")
	inputs = append(inputs, "", "\n", "a\nb\n", "\xff", "a\xffb", "\xc2\x00", "\x00", "\r\n\t\v\f ", "日\xe6\x97本", strings.Repeat("ab", 300), "x\u2028y")
	expressions := lines(t, "testdata/expressions.txt")
	cases := 0
	for _, expression := range expressions {
		got, want := same(t, expression)
		if got == nil {
			continue
		}
		assert.Equal(t, expression, got.String())
		for _, input := range inputs {
			sameMatches(t, got, want, input)
			for _, template := range []string{"", "-", "<$0>", "$1", "${1}x", "$1x", "$name-${name}", "$$1", "$", "a$", "${", "${1", "$01", "${01}$2$x", "$12345678901"} {
				if repl := want.ReplaceAllString(input, template); repl != got.ReplaceAll(input, template) {
					require.Equal(t, repl, got.ReplaceAll(input, template), "%q in %q by %q", expression, input, template)
				}
			}
			cases++
		}
	}
	t.Logf("%d expressions, %d inputs, %d cases", len(expressions), len(inputs), cases)
}

func TestRefused(t *testing.T) {
	for expression, want := range map[string]string{
		`(abc`:                 "missing closing ): `(abc`",
		`[z-a]`:                "invalid character class range: `z-a`",
		`a**`:                  "invalid nested repetition operator: `**`",
		`x\p{Greek}`:           "Unicode classes are not supported here, list the characters or their ranges in [ ]: `\\p{Greek}`",
		`[^\PL]`:               "Unicode classes are not supported here, list the characters or their ranges in [ ]: `\\PL`",
		`\p`:                   "Unicode classes are not supported here, list the characters or their ranges in [ ]: `\\p`",
		`(?i)xÉ`:               "(?i) knows the case of ASCII letters only, list both cases of others as in (?-i:[Éé]): `É`",
		`(?i)[a-é]`:            "(?i) knows the case of ASCII letters only, list both cases of others as in (?-i:[Éé]): `a-é`",
		`(?i)\x{e9}`:           "(?i) knows the case of ASCII letters only, list both cases of others as in (?-i:[Éé]): `\\x{e9}`",
		`(?:a{100}b{100}){10}`: "",
		`(?:a{100}){11}`:       "invalid repeat count: `{11}`",
		`[ab]{1000}[cd]{1,1000}x{1000}[ef]{1000}g{1000}h{1000}i{1000}j{1000}k{1000}l{1000}`: "expression too large: `[ab]",
		strings.Repeat("a", 9000):                "",
		strings.Repeat("a", 11000):               "expression too large",
		strings.Repeat("a?", 9000):               "expression too large",
		strings.Repeat("|", 1<<15+1):             "expression too large",
		`(?i)[` + strings.Repeat(`\w`, 99) + `]`: "expression too large",
		"a\xff**":                                "invalid UTF-8: `\xff**`",
		strings.Repeat("()", 900):                "expression too large",
	} {
		_, err := Compile(expression)
		if want == "" {
			assert.NoError(t, err)
			continue
		}
		assert.ErrorContains(t, err, "error parsing regexp: "+want)
	}
}

func TestFoldNeedsNoTable(t *testing.T) {
	for r := rune(0x80); r <= utf8.MaxRune; r++ {
		if caseless(r, r) && unicode.SimpleFold(r) != r {
			require.Fail(t, "folds", "%U", r)
		}
	}
	for _, expression := range []string{`(?i)通义|QWEN`, `(?i)[^k]`, `(?i)[[:upper:]]`, `(?i)\W`, `(?i)s+`, `(?i)[ -\x{10ffff}]`, `(?i)[k-n°]`} {
		got, want := same(t, expression)
		require.NotNil(t, got, expression)
		for _, input := range []string{"通义", "qwen", "ſ", "\u212a", "KkſS°", "sSſ", "é"} {
			sameMatches(t, got, want, input)
		}
	}
}

// TestExpandBeyondASCII is the one difference in templates: a letter beyond
// ASCII ends a name, where package regexp has it in the name, which is then
// the name of no group.
func TestExpandBeyondASCII(t *testing.T) {
	p, err := Compile(`(\d)`)
	require.NoError(t, err)
	assert.Equal(t, "1版", p.ReplaceAll("1", "$1版"))
	assert.Equal(t, "", regexp.MustCompile(`(\d)`).ReplaceAllString("1", "$1版"))
}

func TestFindAppends(t *testing.T) {
	p, err := Compile(`(?P<name>b)(c)?`)
	require.NoError(t, err)
	assert.Equal(t, []int{7, 1, 2, 1, 2, -1, -1}, p.Find([]int{7}, "abd"))
	assert.Equal(t, []int{7}, p.Find([]int{7}, "x"))
	assert.Equal(t, "> b b $  ${ $", string(p.Expand([]byte(">"), " $1 $name $$ $2 ${ $", "abd", p.Find(nil, "abd"))))
}

func TestNoAllocations(t *testing.T) {
	p, err := Compile(`(?i)^(gpt|o)-?(\d+)(?:\.(\d+))?.*?(mini|nano)?$`)
	require.NoError(t, err)
	var match []int
	var out []byte
	bytes := []byte("GPT-4.1-mini")
	run := func() {
		_ = p.Match("gpt-4.1-nano")
		_ = p.MatchBytes(bytes)
		match = p.Find(match[:0], "gpt-4.1-mini-日本")
		out = p.Expand(out[:0], "model-$2.$3", "gpt-4.1-mini-日本", match)
	}
	run()
	assert.Zero(t, testing.AllocsPerRun(100, run))
}

// TestTimeIsLinear has the expressions that make backtracking engines run for
// years.
func TestTimeIsLinear(t *testing.T) {
	for _, expression := range []string{`(a*)*b`, `(a|aa)+$b`, `(?:a?){500}a{500}b`, `((a+)+)+b`, `(.*)(.*)(.*)(.*)(.*)x`} {
		p, err := Compile(expression)
		require.NoError(t, err)
		start := time.Now()
		assert.False(t, p.Match(strings.Repeat("a", 2000)))
		assert.Less(t, time.Since(start), 10*time.Second, expression)
	}
}

func BenchmarkMatch(b *testing.B) {
	const expression, input = `^(gpt|claude)-(\d+)(\.\d+)?-(mini|nano)$`, "gpt-4.1-nano"
	ours, _ := Compile(expression)
	theirs := regexp.MustCompile(expression)
	b.Run("pattern", func(b *testing.B) {
		for b.Loop() {
			ours.Match(input)
		}
	})
	b.Run("regexp", func(b *testing.B) {
		for b.Loop() {
			theirs.MatchString(input)
		}
	})
}
