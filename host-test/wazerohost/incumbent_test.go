package wazerohost_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"aigateway/host-test/engine"
	"aigateway/host-test/gateway"
	"aigateway/host-test/manifest"
	"aigateway/host-test/stattags"
)

// The tests in this file run modules that were not made here, as a user
// installs them: the proof that the host is not made for our own plugins.

// incumbent returns the published module of a plugin.
func incumbent(t *testing.T, name string) []byte {
	pattern := filepath.Join(root(t), ".cache", "venv", "lib", "python3*", "site-packages",
		"gpustack_higress_plugins", "plugins", name, "plugin.wasm")
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	if len(files) == 0 {
		t.Fatalf("the published plugin %s is not below .cache; run: make tools", name)
	}
	code, err := os.ReadFile(files[0])
	require.NoError(t, err)
	return code
}

func root(t *testing.T) string {
	dir, err := os.Getwd()
	require.NoError(t, err)
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
}

// provider is a server that gives one answer and keeps the request.
type provider struct {
	*httptest.Server
	contentType, answer string
	request             *http.Request
	body                []byte
}

func newProvider(t *testing.T, contentType, answer string) *provider {
	p := &provider{contentType: contentType, answer: answer}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.request = r
		p.body, _ = io.ReadAll(r.Body)
		w.Header().Set("content-type", p.contentType)
		for event := range strings.SplitAfterSeq(p.answer, "\n\n") {
			_, _ = io.WriteString(w, event)
			_ = http.NewResponseController(w).Flush()
		}
	}))
	t.Cleanup(p.Close)
	return p
}

// higress is a gateway of Higress' flavour with published plugins.
type higress struct {
	gateway   *gateway.Gateway
	url       string
	accessLog *safeBuffer
	log       *safeBuffer
}

// safeBuffer may be written while it is read.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func newHigress(t *testing.T, p *provider, plugins ...manifest.Plugin) *higress {
	host, port, err := net.SplitHostPort(p.Listener.Addr().String())
	require.NoError(t, err)
	n, err := strconv.Atoi(port)
	require.NoError(t, err)
	const cluster = "outbound|443||llm.dns"
	h := &higress{accessLog: &safeBuffer{}, log: &safeBuffer{}}
	h.gateway, err = gateway.New(gateway.Options{
		Set: &manifest.Set{
			Plugins: plugins,
			Routes: []manifest.Route{{Name: "llm", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
				Backends: []manifest.Backend{{Cluster: cluster, Weight: 1}}}},
			Clusters: []manifest.Cluster{{Name: cluster, Endpoints: []manifest.Endpoint{{Host: host, Port: n}}}},
		},
		Load:      func(url string) ([]byte, error) { return incumbent(t, strings.TrimPrefix(url, "published://")), nil },
		Workers:   1,
		Flavour:   engine.Higress,
		CacheDir:  filepath.Join(root(t), ".cache", "wazero"),
		AccessLog: h.accessLog, Log: slog.New(slog.NewTextHandler(h.log, nil)),
		StatsTags: stattags.Higress(),
	})
	require.NoError(t, err, "log: %s", h.log)
	server := httptest.NewUnstartedServer(h.gateway)
	server.Config.Protocols = gateway.Protocols()
	server.Start()
	t.Cleanup(func() {
		server.Close()
		require.NoError(t, h.gateway.Close(context.Background()))
	})
	h.url = server.URL
	return h
}

func (h *higress) post(t *testing.T, path, body string) (status int, contentType, answer string) {
	response, err := http.Post(h.url+path, "application/json", strings.NewReader(body))
	require.NoError(t, err)
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, response.Header.Get("content-type"), string(b)
}

func aiProxy(config string) manifest.Plugin {
	return manifest.Plugin{Name: "ai-proxy", RootID: "ai-proxy", URL: "published://gpustack-ai-proxy/2.0.3-patched",
		Config: json.RawMessage(config)}
}

func aiStatistics(config string) manifest.Plugin {
	return manifest.Plugin{Name: "ai-statistics", RootID: "ai-statistics", URL: "published://ai-statistics/2.0.0",
		Config: json.RawMessage(config)}
}

const (
	openaiAnswer = `{"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}`
	openaiStream = "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"he\"}}]}\n\n" +
		"data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"llo\"},\"finish_reason\":\"stop\"}]}\n\n" +
		"data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\n" +
		"data: [DONE]\n\n"
	claudeAnswer = `{"id":"m1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"hello"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":2}}`
	claudeStream = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n" +
		"event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n" +
		"event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"he\"}}\n\n" +
		"event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"llo\"}}\n\n" +
		"event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n" +
		"event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}\n\n" +
		"event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
	chat       = `{"model":"gpt-4","messages":[{"role":"user","content":"hi"}]}`
	chatStream = `{"model":"gpt-4","stream":true,"messages":[{"role":"user","content":"hi"}]}`
)

func TestPublishedProxyToOpenAI(t *testing.T) {
	p := newProvider(t, "application/json", openaiAnswer)
	h := newHigress(t, p, aiProxy(`{"provider":{"type":"openai","apiTokens":["sk-1"],"modelMapping":{"*":"gpt-4o"}}}`))
	status, _, answer := h.post(t, "/v1/chat/completions", chat)
	require.Equal(t, 200, status, "log: %s", h.log)
	require.Equal(t, "hi", gjson.Get(answer, "choices.0.message.content").String(), answer)
	require.Equal(t, "Bearer sk-1", p.request.Header.Get("authorization"))
	require.Equal(t, "api.openai.com", p.request.Host)
	require.Equal(t, "gpt-4o", gjson.GetBytes(p.body, "model").String())
}

func TestPublishedProxyToOpenAIStreamed(t *testing.T) {
	p := newProvider(t, "text/event-stream", openaiStream)
	h := newHigress(t, p, aiProxy(`{"provider":{"type":"openai","apiTokens":["sk-1"]}}`))
	status, contentType, answer := h.post(t, "/v1/chat/completions", chatStream)
	require.Equal(t, 200, status)
	require.Equal(t, "text/event-stream", contentType)
	require.Equal(t, "hello", deltas(answer), answer)
	require.True(t, gjson.GetBytes(p.body, "stream_options.include_usage").Bool(), string(p.body))
}

func TestPublishedProxyToClaude(t *testing.T) {
	p := newProvider(t, "application/json", claudeAnswer)
	h := newHigress(t, p, aiProxy(`{"provider":{"type":"claude","apiTokens":["sk-ant"],"modelMapping":{"*":"claude-x"}}}`))
	status, _, answer := h.post(t, "/v1/chat/completions", chat)
	require.Equal(t, 200, status, "log: %s", h.log)
	require.Equal(t, "hello", gjson.Get(answer, "choices.0.message.content").String(), answer)
	require.EqualValues(t, 3, gjson.Get(answer, "usage.prompt_tokens").Int(), answer)
	require.Equal(t, "/v1/messages", p.request.URL.Path)
	require.Equal(t, "sk-ant", p.request.Header.Get("x-api-key"))
	require.Equal(t, "claude-x", gjson.GetBytes(p.body, "model").String())
}

func TestPublishedProxyToClaudeStreamed(t *testing.T) {
	p := newProvider(t, "text/event-stream", claudeStream)
	h := newHigress(t, p, aiProxy(`{"provider":{"type":"claude","apiTokens":["sk-ant"],"modelMapping":{"*":"claude-x"}}}`))
	status, _, answer := h.post(t, "/v1/chat/completions", chatStream)
	require.Equal(t, 200, status, "log: %s", h.log)
	require.Equal(t, "hello", deltas(answer), answer)
	// The plugin sends no [DONE]; usage ends its streams.
	require.Contains(t, answer, `"finish_reason":"stop"`)
	require.Contains(t, answer, `"prompt_tokens":3`)
	require.NotZero(t, h.gateway.HostCalls()["proxy_get_buffer_bytes"])
}

// deltas joins the texts of a streamed chat completion.
func deltas(stream string) (text string) {
	for line := range strings.SplitSeq(stream, "\n") {
		data, ok := strings.CutPrefix(line, "data: ")
		if ok {
			text += gjson.Get(data, "choices.0.delta.content").String()
		}
	}
	return text
}

func TestPublishedStatistics(t *testing.T) {
	p := newProvider(t, "text/event-stream", openaiStream)
	h := newHigress(t, p, aiStatistics(`{"enable":true}`),
		aiProxy(`{"provider":{"type":"openai","apiTokens":["sk-1"]}}`))
	status, _, answer := h.post(t, "/v1/chat/completions", chatStream)
	require.Equal(t, 200, status, "log: %s", h.log)
	require.Equal(t, "hello", deltas(answer), answer)

	var entry gateway.Entry
	require.NoError(t, json.Unmarshal([]byte(h.accessLog.String()), &entry), h.accessLog)
	require.Contains(t, entry.AILog, `input_token`, h.accessLog)

	page := httptest.NewRecorder()
	h.gateway.Admin().ServeHTTP(page, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	require.Contains(t, page.Body.String(), `route_upstream_model_consumer_metric_input_token{ai_cluster="outbound|443||llm.dns",`+
		`ai_consumer="none",ai_model="gpt-4o",ai_route="llm"} 3`, page.Body)
}
