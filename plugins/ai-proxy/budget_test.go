package aiproxy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"aigateway/common/eventstream"
	"aigateway/host-test/budget"
	"aigateway/host-test/engine"
)

const (
	toOpenAI = `{"provider":{"type":"openai","apiTokens":["sk-1"],"modelMapping":{"gpt-4o":"gpt-4o-2024-11-20"}}}`
	toClaude = `{"provider":{"type":"claude","apiTokens":["sk-1"],"modelMapping":{"gpt-4o":"claude-sonnet-4-5"}}}`

	toGemini  = `{"provider":{"type":"gemini","apiTokens":["k"],"modelMapping":{"gpt-4o":"gemini-2.5-flash"}}}`
	toBedrock = `{"provider":{"type":"bedrock","awsRegion":"us-east-1","apiTokens":["k"],"modelMapping":{"gpt-4o":"anthropic.claude-sonnet-4-5-v1:0"}}}`

	// Answers that may have no text are watched.
	toThinker = `{"provider":{"type":"openai","apiTokens":["k"],"promoteThinkingOnEmpty":true}}`
	toThought = `{"provider":{"type":"claude","apiTokens":["k"],"promoteThinkingOnEmpty":true}}`
	chatStart = "data: {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":null}\n\n"
	chatDelta = "data: {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\" word\"},\"finish_reason\":null}],\"usage\":null}\n\n"
	chatEnd   = "data: {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\ndata: [DONE]\n\n"

	geminiDelta = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\" word\"}],\"role\":\"model\"},\"index\":0}]," +
		"\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":9},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r\"}\n\n"
	geminiEnd = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"index\":0,\"finishReason\":\"STOP\"}]," +
		"\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"totalTokenCount\":13},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r\"}\n\n"

	smallRequest = `{"model":"gpt-4o","messages":[{"role":"user","content":"Say hello to the world, please, in one line."}]}`
	openAIReply  = `{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-4o","choices":[{"index":0,"message":` +
		`{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}`
	geminiReply = `{"candidates":[{"content":{"parts":[{"text":"Hello"}],"role":"model"},"finishReason":"STOP","index":0}],` +
		`"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13},"modelVersion":"gemini-2.5-flash","responseId":"r"}`
	bedrockReply = `{"metrics":{"latencyMs":9},"output":{"message":{"content":[{"text":"Hello"}],"role":"assistant"}},"stopReason":"end_turn",` +
		`"usage":{"inputTokens":9,"outputTokens":4,"totalTokens":13}}`
	openAIStart = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o\"," +
		"\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":null}\n\n"
	openAIDelta = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o\"," +
		"\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}],\"usage\":null}\n\n"
	openAIEnd = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o\"," +
		"\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n" +
		"data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o\",\"choices\":[]," +
		"\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}\n\ndata: [DONE]\n\n"
	claudeReply = `{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"Hello"}],` +
		`"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":4}}`
	claudeStart = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\"," +
		"\"model\":\"claude-sonnet-4-5\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n" +
		"event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
	claudeDelta = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" word\"}}\n\n"
	claudeEnd   = "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n" +
		"event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":4}}\n\n" +
		"event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
)

const chatPath, messagesPath = "/v1/chat/completions", "/v1/messages"

// messagesRequest is smallRequest of a client of Anthropic.
var messagesRequest = strings.Replace(smallRequest, "{", `{"max_tokens":64,`, 1)

// exchange is a request and its answer, sent in pieces.
func exchange(m *budget.Meter, path, body, contentType string, answer ...string) func() {
	return func() { budget.Answer(m.Begin(path, body), contentType, answer...) }
}

// largeRequest has a prompt of 64 KiB.
func largeRequest() string {
	prompt := strings.Repeat(`He said \"once\",\nand once is enough for a prompt that is long. `, 1100)[:64<<10]
	return strings.Replace(smallRequest, "Say hello to the world, please, in one line.", strings.TrimRight(prompt, `\`), 1)
}

// TestBudgets holds the plugin to what one exchange may cost.
func TestBudgets(t *testing.T) {
	large := largeRequest()
	for _, c := range []struct {
		name, config, path, request, reply string
		calls, bytes                       float64
	}{
		{"OpenAI to OpenAI, small", toOpenAI, chatPath, smallRequest, openAIReply, 14, 400},
		{"OpenAI to OpenAI, 64 KB", toOpenAI, chatPath, large, openAIReply, 14, 1.2 * float64(len(large))},
		{"OpenAI to Anthropic, small", toClaude, chatPath, smallRequest, claudeReply, 14, 400},
		{"OpenAI to Anthropic, 64 KB", toClaude, chatPath, large, claudeReply, 14, 1.2 * float64(len(large))},
		{"OpenAI to Gemini, small", toGemini, chatPath, smallRequest, geminiReply, 14, 400},
		{"OpenAI to Bedrock, small", toBedrock, chatPath, smallRequest, bedrockReply, 14, 400},
		{"Anthropic to OpenAI, small", toOpenAI, messagesPath, messagesRequest, openAIReply, 14, 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := budget.New(t, "ai-proxy", c.config)
			got := m.Measure(exchange(m, c.path, c.request, "application/json", c.reply))
			t.Logf("%.1f host calls (limit %.0f), %.0f bytes (limit %.0f)", got.Total, c.calls, got.Bytes, c.bytes)
			assert.LessOrEqual(t, got.Total, c.calls, "host calls a request: %v", got.Calls)
			assert.LessOrEqual(t, got.Bytes, c.bytes, "bytes allocated a request")
		})
	}
}

// TestEventBudget compares streams that differ in nothing but their length.
func TestEventBudget(t *testing.T) {
	for _, c := range []struct{ name, config, path, request, contentType, start, delta, end string }{
		{"OpenAI to Anthropic", toClaude, chatPath, smallRequest, "text/event-stream", claudeStart, claudeDelta, claudeEnd},
		{"Anthropic to OpenAI", toOpenAI, messagesPath, messagesRequest, "text/event-stream", openAIStart, openAIDelta, openAIEnd},
		{"OpenAI to Gemini", toGemini, chatPath, smallRequest, "text/event-stream", geminiDelta, geminiDelta, geminiEnd},
		{"OpenAI to Bedrock", toBedrock, chatPath, smallRequest, "application/vnd.amazon.eventstream", frame("messageStart", `{"role":"assistant"}`),
			frame("contentBlockDelta", `{"contentBlockIndex":0,"delta":{"text":" word"}}`),
			frame("contentBlockStop", `{"contentBlockIndex":0}`) + frame("messageStop", `{"stopReason":"end_turn"}`)},
		{"OpenAI to OpenAI, thinking", toThinker, chatPath, smallRequest, "text/event-stream", chatStart, chatDelta, chatEnd},
		{"OpenAI to Anthropic, thinking", toThought, chatPath, smallRequest, "text/event-stream", strings.Replace(claudeStart, `"text","text":""`, `"thinking","thinking":""`, 1),
			strings.Replace(claudeDelta, `"text_delta","text"`, `"thinking_delta","thinking"`, 1), claudeEnd},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := budget.New(t, "ai-proxy", c.config)
			request := strings.Replace(c.request, "{", `{"stream":true,`, 1)
			stream := func(events int) budget.Cost {
				answer := []string{c.start}
				for range events {
					answer = append(answer, c.delta)
				}
				return m.Measure(exchange(m, c.path, request, c.contentType, append(answer, c.end)...))
			}
			short, long := stream(10), stream(110)
			calls, bytes := (long.Total-short.Total)/100, (long.Bytes-short.Bytes)/100
			t.Logf("an event: %.2f host calls, %.2f bytes; a stream of 10: %.1f and %.0f", calls, bytes, short.Total, short.Bytes)
			assert.LessOrEqual(t, calls, 2.0, "host calls an event")
			assert.Zero(t, bytes, "bytes allocated an event")
		})
	}
}

// frame is one event of Bedrock's.
func frame(name, payload string) string {
	return string(eventstream.End(append(eventstream.Begin(nil,
		eventstream.Header{Name: ":event-type", Value: name}, eventstream.Header{Name: ":message-type", Value: "event"}), payload...), 0))
}

// TestOpenStreams holds many streams open at once.
func TestOpenStreams(t *testing.T) {
	for _, c := range []struct {
		name, config string
		limit        uint64 // bytes
	}{
		{"OpenAI to OpenAI", toOpenAI, 12 << 20},
		{"OpenAI to Anthropic", toClaude, 12 << 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := budget.New(t, "ai-proxy", c.config)
			request := strings.Replace(smallRequest, "{", `{"stream":true,`, 1)
			chunk := claudeStart
			if c.config == toOpenAI {
				chunk = "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}],\"usage\":null}\n\n"
			}
			var open []*engine.Stream
			for range 10_000 {
				s := m.Begin(chatPath, request)
				s.ResponseHeaders(engine.NewHeaders([2]string{":status", "200"}, [2]string{"content-type", "text/event-stream"}), false)
				s.ResponseData([]byte(chunk), false)
				open = append(open, s)
			}
			for range 9 {
				for _, s := range open {
					s.ResponseData([]byte(strings.Replace(chunk, "message_start", "ping", 1)), false)
				}
			}
			memory := m.Memory()
			t.Logf("%d open streams: %.1f MiB of linear memory", len(open), float64(memory)/(1<<20))
			assert.LessOrEqual(t, memory, c.limit)
			for _, s := range open {
				s.Abort()
			}
		})
	}
}

// TestSoak runs so many requests that garbage would show.
func TestSoak(t *testing.T) {
	m := budget.New(t, "ai-proxy", toClaude)
	once := exchange(m, chatPath, smallRequest, "application/json", claudeReply)
	var memory []uint64
	start := time.Now()
	for i := range 100_000 {
		once()
		if i%1000 == 0 {
			memory = append(memory, m.Memory())
		}
	}
	last := memory[len(memory)*2/3:]
	t.Logf("%d requests in %s, %.1f MiB", 100_000, time.Since(start).Round(time.Second), float64(last[len(last)-1])/(1<<20))
	assert.Equal(t, last[0], last[len(last)-1], "linear memory grew in the last third")
}
