package pattern

import (
	"bufio"
	"compress/bzip2"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var exhaustive = flag.Bool("exhaustive", false, "run all of RE2's cases, which takes minutes")

// The files that Go tests its own package with lie beside its source.
func golang(t *testing.T, name string) string {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	path := filepath.Join(strings.TrimSpace(string(root)), "src", "regexp", "testdata", name)
	require.FileExists(t, path, "the toolchain has come without its source")
	return path
}

func lines(t *testing.T, path string) (list []string) {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func TestRE2Search(t *testing.T) {
	file, err := os.Open(golang(t, "re2-search.txt"))
	require.NoError(t, err)
	defer file.Close()
	runRE2(t, file, 1)
}

// TestRE2Exhaustive has all expressions over a few atoms and operators, with
// what RE2 finds: five million cases, of which a part is run unless -exhaustive
// is given.
func TestRE2Exhaustive(t *testing.T) {
	file, err := os.Open(golang(t, "re2-exhaustive.txt.bz2"))
	require.NoError(t, err)
	defer file.Close()
	every := 50
	if *exhaustive {
		every = 1
	}
	runRE2(t, bzip2.NewReader(file), every)
}

// runRE2 reads stanzas of "strings" and "regexps": after each expression comes
// a line a string, with what a full match and a partial one find. It runs one
// expression of so many.
func runRE2(t *testing.T, r io.Reader, every int) {
	var texts, left []string
	var partial, full *Pattern
	inStrings, seen, cases := false, 0, 0
	for scanner := bufio.NewScanner(r); scanner.Scan(); {
		switch line := scanner.Text(); {
		case line == "strings":
			inStrings, texts = true, nil
		case line == "regexps":
			inStrings = false
		case line[0] == '"':
			quoted, err := strconv.Unquote(line)
			require.NoError(t, err)
			if inStrings {
				texts = append(texts, quoted)
				continue
			}
			left, partial = texts, nil
			if seen++; seen%every != 0 {
				continue
			}
			if partial, _ = same(t, quoted); partial != nil {
				full, _ = same(t, `\A(?:`+quoted+`)\z`)
			}
		case line[0] == '-' || isDigit(line[0]):
			if text := left[0]; partial != nil && !(strings.Contains(partial.String(), `\B`) && !ascii(text)) {
				results := strings.Split(line, ";") // RE2's \B is between bytes, Go's between characters
				checkRE2(t, full, text, results[0])
				checkRE2(t, partial, text, results[1])
				cases++
			}
			left = left[1:]
		}
	}
	t.Logf("%d cases", cases)
}

func ascii(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0 }

func checkRE2(t *testing.T, p *Pattern, text, want string) {
	t.Helper()
	var match []int
	if want != "-" {
		for pair := range strings.SplitSeq(want, " ") {
			from, to := -1, -1
			if a, b, ok := strings.Cut(pair, "-"); ok && pair != "-" {
				from, _ = strconv.Atoi(a)
				to, _ = strconv.Atoi(b)
			}
			match = append(match, from, to)
		}
	}
	if found := p.Find(nil, text); !equal(found, match) || p.Match(text) != (match != nil) {
		require.Equal(t, match, found, "%q in %q", p, text)
	}
}

// TestFowler takes the expressions and texts of Glenn Fowler's POSIX tests.
// Which match they want is POSIX's choice; ours is Go's.
func TestFowler(t *testing.T) {
	cases := 0
	for _, name := range []string{"basic.dat", "nullsubexpr.dat", "repetition.dat"} {
		for _, line := range lines(t, golang(t, name)) {
			fields := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' })
			if line[0] == '#' || len(fields) < 4 {
				continue
			}
			got, want := same(t, fields[1])
			if got == nil {
				continue
			}
			sameMatches(t, got, want, fields[2])
			cases++
		}
	}
	t.Logf("%d cases", cases)
}
