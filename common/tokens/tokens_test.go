package tokens

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the measured errors into README.md")

// sample is a text whose true counts host-test/tools/tokens.mjs has found.
type sample struct {
	class  string
	text   []byte
	counts counts
	truth  map[string]int64
}

var families = []struct {
	name   string
	family Family
}{{"o200k", O200k}, {"qwen", Qwen}, {"deepseek", DeepSeek}}

func load(t *testing.T) (samples []sample) {
	var truth map[string]map[string]int64
	data, err := os.ReadFile("testdata/counts.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &truth))
	files, _ := filepath.Glob("testdata/*.txt")
	require.Len(t, truth, len(files))
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		name := filepath.Base(file)
		class, _, _ := strings.Cut(name, "-")
		var e Estimator
		e.Write(text)
		samples = append(samples, sample{class: class, text: text, counts: e.counts, truth: truth[name]})
	}
	return samples
}

// TestErrors holds what README.md says, for weights that have seen the sample
// and for weights that have not.
func TestErrors(t *testing.T) {
	samples := load(t)
	var table strings.Builder
	table.WriteString("| tokenizer | text | median | worst | median, held out | worst, held out |\n|---|---|---|---|---|---|\n")
	for _, family := range families {
		seen := map[string][]float64{}
		for _, s := range samples {
			var e Estimator
			e.Write(s.text)
			off := float64(e.Tokens(family.family))/float64(s.truth[family.name]) - 1
			seen[s.class] = append(seen[s.class], max(off, -off))
		}
		unseen := heldOut(samples, family.name)
		for _, class := range []string{"english", "chinese", "code", "json"} {
			slices.Sort(seen[class])
			slices.Sort(unseen[class])
			row := []float64{median(seen[class]), seen[class][len(seen[class])-1], median(unseen[class]), unseen[class][len(unseen[class])-1]}
			fmt.Fprintf(&table, "| %s | %s | %.0f %% | %.0f %% | %.0f %% | %.0f %% |\n", family.name, class, 100*row[0], 100*row[1], 100*row[2], 100*row[3])
			for i, limit := range []float64{0.15, 0.25, 0.15, 0.30} {
				assert.LessOrEqual(t, row[i], limit, "%s %s: column %d", family.name, class, i)
			}
		}
	}
	t.Log("\n" + table.String())
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	head, rest, _ := strings.Cut(string(readme), "<!-- errors -->\n")
	_, tail, _ := strings.Cut(rest, "<!-- end -->\n")
	want := head + "<!-- errors -->\n" + table.String() + "<!-- end -->\n" + tail
	if *update {
		require.NoError(t, os.WriteFile("README.md", []byte(want), 0o644))
	} else {
		assert.Equal(t, want, string(readme), "run with -update")
	}
}

func median(sorted []float64) float64 { return sorted[len(sorted)/2] }

func TestCutsDoNotMatter(t *testing.T) {
	for _, s := range load(t) {
		for _, size := range []int{1, 2, 3, 5, 7, 64} {
			var e Estimator
			for chunk := range slices.Chunk(s.text, size) {
				e.Write(chunk)
			}
			require.Equal(t, s.counts, e.counts)
		}
	}
}

func TestLiteralIsItsText(t *testing.T) {
	for _, s := range load(t) {
		literal, err := json.Marshal(string(s.text))
		require.NoError(t, err)
		for _, size := range []int{1, 2, 3, 4, 5, 11, len(literal)} {
			var e Estimator
			for chunk := range slices.Chunk(literal, size) {
				e.WriteLiteral(chunk)
			}
			require.Equal(t, s.counts, e.counts)
		}
	}
	var escaped, said Estimator
	escaped.WriteLiteral([]byte(`"\u4f60\ud83d\ude00\"\n\/\ud83dx"`))
	said.Write([]byte("你😀\"\n/\uFFFDx"))
	assert.Equal(t, said.counts, escaped.counts)
}

func FuzzCuts(f *testing.F) {
	f.Add([]byte(`"a\u4f60\ud83d\ude00b"`), 3)
	f.Add([]byte("\xe4\xb8\x00\xff \xf0\x9f\x98"), 1)
	f.Fuzz(func(t *testing.T, text []byte, size int) {
		size = min(max(size, 1), len(text)+1)
		var whole, cut, literal, cutLiteral Estimator
		whole.Write(text)
		literal.WriteLiteral(text)
		for chunk := range slices.Chunk(text, size) {
			cut.Write(chunk)
			cutLiteral.WriteLiteral(chunk)
		}
		assert.Equal(t, whole.counts, cut.counts)
		assert.Equal(t, literal.counts, cutLiteral.counts)
	})
}

func TestNothingIsAllocated(t *testing.T) {
	text := []byte(`"Hello, 世界: {\"a\": 1.25}\u4f60"`)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		var e Estimator
		e.Write(text)
		e.WriteLiteral(text)
		e.Tokens(Claude)
	}))
}

func TestFamilyOf(t *testing.T) {
	for model, want := range map[string]Family{
		"gpt-5": O200k, "": O200k, "anthropic/claude-opus-4": Claude, "qwen-max": Qwen, "deepseek-chat": DeepSeek,
	} {
		assert.Equal(t, want, FamilyOf(model), model)
	}
}

func BenchmarkWrite(b *testing.B) {
	text := []byte(strings.Repeat("The quick brown fox, 世界 {\"a\": 1.25}\n", 100))
	b.SetBytes(int64(len(text)))
	var e Estimator
	for b.Loop() {
		e.Write(text)
	}
}
