package upstream

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const twoFns = `"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}},` +
	`{"type":"function","function":{"name":"get_time"}}]`

func said(text string) string { return `{"role":"user","content":"` + text + `"}` }

var chats = map[string]string{
	"text":             chatOf(said("hello, wörld")),
	"system":           chatOf(`{"role":"system","content":"be brief"},` + said("hello")),
	"one call":         `{"model":"gpt-4o","messages":[` + said("call get_weather") + `],` + twoFns + `}`,
	"text and calls":   `{"model":"gpt-4o","messages":[` + said("please call get_weather and get_time") + `],` + twoFns + `}`,
	"two answers":      `{"model":"gpt-4o","n":2,"messages":[` + said("hello") + `]}`,
	"cut":              `{"model":"gpt-4o","max_tokens":2,"messages":[` + said("a b c d e f") + `]}`,
	"stopped":          `{"model":"gpt-4o","stop":["c d"],"messages":[` + said("a b c d e f") + `]}`,
	"schema":           `{"model":"gpt-4o","response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object","properties":{"a":{"type":"integer"}}}}},"messages":[` + said("hello") + `]}`,
	"certainties":      `{"model":"gpt-4o","logprobs":true,"messages":[` + said("hello") + `]}`,
	"hidden reasoning": `{"model":"gpt-5","messages":[` + said("hello") + `]}`,
	"shown reasoning":  `{"model":"deepseek-reasoner","messages":[` + said("call get_time") + `],` + twoFns + `}`,
	"refusal":          chatOf(said("ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL")),
}

// streamed turns a request into one for a stream.
func streamed(body, more string) string {
	return `{"stream":true` + more + `,` + strings.TrimPrefix(body, "{")
}

func TestChatStreamIsTheAnswer(t *testing.T) {
	for name, body := range chats {
		t.Run(name, func(t *testing.T) {
			s := newServer()
			whole := parse(t, post(s, "/v1/chat/completions", body).Body.Bytes())
			w := post(s, "/v1/chat/completions", streamed(body, `,"stream_options":{"include_usage":true}`))
			assert.Equal(t, "text/event-stream; charset=utf-8", w.Header().Get("Content-Type"))
			assert.Equal(t, whole, gatherChat(t, split(t, w.Body.String())))
		})
	}
}

// gatherChat puts the answer together from its chunks, and checks their order.
func gatherChat(t *testing.T, events []event) map[string]any {
	t.Helper()
	require.Equal(t, "[DONE]", events[len(events)-1].data)
	whole := map[string]any{}
	choices := map[float64]map[string]any{}
	for i, e := range events[:len(events)-1] {
		require.Empty(t, e.name)
		chunk := parse(t, []byte(e.data))
		list, _ := chunk["choices"].([]any)
		if i == len(events)-2 {
			require.Empty(t, list, "the last chunk has the usage alone")
			require.NotNil(t, chunk["usage"])
		} else {
			require.Contains(t, chunk, "usage")
			require.Nil(t, chunk["usage"])
			require.Len(t, list, 1)
		}
		maps.Copy(whole, chunk)
		for _, c := range list {
			addChoice(t, choices, c.(map[string]any))
		}
	}
	list := []any{}
	for _, i := range slices.Sorted(maps.Keys(choices)) {
		list = append(list, choices[i])
	}
	whole["choices"], whole["object"] = list, "chat.completion"
	return whole
}

func addChoice(t *testing.T, choices map[float64]map[string]any, c map[string]any) {
	index, _ := c["index"].(float64)
	delta, _ := c["delta"].(map[string]any)
	choice := choices[index]
	if choice == nil {
		require.Equal(t, "assistant", delta["role"], "the first delta has the role")
		choice = map[string]any{"index": index, "logprobs": nil, "message": map[string]any{"annotations": []any{}}}
		choices[index] = choice
	} else {
		require.NotContains(t, delta, "role")
		require.Nil(t, choice["finish_reason"], "nothing follows the finish")
	}
	choice["finish_reason"] = c["finish_reason"]
	message := choice["message"].(map[string]any)
	for name, v := range delta {
		switch v := v.(type) {
		case string:
			old, _ := message[name].(string)
			message[name] = old + v
		case nil:
			if _, ok := message[name]; !ok {
				message[name] = nil
			}
		case []any:
			addCall(message, v[0].(map[string]any))
		}
	}
	if l, ok := c["logprobs"].(map[string]any); ok {
		if old, ok := choice["logprobs"].(map[string]any); ok {
			l["content"] = append(old["content"].([]any), l["content"].([]any)...)
		}
		choice["logprobs"] = l
	}
}

func addCall(message, part map[string]any) {
	calls, _ := message["tool_calls"].([]any)
	i := int(part["index"].(float64))
	delete(part, "index")
	if i == len(calls) {
		message["tool_calls"] = append(calls, part)
		return
	}
	function := calls[i].(map[string]any)["function"].(map[string]any)
	function["arguments"] = function["arguments"].(string) + part["function"].(map[string]any)["arguments"].(string)
}

func TestChatUsageOnlyWhenAsked(t *testing.T) {
	w := post(newServer(), "/v1/chat/completions", streamed(chatOf(hi), ""))
	assert.NotContains(t, w.Body.String(), `"usage"`)
}

const twoTools = `"tools":[{"name":"get_weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}},` +
	`{"name":"get_time","input_schema":{"type":"object"}}]`

func asked(text, members string) string {
	return `{"model":"claude-sonnet-4-5","max_tokens":2048,"messages":[` + said(text) + `]` + members + `}`
}

const think = `,"thinking":{"type":"enabled","budget_tokens":1024}`

var dialogues = map[string]string{
	"text":             asked("hello, wörld", ""),
	"one call":         asked("call get_time", ","+twoTools),
	"text and calls":   asked("please call get_weather and get_time", ","+twoTools),
	"thinking":         asked("hello", think),
	"thinking, calls":  asked("please call get_weather", think+","+twoTools),
	"thinking omitted": asked("hello", `,"thinking":{"type":"enabled","budget_tokens":1024,"display":"omitted"}`),
	"redacted":         asked("ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_X", think),
	"refusal":          asked("ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL_X", ""),
	"stopped":          asked("a b c d", `,"stop_sequences":["zz","c"]`),
	"cut":              `{"model":"m","max_tokens":2,"messages":[` + said("a b c d") + `]}`,
	"structure":        asked("hello", `,"output_config":{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false,"properties":{"a":{"enum":["b"]}}}}}`),
	"cached":           `{"model":"m","max_tokens":9,"system":[{"type":"text","text":"a b c","cache_control":{"type":"ephemeral"}}],"messages":[` + said("hello") + `]}`,
}

func TestMessageStreamIsTheAnswer(t *testing.T) {
	for name, body := range dialogues {
		t.Run(name, func(t *testing.T) {
			s := newServer()
			whole := parse(t, post(s, "/v1/messages", body).Body.Bytes())
			w := post(s, "/v1/messages", streamed(body, ""))
			assert.Equal(t, "text/event-stream; charset=utf-8", w.Header().Get("Content-Type"))
			assert.Equal(t, whole, gatherMessage(t, split(t, w.Body.String())))
		})
	}
}

// gatherMessage puts the answer together from its events, and checks their
// order.
func gatherMessage(t *testing.T, events []event) map[string]any {
	t.Helper()
	var order strings.Builder
	var message, block map[string]any
	content := []any{}
	for _, e := range events {
		v := parse(t, []byte(e.data))
		require.Equal(t, e.name, v["type"], "the event's name is its type")
		fmt.Fprint(&order, e.name, " ")
		switch e.name {
		case "message_start":
			message = v["message"].(map[string]any)
		case "content_block_start":
			require.EqualValues(t, len(content), v["index"])
			block = v["content_block"].(map[string]any)
			block["json"] = ""
		case "content_block_delta":
			require.EqualValues(t, len(content), v["index"])
			addDelta(block, v["delta"].(map[string]any))
		case "content_block_stop":
			content = append(content, finished(t, block))
		case "message_delta":
			maps.Copy(message, v["delta"].(map[string]any))
			maps.Copy(message["usage"].(map[string]any), v["usage"].(map[string]any))
		}
	}
	assert.Regexp(t, `^message_start (content_block_start (ping )?(content_block_delta )*content_block_stop )*message_delta message_stop $`, order.String())
	message["content"] = content
	return message
}

func addDelta(block, delta map[string]any) {
	for name, v := range delta {
		if name == "type" {
			continue
		}
		if name == "partial_json" {
			name = "json"
		}
		block[name] = block[name].(string) + v.(string)
	}
}

func finished(t *testing.T, block map[string]any) map[string]any {
	if input := block["json"].(string); input != "" {
		var v any
		require.NoError(t, json.Unmarshal([]byte(input), &v))
		block["input"] = v
	}
	delete(block, "json")
	return block
}

// TestThinkingRoundTrip sends an answer with thoughts and calls back as it
// came, and with its thought changed.
func TestThinkingRoundTrip(t *testing.T) {
	s := newServer()
	first := parse(t, post(s, "/v1/messages", asked("please call get_weather and get_time", think+","+twoTools)).Body.Bytes())
	content, err := json.Marshal(first["content"])
	require.NoError(t, err)
	var results []string
	for _, b := range first["content"].([]any) {
		if b := b.(map[string]any); b["type"] == "tool_use" {
			results = append(results, fmt.Sprintf(`{"type":"tool_result","tool_use_id":"%s","content":"sunny"}`, b["id"]))
		}
	}
	require.Len(t, results, 2)
	body := `{"model":"claude-sonnet-4-5","max_tokens":2048,` + twoTools + think + `,"messages":[` + said("please call get_weather and get_time") +
		`,{"role":"assistant","content":` + string(content) + `},` + userOf(strings.Join(results, ",")) + `]}`

	second := parse(t, post(s, "/v1/messages", body).Body.Bytes())
	last := second["content"].([]any)[1].(map[string]any)
	assert.Equal(t, "get_weather answered: sunny\nget_time answered: sunny", last["text"])

	changed := strings.Replace(body, "The user sent", "The user wrote", 1)
	assert.Contains(t, post(s, "/v1/messages", changed).Body.String(), "Invalid `signature` in `thinking` block")
}
