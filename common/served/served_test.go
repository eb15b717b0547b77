package served_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/llm"
	"aigateway/common/served"
)

func TestRoundTrip(t *testing.T) {
	for text, facts := range map[string]served.Facts{
		`{"provider":"openai","model":"gpt-4o"}`: {Provider: "openai", Model: "gpt-4o"},
		`{"provider":"claude","model":"a\"b","usage":{"input":9,"cache_read":3,"output":4}}`: {
			Provider: "claude", Model: `a"b`, Usage: llm.Usage{Known: true, Input: 9, CacheRead: 3, Output: 4},
		},
		`{"provider":"claude","model":"a","usage":{"input":9},"partial":true}`: {
			Provider: "claude", Model: "a", Usage: llm.Usage{Known: true, Input: 9}, Partial: true,
		},
		`{"provider":"","model":"","usage":{}}`: {Usage: llm.Usage{Known: true}},
		`{"provider":"x","model":"y","usage":{"input":1,"cache_read":2,"cache_write":3,"cache_write_hour":4,"input_audio":5,"output":6,"reasoning":7,"output_audio":8}}`: {
			Provider: "x", Model: "y",
			Usage: llm.Usage{
				Known: true, Input: 1, CacheRead: 2, CacheWrite: 3, CacheWriteHour: 4, InputAudio: 5, Output: 6, Reasoning: 7, OutputAudio: 8,
			},
		},
	} {
		assert.Equal(t, text, string(served.Append(nil, &facts)))
		assert.Equal(t, facts, served.Parse([]byte(text)))
	}
}

func TestParseForgives(t *testing.T) {
	for _, raw := range []string{"", "null", "[]", `{"provider":`, `{"provider":"x"}x`, `{"provider":5}`} {
		assert.Zero(t, served.Parse([]byte(raw)), raw)
	}
	assert.Equal(t, served.Facts{Model: "m"}, served.Parse([]byte(`{"later":{"a":[1]},"model":"m"}`)))
}

func TestAnswer(t *testing.T) {
	want := served.Answer{Status: 200, ContentType: "text/event-stream", Body: []byte("data: x\n\n")}
	raw := served.AppendAnswer(nil, &want)
	got, ok := served.ParseAnswer(raw)
	assert.True(t, ok)
	assert.Equal(t, want, got)
	for n := range 4 + len(want.ContentType) {
		_, ok := served.ParseAnswer(raw[:n])
		assert.False(t, ok, "%d bytes", n)
	}
}
