package upstream

import (
	"bytes"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRecorder(t *testing.T) {
	s := newServer()
	post(s, "/v1/messages?beta=true", ask("m", false), "X-Trace: 1")
	last, ok := s.Last()
	require.True(t, ok)
	assert.Equal(t, "/v1/messages?beta=true", last.Target)
	assert.Equal(t, "1", last.Header.Get("X-Trace"))
	assert.Equal(t, http.StatusOK, last.Status)
	assert.True(t, bytes.HasPrefix(last.Raw(), []byte("POST /v1/messages?beta=true HTTP/1.1\r\nHost: example.com\r\nAnthropic-Version: ")))
	assert.True(t, bytes.HasSuffix(last.Raw(), []byte("\r\n\r\n"+ask("m", false))))
	for range keep + 5 {
		s.record(httptest.NewRequest(http.MethodGet, "/", nil), nil)
	}
	assert.Len(t, s.Requests(), keep)
	assert.Equal(t, keep+6, s.Total())
	s.Forget()
	assert.Empty(t, s.Requests())
}

// TestLedger compares what was billed with what the answers said.
func TestLedger(t *testing.T) {
	s := newServer()
	usage := parse(t, post(s, paths[0], ask("gpt-x", false)).Body.Bytes())["usage"].(map[string]any)
	post(s, paths[0], ask("gpt-x", true))
	post(s, paths[1], ask("claude-x", true))
	post(s, paths[1], ask("error-500", true))
	post(s, "/v1/messages/count_tokens", `{"model":"claude-x","messages":[`+hi+`]}`)
	lines := s.Ledger()
	require.Len(t, lines, 2)
	assert.Equal(t, "claude-x", lines[0].Model)
	assert.EqualValues(t, lines[1].Input, 2*usage["prompt_tokens"].(float64))
	assert.EqualValues(t, lines[1].Output, 2*usage["completion_tokens"].(float64))

	w := do(s, httptest.NewRequest(http.MethodGet, "/ledger", nil))
	assert.Contains(t, w.Body.String(), `"service":"openai","model":"gpt-x","requests":2`)
	do(s, httptest.NewRequest(http.MethodDelete, "/ledger", nil))
	assert.Empty(t, s.Ledger())
}

func TestSmallOperations(t *testing.T) {
	s := newServer()
	w := do(s, httptest.NewRequest(http.MethodGet, "/v1/models", nil))
	assert.Equal(t, "list", parse(t, w.Body.Bytes())["object"])
	w = do(s, httptest.NewRequest(http.MethodGet, "/v1/models", nil), "Anthropic-Version: 2023-06-01")
	assert.Contains(t, parse(t, w.Body.Bytes()), "has_more")
	w = do(s, httptest.NewRequest(http.MethodGet, "/v1/models/missing-1", nil))
	assert.Equal(t, http.StatusNotFound, w.Code)

	w = post(s, "/v1/embeddings", `{"model":"e","input":["a","b"],"dimensions":4}`)
	data := parse(t, w.Body.Bytes())["data"].([]any)
	require.Len(t, data, 2)
	assert.Len(t, data[1].(map[string]any)["embedding"], 4)
	w = post(s, "/v1/embeddings", `{"model":"e","input":"a","encoding_format":"base64"}`)
	raw, err := base64.StdEncoding.DecodeString(parse(t, w.Body.Bytes())["data"].([]any)[0].(map[string]any)["embedding"].(string))
	require.NoError(t, err)
	assert.Len(t, raw, 32)
	assert.Equal(t, http.StatusBadRequest, post(s, "/v1/embeddings", `{"model":"e","input":[]}`).Code)
	assert.Equal(t, http.StatusBadRequest, post(s, "/v1/embeddings", `{"model":"e","input":""}`).Code)

	w = post(s, "/v1/messages/count_tokens", `{"model":"m","messages":[`+hi+`]}`)
	assert.Positive(t, parse(t, w.Body.Bytes())["input_tokens"])
	w = post(s, "/v1/messages/count_tokens", ask("m", false))
	assert.Contains(t, w.Body.String(), "max_tokens: Extra inputs are not permitted")
}

func TestReplay(t *testing.T) {
	recorded, err := ParseResponse([]byte("HTTP/1.1 201 Created\nX-A: 1\nX-A: 2\nContent-Length: 99\n\nhello world"))
	require.NoError(t, err)
	cut, trailed, broken := recorded, recorded, recorded
	cut.ChunkSize, cut.Delay = 3, time.Millisecond
	trailed.Cuts, trailed.Trailer = []int{5, 1}, http.Header{"X-Sum": {"7"}}
	broken.Reset, broken.ResetAfter = true, 4
	p := Replay(recorded, cut, trailed, broken)
	url := start(t, p)
	for i, want := range []struct {
		length  int64
		body    string
		trailer string
		fails   bool
	}{
		{11, "hello world", "", false},
		{-1, "hello world", "", false},
		{-1, "hello world", "7", false},
		{-1, "hell", "", true},
		{-1, "hell", "", true}, // the last one is repeated
	} {
		response := send(t, t.Context(), url+"/any", "request")
		body, err := io.ReadAll(response.Body)
		assert.Equal(t, want.fails, err != nil, i)
		assert.Equal(t, want.body, string(body), i)
		assert.Equal(t, http.StatusCreated, response.StatusCode, i)
		assert.Equal(t, []string{"1", "2"}, response.Header["X-A"], i)
		assert.Equal(t, want.length, response.ContentLength, i)
		assert.Equal(t, want.trailer, response.Trailer.Get("X-Sum"), i)
	}
	assert.Equal(t, 5, p.Total())
	last, _ := p.Last()
	assert.Equal(t, "request", string(last.Body))
}

func TestParseResponseFaults(t *testing.T) {
	for raw, want := range map[string]string{
		"HTTP/1.1 200 OK":                 "needs an empty line",
		"200 OK\n\nx":                     "want a status line",
		"HTTP/1.1 99 Odd\n\nx":            "want a status line",
		"HTTP/1.1 200 OK\nbad header\n\n": "want NAME: VALUE",
	} {
		_, err := ParseResponse([]byte(raw))
		assert.ErrorContains(t, err, want)
	}
	r, err := ParseResponse([]byte("HTTP/1.1 200 OK\r\nA: b\r\n\r\nx\n\ny"))
	require.NoError(t, err)
	assert.Equal(t, "x\n\ny", string(r.Body))
}

// TestLoad checks that the answers of the load server are a Server's.
func TestLoad(t *testing.T) {
	url, stop, err := StartLoad("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	for _, path := range paths {
		for _, model := range []string{"bench-200", "bench-200-paced"} {
			for range 2 {
				body, err := io.ReadAll(send(t, t.Context(), url+path, ask(model, true)).Body)
				require.NoError(t, err)
				assert.Equal(t, 200, strings.Count(string(body), "word"))
				assert.GreaterOrEqual(t, len(split(t, string(body))), 203)
			}
		}
		body, err := io.ReadAll(send(t, t.Context(), url+path, ask("any", false)).Body)
		require.NoError(t, err)
		assert.Contains(t, string(body), `"word"`)
	}
	assert.Equal(t, http.StatusNotFound, send(t, t.Context(), url+"/other", ask("any", false)).StatusCode)
}
