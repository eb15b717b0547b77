package usage_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/llm"
	"aigateway/common/tokens"
	"aigateway/common/usage"
)

var sse = usage.Options{ContentType: "text/event-stream", Family: tokens.O200k}

func stream(events ...string) []byte {
	return []byte("data: " + strings.Join(events, "\n\ndata: ") + "\n\n")
}

func said(text string) string {
	return `{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"` + text + `"}}]}`
}

// TestAborted cuts every stream off behind every event: what was metered is
// kept, what was not is estimated, and nothing is counted twice.
func TestAborted(t *testing.T) {
	var m usage.Meter
	for _, s := range shapes(t) {
		if s.kind != contentTypes["stream.sse"] {
			continue
		}
		whole := *read(&m, usage.Options{ContentType: s.kind, Family: tokens.O200k}, s.body, len(s.body))
		for end := 0; end < len(s.body); end++ {
			if !bytes.HasPrefix(s.body[end:], []byte("\n\n")) {
				continue
			}
			r := read(&m, usage.Options{ContentType: s.kind, Family: tokens.O200k}, s.body[:end], len(s.body))
			assert.LessOrEqual(t, r.Usage.Input, whole.Usage.Input, s.name)
			assert.LessOrEqual(t, r.Usage.Output, max(whole.Usage.Output, m.EstimatedOutput()+8), "%s cut at %d", s.name, end)
			assert.LessOrEqual(t, r.ToolCalls, whole.ToolCalls, s.name)
			if r.Started && r.Usage.Output == 0 {
				assert.False(t, r.Text, "%s cut at %d: text that costs nothing", s.name, end)
			}
		}
	}
}

func TestAbortedAnthropic(t *testing.T) {
	var m usage.Meter
	start := `{"type":"message_start","message":{"id":"i","model":"claude-x","usage":{"input_tokens":5,"cache_read_input_tokens":7,"output_tokens":1}}}`
	text := `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ten words of an answer that somebody does not need"}}`
	r := read(&m, sse, stream(start, text), 10)
	assert.Equal(t, llm.Usage{Known: true, Input: 12, CacheRead: 7, Output: 10}, r.Usage)
	assert.True(t, r.Estimated)
	assert.False(t, r.Ended)
	r = read(&m, sse, stream(start), 10)
	assert.False(t, r.Estimated)
	assert.Equal(t, int64(1), r.Usage.Output)
}

// TestAbortedBehindCounts adds an estimate to what was metered so far.
func TestAbortedBehindCounts(t *testing.T) {
	var m usage.Meter
	counted := `{"choices":[{"delta":{"content":"four words of it"}}],"usage":{"prompt_tokens":3,"completion_tokens":104}}`
	r := read(&m, sse, stream(counted, said("and five more behind that")), 1000)
	assert.True(t, r.Estimated)
	assert.Equal(t, int64(108), r.Usage.Output)
}

func TestStarted(t *testing.T) {
	for want, events := range map[bool][]string{
		false: {
			`{"choices":[{"delta":{"role":"assistant","content":""}}]}`, `{"type":"message_start","message":{"id":"x","content":[]}}`,
			`{"type":"content_block_start","content_block":{"type":"text","text":""}}`, `{"type":"response.created","response":{"output":[]}}`,
			`{"type":"response.output_text.done","text":"said before"}`, `{"candidates":[{"content":{"parts":[]}}]}`, `{"message":{"content":""},"done":false}`,
		},
		true: {
			said("x"), `{"choices":[{"delta":{"reasoning_content":"x"}}]}`, `{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}}]}}]}`,
			`{"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"x"}}`, `{"type":"content_block_start","content_block":{"type":"tool_use","id":"x"}}`,
			`{"type":"response.output_text.delta","delta":"x"}`, `{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}}]}}]}`, `{"message":{"content":"x"},"done":false}`,
		},
	} {
		for _, event := range events {
			var m usage.Meter
			m.Reset(sse)
			m.Write(stream(event))
			assert.Equal(t, want, m.Reply().Started, event)
		}
	}
}

// TestEchoes reads events of 200 KB that hold members with names that count.
func TestEchoes(t *testing.T) {
	tool := `{"type":"function","name":"f","parameters":{"model":{"type":"string"},"usage":{"input_tokens":9,"id":"x"},"error":{"type":"e"}}},`
	response := func(status, usage string) string {
		return `{"type":"response.` + status + `","response":{"tools":[` + strings.Repeat(tool, 1700) + `{}],"metadata":{"model":"no"},"id":"resp_1","model":"gpt-5","status":"` + status + `","usage":` + usage + `}}`
	}
	body := stream(response("created", "null"), response("completed", `{"input_tokens":5,"output_tokens":6}`))
	require.Greater(t, len(body), 400_000)
	var m usage.Meter
	for _, size := range []int{len(body), 16 << 10, 100, 1} {
		r := read(&m, sse, body, size)
		assert.Equal(t, "gpt-5", string(r.Model))
		assert.Equal(t, "resp_1", string(r.ID))
		assert.Equal(t, llm.Usage{Known: true, Input: 5, Output: 6}, r.Usage)
		assert.False(t, r.Failed)
	}
}

func TestRepetitive(t *testing.T) {
	var m usage.Meter
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`)
	start := strings.Repeat("a start that is not the same each time, for it has numbers: ", 3)
	for name, text := range map[string]string{
		"letter": strings.Repeat("a", 5000), "word": strings.Repeat("again ", 1000), "space": strings.Repeat("\n", 5000),
		"sentence":  start + strings.Repeat("I am going to say the same sentence again, and again. ", 200),
		"paragraph": start + strings.Repeat(strings.Repeat("A paragraph with a word and a word. ", 9)+"Its end is here, at last, once.\n\n", 60),
	} {
		body := stream(said(escape.Replace(text)))
		for _, size := range []int{len(body), 7} {
			assert.True(t, read(&m, sse, body, size).Repetitive, name)
		}
		var events []string
		for i := 0; i < len(text); i += 4 {
			events = append(events, said(escape.Replace(text[i:min(i+4, len(text))])))
		}
		assert.True(t, read(&m, sse, stream(events...), 999).Repetitive, "%s, in deltas", name)
	}
	var table strings.Builder
	for i := range 300 {
		fmt.Fprintf(&table, "| row %03d | the value of it is the same | and so is this |\n", i)
	}
	all := table.String()
	for _, name := range []string{"english-01", "chinese-02", "code-03", "json-04", "json-05"} {
		text, err := os.ReadFile("../tokens/testdata/" + name + ".txt")
		require.NoError(t, err)
		all += string(text)
	}
	assert.False(t, read(&m, sse, stream(said(escape.Replace(all+strings.Repeat("-", 500)))), 1000).Repetitive)
}

func TestOversized(t *testing.T) {
	var m usage.Meter
	o := sse
	o.MaxBody = 200
	r := read(&m, o, stream(said("one"), said("two"), said("three"), `{"usage":{"prompt_tokens":1}}`), 50)
	assert.True(t, r.Oversized)
	assert.False(t, r.InputMetered)
	assert.True(t, r.Started)
}

func TestOpaque(t *testing.T) {
	var m usage.Meter
	r := read(&m, usage.Options{ContentType: "audio/mpeg"}, []byte(`{"usage":{"prompt_tokens":1}}`), 3)
	assert.Equal(t, usage.Reply{Started: true}, *r)
	assert.True(t, read(&m, usage.Options{}, []byte(" \n[]"), 1).Ended)
}

// TestNames tells what is taken for a name and what is not.
func TestNames(t *testing.T) {
	var m usage.Meter
	for model, want := range map[string]string{
		"gpt-4o": "gpt-4o", "accounts/fireworks/models/llama@1:b+c": "accounts/fireworks/models/llama@1:b+c", `a\u0062c`: "abc",
		"": "", "has space": "", `quote\"`: "", strings.Repeat("x", 129): "", strings.Repeat("x", 600): "", "é": "",
	} {
		body := stream(`{"id":"` + model + `","model":"` + model + `"}`)
		for _, size := range []int{len(body), 1} {
			r := read(&m, sse, body, size)
			assert.Equal(t, want, string(r.Model), model)
			assert.LessOrEqual(t, len(r.ID), 128)
		}
	}
}

// TestIdleSize bounds what an open stream costs between two events.
func TestIdleSize(t *testing.T) {
	size := unsafe.Sizeof(usage.Meter{})
	t.Log(size, "bytes")
	assert.LessOrEqual(t, size, uintptr(1200))
}
