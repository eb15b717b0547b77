package aiproxy_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/engine"
	"aigateway/host-test/wazerohost"

	hosttest "aigateway/host-test"
)

// meter drives the module under wazero without a network, and counts what it
// asks of the host and how much it allocates. Both are exact.
type meter struct {
	t      *testing.T
	loader *wazerohost.Loader
	worker *engine.Worker
	env    *engine.Environment
}

// newMeter starts the plugin, built to tell what it allocates.
func newMeter(t *testing.T, config string) *meter {
	loader, err := wazerohost.NewLoader(wazerohost.Options{Flavour: engine.Envoy, CacheDir: filepath.Join(hosttest.Root(), ".cache", "wazero")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = loader.Close() })
	code, err := os.ReadFile(meteredModule(t))
	require.NoError(t, err)
	module, err := loader.Load(code)
	require.NoError(t, err)
	m := &meter{t: t, loader: loader, env: &engine.Environment{
		Flavour: engine.Envoy, Shared: engine.NewSharedData(), Metrics: engine.NewMetrics(), LogLevel: 3,
		RequestLimit: 32 << 20, ResponseLimit: 32 << 20,
	}}
	m.worker, err = engine.NewWorker(m.env, []engine.Plugin{{
		Name: "ai-proxy", RootID: "ai-proxy", Code: "metered", Module: module, Config: []byte(config), HeadersStopIteration: true,
	}})
	require.NoError(t, err)
	t.Cleanup(m.worker.Close)
	return m
}

func meteredModule(t *testing.T) string {
	file := filepath.Join(t.TempDir(), "metered.wasm")
	build := exec.Command("go", "build", "-trimpath", "-tags", "allocmeter", "-buildmode=c-shared", "-ldflags=-s -w", "-gcflags=aigateway/common/codec/...=-l", "-o", file, "./plugins/ai-proxy/wasm")
	build.Dir = hosttest.Root()
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	return file
}

// allocated is how many bytes the VM has allocated so far.
func (m *meter) allocated() (bytes uint64) {
	for _, s := range m.env.Metrics.Samples() {
		if s.Name == "plugin_allocated_bytes" {
			bytes = s.Value
		}
	}
	return bytes
}

// calls is how often the host was called so far, but for the meter itself.
func (m *meter) calls() (n uint64) {
	for name, count := range m.loader.Calls() {
		if !strings.HasSuffix(name, "_metric") {
			n += count
		}
	}
	return n
}

// cost is what one exchange needs.
type cost struct{ calls, bytes float64 }

// measure returns what one of many equal exchanges costs when all buffers
// have found their size.
func (m *meter) measure(exchange func()) cost {
	for range 50 {
		exchange()
	}
	const n = 200
	calls, bytes := m.calls(), m.allocated()
	for range n {
		exchange()
	}
	return cost{float64(m.calls()-calls) / n, float64(m.allocated()-bytes) / n}
}

// begin sends a request and returns its stream.
func (m *meter) begin(body string) *engine.Stream {
	s := m.worker.NewStream(engine.StreamConfig{Router: nowhere{}, Client: silent{}})
	s.RequestHeaders(engine.NewHeaders(
		[2]string{":method", "POST"}, [2]string{":path", "/v1/chat/completions"}, [2]string{":authority", "gateway.test"},
		[2]string{":scheme", "http"}, [2]string{"content-type", "application/json"}, [2]string{"authorization", "Bearer sk-client"},
		[2]string{"accept-encoding", "gzip"}, [2]string{"user-agent", "meter"}, [2]string{"content-length", fmt.Sprint(len(body))},
		[2]string{"x-request-id", "6f3c"}, [2]string{"x-forwarded-proto", "http"}, [2]string{"accept", "*/*"},
	), false)
	s.RequestData([]byte(body), true)
	return s
}

// exchange is a request and its answer, sent in pieces.
func (m *meter) exchange(body, contentType string, answer ...string) func() {
	return func() {
		s := m.begin(body)
		s.ResponseHeaders(engine.NewHeaders([2]string{":status", "200"}, [2]string{"content-type", contentType}, [2]string{"server", "x"}), false)
		for i, piece := range answer {
			s.ResponseData([]byte(piece), i == len(answer)-1)
		}
	}
}

type nowhere struct{}

func (nowhere) Route(*engine.Headers) *engine.Route { return &engine.Route{Name: "r", Cluster: "c"} }
func (nowhere) Hosts(string) [][2]string            { return nil }
func (nowhere) Open(*engine.Stream, *engine.Route, *engine.Headers, bool) (engine.Exchange, *engine.Failure) {
	return swallow{}, nil
}

type swallow struct{}

func (swallow) Data([]byte, bool)        {}
func (swallow) Trailers(*engine.Headers) {}
func (swallow) Cancel()                  {}

type silent struct{}

func (silent) Headers(*engine.Headers, bool) {}
func (silent) Data([]byte, bool)             {}
func (silent) Trailers(*engine.Headers)      {}
func (silent) Reset()                        {}
func (silent) Done(engine.Report)            {}

const (
	toOpenAI = `{"provider":{"type":"openai","apiTokens":["sk-1"],"modelMapping":{"gpt-4o":"gpt-4o-2024-11-20"}}}`
	toClaude = `{"provider":{"type":"claude","apiTokens":["sk-1"],"modelMapping":{"gpt-4o":"claude-sonnet-4-5"}}}`

	smallRequest = `{"model":"gpt-4o","messages":[{"role":"user","content":"Say hello to the world, please, in one line."}]}`
	openAIReply  = `{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-4o","choices":[{"index":0,"message":` +
		`{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}`
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

// largeRequest has a prompt of 64 KiB.
func largeRequest() string {
	prompt := strings.Repeat(`He said \"once\",\nand once is enough for a prompt that is long. `, 1100)[:64<<10]
	return strings.Replace(smallRequest, "Say hello to the world, please, in one line.", strings.TrimRight(prompt, `\`), 1)
}

// TestBudgets holds the plugin to what one exchange may cost.
func TestBudgets(t *testing.T) {
	large := largeRequest()
	for _, c := range []struct {
		name, config, request, reply string
		calls, bytes                 float64
	}{
		{"OpenAI to OpenAI, small", toOpenAI, smallRequest, openAIReply, 14, 400},
		{"OpenAI to OpenAI, 64 KB", toOpenAI, large, openAIReply, 14, 1.2 * float64(len(large))},
		{"OpenAI to Anthropic, small", toClaude, smallRequest, claudeReply, 14, 400},
		{"OpenAI to Anthropic, 64 KB", toClaude, large, claudeReply, 14, 1.2 * float64(len(large))},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMeter(t, c.config)
			got := m.measure(m.exchange(c.request, "application/json", c.reply))
			t.Logf("%.1f host calls (limit %.0f), %.0f bytes (limit %.0f)", got.calls, c.calls, got.bytes, c.bytes)
			assert.LessOrEqual(t, got.calls, c.calls, "host calls a request: %v", m.loader.Calls())
			assert.LessOrEqual(t, got.bytes, c.bytes, "bytes allocated a request")
		})
	}
}

// TestEventBudget compares streams that differ in nothing but their length.
func TestEventBudget(t *testing.T) {
	m := newMeter(t, toClaude)
	request := strings.Replace(smallRequest, "{", `{"stream":true,`, 1)
	stream := func(events int) cost {
		answer := []string{claudeStart}
		for range events {
			answer = append(answer, claudeDelta)
		}
		return m.measure(m.exchange(request, "text/event-stream", append(answer, claudeEnd)...))
	}
	short, long := stream(10), stream(110)
	calls, bytes := (long.calls-short.calls)/100, (long.bytes-short.bytes)/100
	t.Logf("an event: %.2f host calls, %.2f bytes; a stream of 10: %.1f and %.0f", calls, bytes, short.calls, short.bytes)
	assert.LessOrEqual(t, calls, 2.0, "host calls an event")
	assert.Zero(t, bytes, "bytes allocated an event")
}

// TestOpenStreams holds many streams open at once.
func TestOpenStreams(t *testing.T) {
	for _, c := range []struct {
		name, config string
		limit        uint64 // bytes
	}{
		{"OpenAI to OpenAI", toOpenAI, 12 << 20},
		{"OpenAI to Anthropic", toClaude, 13 << 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMeter(t, c.config)
			request := strings.Replace(smallRequest, "{", `{"stream":true,`, 1)
			chunk := claudeStart
			if c.config == toOpenAI {
				chunk = "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}],\"usage\":null}\n\n"
			}
			var open []*engine.Stream
			for range 10_000 {
				s := m.begin(request)
				s.ResponseHeaders(engine.NewHeaders([2]string{":status", "200"}, [2]string{"content-type", "text/event-stream"}), false)
				s.ResponseData([]byte(chunk), false)
				open = append(open, s)
			}
			for range 9 {
				for _, s := range open {
					s.ResponseData([]byte(strings.Replace(chunk, "message_start", "ping", 1)), false)
				}
			}
			memory := m.worker.VMs()[0]
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
	m := newMeter(t, toClaude)
	exchange := m.exchange(smallRequest, "application/json", claudeReply)
	var memory []uint64
	start := time.Now()
	for i := range 100_000 {
		exchange()
		if i%1000 == 0 {
			memory = append(memory, m.worker.VMs()[0])
		}
	}
	last := memory[len(memory)*2/3:]
	t.Logf("%d requests in %s, %.1f MiB", 100_000, time.Since(start).Round(time.Second), float64(last[len(last)-1])/(1<<20))
	assert.Equal(t, last[0], last[len(last)-1], "linear memory grew in the last third")
}
