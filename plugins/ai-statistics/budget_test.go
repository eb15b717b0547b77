package aistatistics_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/host-test/budget"
	"aigateway/host-test/engine"
)

const (
	request = `{"model":"gpt-4o","messages":[{"role":"user","content":"Say hello to the world, please, in one line."}]}`
	reply   = `{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":` +
		`{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}`
	chunk = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-2024-08-06\"," +
		"\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}],\"usage\":null}\n\n"
	ending = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-2024-08-06\"," +
		"\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}\n\ndata: [DONE]\n\n"
	streamed = "text/event-stream"
)

func whole(m *budget.Meter, body string) func() {
	return func() { budget.Answer(m.Begin("/v1/chat/completions", body), "application/json", reply) }
}

// TestBudgets holds the plugin to what one exchange may cost.
func TestBudgets(t *testing.T) {
	large := strings.Replace(request, "Say", strings.Repeat("Say it again and again. ", 64<<10/24), 1)
	for _, c := range []struct {
		name, config, request string
		calls, bytes          float64
	}{
		{"small", `{}`, request, 21.5, 50},
		{"64 KB", `{}`, large, 21.5, 50},
		{"traced", `{"span_attributes":"higress"}`, request, 27.5, 50},
		{"default attributes", `{"use_default_attributes":true}`, request, 21.5, 1500},
		{"everything", `{"semconv":"both","span_attributes":"both","audit":{"enabled":true}}`, request, 42.5, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := budget.New(t, "ai-statistics", c.config)
			got := m.Measure(whole(m, c.request))
			t.Logf("%.1f host calls (limit %.1f), %.0f bytes (limit %.0f)", got.Total, c.calls, got.Bytes, c.bytes)
			assert.LessOrEqual(t, got.Total, c.calls, "host calls a request: %v", got.Calls)
			assert.LessOrEqual(t, got.Bytes, c.bytes, "bytes allocated a request")
			assert.Zero(t, got.Calls["proxy_set_buffer_bytes"]+got.Calls["proxy_set_header_map_pairs"]+got.Calls["proxy_define_metric"])
		})
	}
}

// TestEventBudget compares streams that differ in nothing but their length.
func TestEventBudget(t *testing.T) {
	m := budget.New(t, "ai-statistics", `{}`)
	stream := func(events int) budget.Cost {
		pieces := append(strings.SplitAfter(strings.Repeat(chunk, events), "\n\n")[:events], ending)
		return m.Measure(func() { budget.Answer(m.Begin("/v1/chat/completions", request), streamed, pieces...) })
	}
	short, long := stream(10), stream(110)
	calls, bytes := (long.Total-short.Total)/100, (long.Bytes-short.Bytes)/100
	t.Logf("an event: %.2f host calls, %.2f bytes; a stream of 10: %.1f and %.0f", calls, bytes, short.Total, short.Bytes)
	assert.InDelta(t, 1, calls, 0.01, "host calls an event")
	assert.Zero(t, bytes, "bytes allocated an event")
}

// TestOpenStreams holds many streams open at once.
func TestOpenStreams(t *testing.T) {
	m := budget.New(t, "ai-statistics", `{}`)
	var open []*engine.Stream
	for range 10_000 {
		s := m.Begin("/v1/chat/completions", request)
		s.ResponseHeaders(engine.NewHeaders([2]string{":status", "200"}, [2]string{"content-type", streamed}), false)
		s.ResponseData([]byte(chunk), false)
		open = append(open, s)
	}
	for range 9 {
		for _, s := range open {
			s.ResponseData([]byte(chunk), false)
		}
	}
	t.Logf("%d open streams: %.1f MiB of linear memory", len(open), float64(m.Memory())/(1<<20))
	assert.LessOrEqual(t, m.Memory(), uint64(27<<20))
	for _, s := range open {
		s.Abort()
	}
}

// TestCapture holds many long streams open whose answers are kept for the log.
func TestCapture(t *testing.T) {
	m := budget.New(t, "ai-statistics", `{"value_length_limit":1000000,"attributes":[{"key":"answer","rule":"append","apply_to_log":true}]}`)
	long := strings.Replace(chunk, " word", strings.Repeat("word ", 20<<10), 1)
	var open []*engine.Stream
	for range 200 {
		s := m.Begin("/v1/chat/completions", request)
		s.ResponseHeaders(engine.NewHeaders([2]string{":status", "200"}, [2]string{"content-type", streamed}), false)
		open = append(open, s)
	}
	for range 10 { // 1 MB each
		for _, s := range open {
			s.ResponseData([]byte(long), false)
		}
	}
	t.Logf("200 streams of 1 MB: %.1f MiB of linear memory", float64(m.Memory())/(1<<20))
	assert.LessOrEqual(t, m.Memory(), uint64(64<<20))
	for _, s := range open {
		s.ResponseData([]byte(ending), true)
	}
	assert.Contains(t, string(m.Last().FilterState["ai_log"]), "[truncated]")
}

// TestStrangers sends 100,000 models and consumers that there are not.
func TestStrangers(t *testing.T) {
	m := budget.New(t, "ai-statistics", `{"labels":{"max_sets":500},"semconv":"both","prices":[{"model":"model-*","input":1}]}`)
	exchange := func(i int) {
		model := fmt.Sprintf("model-%d", i)
		body := strings.ReplaceAll(request, "gpt-4o", model)
		s := m.Begin("/v1/chat/completions", body, [2]string{"x-mse-consumer", fmt.Sprintf("consumer-%d", i)})
		budget.Answer(s, "application/json", strings.ReplaceAll(reply, "gpt-4o-2024-08-06", model))
	}
	var memory []uint64
	var series []int
	for i := range 100_000 {
		exchange(i)
		if i%10_000 == 9_999 {
			memory, series = append(memory, m.Memory()), append(series, m.Series())
		}
	}
	t.Logf("100,000 models and consumers: %d series, %.1f MiB of linear memory", series[9], float64(memory[9])/(1<<20))
	assert.Equal(t, series[2], series[9], "series after 30,000 and after 100,000")
	assert.Equal(t, memory[4], memory[9], "linear memory after 50,000 and after 100,000")
	assert.Less(t, series[9], 60_000)
	assert.LessOrEqual(t, memory[9], uint64(24<<20))
}

// TestSoak runs so many requests that garbage would show.
func TestSoak(t *testing.T) {
	m := budget.New(t, "ai-statistics", `{}`)
	exchange := whole(m, request)
	var memory []uint64
	for i := range 100_000 {
		exchange()
		if i%1000 == 0 {
			memory = append(memory, m.Memory())
		}
	}
	last := memory[len(memory)*2/3:]
	t.Logf("100,000 requests: %.1f MiB", float64(last[len(last)-1])/(1<<20))
	assert.Equal(t, last[0], last[len(last)-1], "linear memory grew in the last third")
}
