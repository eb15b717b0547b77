package openai_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
)

// TestStreamedIsWhole holds that a client which adds the chunks of a stream up
// gets what it would have got as a whole.
func TestStreamedIsWhole(t *testing.T) {
	files, err := filepath.Glob("testdata/reply/*.out.json")
	require.NoError(t, err)
	for _, file := range files {
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		stream, err := os.ReadFile(strings.TrimSuffix(file, "json") + "sse")
		require.NoError(t, err)
		if !json.Valid(want) { // a problem
			assert.NotContains(t, string(stream), "[DONE]", file)
			continue
		}
		got, err := json.Marshal(accumulate(t, string(stream)))
		require.NoError(t, err)
		assert.JSONEq(t, string(want), string(got), file)
	}
}

// accumulate adds chunks up as OpenAI's SDKs do.
func accumulate(t *testing.T, stream string) map[string]any {
	body, found := strings.CutSuffix(stream, "data: [DONE]\n\n")
	require.True(t, found)
	whole := map[string]any{}
	choices := []any{}
	for _, event := range strings.SplitAfter(body, "\n\n") {
		if event == "" {
			continue
		}
		var c map[string]any
		require.NoError(t, json.Unmarshal([]byte(strings.TrimPrefix(event, "data: ")), &c), event)
		for _, x := range c["choices"].([]any) {
			x := x.(map[string]any)
			i := int(x["index"].(float64))
			for len(choices) <= i {
				choices = append(choices, map[string]any{
					"message": map[string]any{"refusal": nil}, "index": float64(len(choices)), "logprobs": nil,
				})
			}
			merge(choices[i].(map[string]any)["message"].(map[string]any), x["delta"].(map[string]any))
			choices[i].(map[string]any)["finish_reason"] = x["finish_reason"]
		}
		delete(c, "choices")
		if c["usage"] == nil {
			delete(c, "usage")
		}
		for k, v := range c {
			whole[k] = v
		}
	}
	whole["object"], whole["choices"] = "chat.completion", choices
	for _, c := range choices { // numbered in a stream only
		calls, _ := c.(map[string]any)["message"].(map[string]any)["tool_calls"].([]any)
		for _, call := range calls {
			delete(call.(map[string]any), "index")
		}
	}
	return whole
}

func merge(to, from map[string]any) {
	for k, v := range from {
		old := to[k]
		switch v := v.(type) {
		case string:
			if s, ok := old.(string); ok && k != "type" {
				to[k] = s + v
				continue
			}
			to[k] = v
		case map[string]any:
			if old == nil {
				old = map[string]any{}
				to[k] = old
			}
			merge(old.(map[string]any), v)
		case []any:
			list, _ := old.([]any)
			for _, x := range v {
				x := x.(map[string]any)
				i := int(x["index"].(float64))
				for len(list) <= i {
					list = append(list, map[string]any{})
				}
				merge(list[i].(map[string]any), x)
			}
			to[k] = list
		default:
			to[k] = v
		}
	}
}

func TestStreamDoesNotAllocate(t *testing.T) {
	for name, events := range map[string][]string{
		"text":      {`{"content":"hello there"}`},
		"reasoning": {`{"reasoning_content":"hm","reasoning_details":[{"type":"reasoning.text","text":"hm","index":0}]}`},
		"tool":      {`{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}`, `{"tool_calls":[{"index":0,"function":{"arguments":"{\"a"}}]}`},
	} {
		b := newBridge(true)
		out := make([]byte, 0, 4096)
		for _, e := range events {
			out = b.Write(out[:0], chunkOf(e))
		}
		last := chunkOf(events[len(events)-1])
		assert.Zero(t, testing.AllocsPerRun(100, func() { out = b.Write(out[:0], last) }), name)
		assert.Contains(t, string(out), "data: ")
	}
}

func TestReplyAfterReplyDoesNotAllocate(t *testing.T) {
	body, err := os.ReadFile("testdata/reply/tools.sse")
	require.NoError(t, err)
	b := newBridge(true)
	out := make([]byte, 0, 16<<10)
	run := func() {
		b.Reset(codec.Options{Stream: true, Usage: true, Seed: 35})
		out = b.Close(b.Write(out[:0], body))
	}
	run()
	assert.Zero(t, testing.AllocsPerRun(100, run))
}

func chunkOf(delta string) []byte {
	return []byte(`data: {"id":"chatcmpl-9","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":` +
		delta + `,"finish_reason":null}]}` + "\n\n")
}

// TestLineBreaksStayInside holds that a provider cannot forge an event.
func TestLineBreaksStayInside(t *testing.T) {
	body := "{\"id\":\"x\",\"choices\":[{\"message\":{\"content\":\"a\n\ndata: {\\\"evil\\\":1}\n\n\"},\"finish_reason\":\"stop\"}]}"
	out := bridgeWhole(body, true)
	for _, event := range strings.Split(strings.TrimSuffix(out, "\n\n"), "\n\n") {
		assert.Regexp(t, `^data: (\{"id":"x"|\[DONE\])`, event)
	}
}

func TestHeldBackTextIsBounded(t *testing.T) {
	b := newBridge(true)
	out := b.Write(nil, chunkOf(`{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}`))
	fragment := chunkOf(`{"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"` + strings.Repeat("x", 1000) + `"}}]}`)
	for range 2000 {
		out = b.Write(out, fragment)
	}
	assert.Contains(t, string(b.Close(out)), "the provider mixed more tool calls than can be told apart")
}

func FuzzStream(f *testing.F) {
	files, _ := filepath.Glob("testdata/reply/*.sse")
	for _, file := range files {
		in, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(string(in), 5)
	}
	f.Fuzz(func(t *testing.T, body string, size int) {
		size = min(max(size, 1), 512)
		for _, stream := range []bool{true, false} {
			whole := bridgeStream(body, len(body)+1, stream)
			require.Equal(t, whole, bridgeStream(body, size, stream))
		}
		require.NotContains(t, readStream(body), "INTERLEAVED")
	})
}

func FuzzWhole(f *testing.F) {
	files, _ := filepath.Glob("testdata/reply/whole*.json")
	for _, file := range files {
		in, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		out := bridgeWhole(string(body), false)
		if json.Valid(body) && !strings.HasPrefix(out, "problem: ") {
			require.True(t, json.Valid([]byte(out)), "%s", out)
		}
		require.NotContains(t, readWhole(string(body)), "INTERLEAVED")
	})
}

func BenchmarkStreamEvent(b *testing.B) {
	bridge := newBridge(true)
	event := chunkOf(`{"content":"hello there"}`)
	out := bridge.Write(nil, event)
	b.SetBytes(int64(len(event)))
	b.ReportAllocs()
	for b.Loop() {
		out = bridge.Write(out[:0], event)
	}
}
