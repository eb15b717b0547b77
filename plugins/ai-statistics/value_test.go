package aistatistics

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/jsonscan"
)

const noLimit = 1 << 30

// TestCutsKeepCharacters builds texts of several alphabets piece by piece.
func TestCutsKeepCharacters(t *testing.T) {
	for _, s := range []string{"", "abc", strings.Repeat("日本語", 50), strings.Repeat("aé", 60), strings.Repeat("😀x", 40)} {
		for limit := range 60 {
			for _, size := range []int{1, 7, 1000} {
				var v value
				for rest := s; rest != ""; {
					n := min(size, len(rest))
					v.append([]byte(rest[:n]), limit, noLimit)
					rest = rest[n:]
				}
				got := string(v.appendText(nil, limit))
				if len(s) <= limit {
					assert.Equal(t, s, got)
					continue
				}
				assert.True(t, utf8.ValidString(got), "%q", got)
				assert.LessOrEqual(t, len(got), limit+len(truncated))
				head, tail, ok := strings.Cut(got, truncated)
				assert.True(t, ok && strings.HasPrefix(s, head) && strings.HasSuffix(s, tail), "%q", got)
				assert.LessOrEqual(t, len(v.head)+len(v.tail), 2*limit+1, "bytes kept")
			}
		}
	}
}

func TestBudgetStopsCapture(t *testing.T) {
	var v value
	grown := v.append([]byte("0123456789"), 100, 50)
	assert.Equal(t, 10, grown)
	assert.Zero(t, v.append([]byte("0123456789"), 100, 5))
	assert.Zero(t, v.append([]byte("0"), 100, 50), "what was cut stays so")
	assert.Equal(t, "0123456789"+truncated, string(v.appendText(nil, 100)))
	assert.Equal(t, 10, v.reset())
}

func TestSetTakesValuesOnly(t *testing.T) {
	for raw, want := range map[string]string{
		`"a\n"`: "a\n", `12.50`: `12.50`, `{"a":[1]}`: `{"a":[1]}`, `true`: `true`, `null`: "", `""`: "", "": "", `{"a"`: "", `"\ud800"`: "\ufffd",
		`{"a":01}`: "",
	} {
		var v value
		v.set([]byte(raw), 100, noLimit)
		got := ""
		if v.form != absent {
			got = string(v.appendText(nil, 100))
		}
		assert.Equal(t, want, got, raw)
	}
	var v value
	v.set([]byte(`{"long":"document"}`), 10, noLimit)
	assert.True(t, v.isCut(10), "a document that is cut is a text")
	assert.Equal(t, `{"lon`+truncated+`ent"}`, string(v.appendText(nil, 10)))
}

// nasty are texts that break logs.
var nasty = []string{
	`quote " and \ backslash`, "new\nline\r\ttab", "\u2028\u2029", "\x00\x01\x1f\x7f", "bad \xff\xfe utf-8", "<script>&amp;", `{"json":"in text"}`,
	"\U0001F600", strings.Repeat("long ", 10000), `\u0000`, `%FILTER_STATE%`,
}

// TestLogIsJSONAfterOneUnescape writes nasty texts, and merges them with what
// another plugin wrote.
func TestLogIsJSONAfterOneUnescape(t *testing.T) {
	for _, mine := range nasty {
		for _, other := range nasty {
			var first, second record
			first.reset()
			first.text(other, other)
			first.text("model", "theirs")
			stored := first.end()

			second.reset()
			second.text("question", mine)
			second.text("model", "ours")
			require.True(t, second.merge(stored))
			stored = second.end()

			var text string
			require.NoError(t, json.Unmarshal([]byte(`"`+string(stored)+`"`), &text))
			var got map[string]string
			require.NoError(t, json.Unmarshal([]byte(text), &got))
			assert.Equal(t, strings.ToValidUTF8(mine, "\ufffd"), strings.ReplaceAll(got["question"], "\ufffd\ufffd", "\ufffd"))
			assert.Equal(t, "ours", got["model"])
			assert.Len(t, got, 3)
		}
	}
}

func TestMergeRefusesWhatIsNoObject(t *testing.T) {
	for _, other := range []string{"", "[]", `{"a":1`, `{"a":01}`, "null", `{"a":1}x`} {
		var r record
		r.reset()
		r.int("n", 1)
		assert.False(t, r.merge(jsonscan.AppendEscaped(nil, other)), other)
		assert.Equal(t, `{\"n\":1}`, string(r.end()))
	}
}

func TestToolCallsBounded(t *testing.T) {
	var l callList
	for i := range 1000 {
		l.event([]byte(`{"choices":[{"delta":{"tool_calls":[{"index":`+jsonInt(i)+`,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}}]}`), 3)
	}
	assert.Len(t, l.list, maxCalls)
	l.event([]byte(`{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"long"}}]}}]}`), 3)
	for _, odd := range []string{"", "[]", `{"choices":{}}`, `{"choices":[]}`, `{"choices":[{"delta":{"tool_calls":[5]}}]}`, `{"type":"content_block_start","content_block":5}`} {
		l.event([]byte(odd), 3)
	}
	var calls []map[string]any
	require.NoError(t, json.Unmarshal(l.appendJSON(nil), &calls))
	assert.Len(t, calls, maxCalls)
	assert.Contains(t, calls[0]["function"].(map[string]any)["arguments"], truncated)
}

func jsonInt(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func TestHashIsOfThePrompt(t *testing.T) {
	hash := func(body string) string { return string(hashPrompt(nil, []byte(body))) }
	a := hash(`{"model":"a","messages":[1],"stream":true}`)
	assert.Len(t, a, 64)
	assert.Equal(t, a, hash(`{"messages":[1],"model":"b"}`))
	assert.NotEqual(t, a, hash(`{"messages":[2],"model":"b"}`))
	assert.NotEqual(t, hash("x"), hash("y"))
}

func TestAppendUSD(t *testing.T) {
	for nano, want := range map[int64]string{0: "0.000000000", 1: "0.000000001", 62500: "0.000062500", 12_000_000_001: "12.000000001"} {
		assert.Equal(t, want, string(appendUSD(nil, nano)))
	}
}
