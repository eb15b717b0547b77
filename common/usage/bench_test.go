package usage_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/tokens"
	"aigateway/common/usage"
)

// streams are answers of 100 events, as the providers write them.
func streams() map[string][]string {
	sse := func(event string) string { return "data: " + event + "\n\n" }
	all := map[string][]string{}
	words := strings.Fields(strings.Repeat("The quick brown fox jumps over the lazy dog again and then walks on ", 8))
	for i := range 100 {
		text := " " + words[i]
		all["chat"] = append(all["chat"], sse(`{"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion.chunk","created":1741570283,"model":"gpt-4o-2024-08-06","service_tier":"default","system_fingerprint":"fp_fc9f1d7035","choices":[{"index":0,"delta":{"content":"`+text+`"},"logprobs":null,"finish_reason":null}],"usage":null}`))
		all["chat padded"] = append(all["chat padded"], sse(`{"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion.chunk","created":1741570283,"model":"gpt-4o-2024-08-06","service_tier":"default","system_fingerprint":"fp_fc9f1d7035","choices":[{"index":0,"delta":{"content":"`+text+`"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"`+"abcdefghijklm"[:i%13]+`"}`))
		all["messages"] = append(all["messages"], "event: content_block_delta\n"+sse(`{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"`+text+`"}}`))
		all["responses"] = append(all["responses"], "event: response.output_text.delta\n"+sse(fmt.Sprintf(`{"type":"response.output_text.delta","sequence_number":%d,"item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"delta":"%s","logprobs":[],"obfuscation":"%s"}`, i, text, "abcdefghijklm"[:i%13])))
		all["gemini"] = append(all["gemini"], sse(fmt.Sprintf(`{"candidates": [{"content": {"parts": [{"text": "%s"}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 12,"candidatesTokenCount": %d,"totalTokenCount": %d,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 12}]},"modelVersion": "gemini-2.5-flash","responseId": "mAitaLmkHPPlz7IPvtfUqQ4"}`, text, i, i+12)))
	}
	return all
}

func BenchmarkStream(b *testing.B) {
	for name, events := range streams() {
		chunks := make([][]byte, len(events))
		size := 0
		for i, e := range events {
			chunks[i] = []byte(e)
			size += len(e)
		}
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			var m usage.Meter
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				m.Reset(usage.Options{ContentType: "text/event-stream", Family: tokens.O200k})
				for _, c := range chunks {
					m.Write(c)
				}
				m.Close()
			}
		})
	}
}

func BenchmarkWhole(b *testing.B) {
	body := []byte(`{"id":"c","object":"chat.completion","model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"` +
		strings.Repeat(`Some text of an answer.\n`, 2600) + `"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":20}}`)
	var m usage.Meter
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		m.Reset(usage.Options{ContentType: "application/json", Family: tokens.O200k})
		m.Write(body)
		m.Close()
	}
}

// TestDoesNotAllocate reads events, whole and cut, with what was allocated for
// those before them.
func TestDoesNotAllocate(t *testing.T) {
	for name, events := range streams() {
		var m usage.Meter
		m.Reset(usage.Options{ContentType: "text/event-stream", Family: tokens.O200k})
		i, event := 0, make([]byte, 0, 1000)
		next := func() {
			event = append(event[:0], events[i%len(events)]...)
			i++
			m.Write(event[:len(event)/3])
			m.Write(event[len(event)/3:])
			m.Write(event)
		}
		for range 10 {
			next()
		}
		assert.Zero(t, testing.AllocsPerRun(100, next), name)
	}
}
