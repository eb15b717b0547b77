package aistatistics

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

// higressTags are the expressions by which Higress' bootstrap finds labels.
var higressTags = []*regexp.Regexp{
	regexp.MustCompile(`^wasmcustom\.route\.((.*?)\.)upstream`),
	regexp.MustCompile(`^wasmcustom\..*?\.upstream\.((.*?)\.)model`),
	regexp.MustCompile(`^wasmcustom\..*?\.model\.((.*?)\.)consumer`),
	regexp.MustCompile(`^wasmcustom\..*?\.consumer\.((.*?)\.)metric`),
}

func TestCleanSurvivesExtraction(t *testing.T) {
	nasty := []string{
		"", "gpt-4.1", "a/b:c|d", "route.upstream", "x.model.y", "model", "model.x", "upstream", "consumer", "metric", "metrics.a", ".model",
		"通义千问", "a\xffb", "a\nb", strings.Repeat("é", 100), "outbound|443||llm.dns", "a.consumerx", "models", "upstream.upstream",
		"consumer.metric.model",
	}
	for _, a := range nasty {
		for _, b := range nasty {
			values := []string{clean(a), clean(b), clean(b), clean(a)}
			name := "wasmcustom." + prefix(values[0], values[1], values[2], values[3]) + "ai_x"
			for i, tag := range higressTags {
				if match := tag.FindStringSubmatch(name); assert.Len(t, match, 3, name) {
					assert.Equal(t, values[i], match[2], "tag %d of %s", i, name)
				}
			}
		}
	}
}

func TestCleanBounds(t *testing.T) {
	for _, value := range []string{strings.Repeat("é", 500), strings.Repeat("x", 500), "\xff\xfe", "a\u2028b"} {
		got := clean(value)
		assert.LessOrEqual(t, len(got), maxLabel+1)
		assert.True(t, utf8.ValidString(got))
		assert.NotContains(t, got, "\n")
	}
}
