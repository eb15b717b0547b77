package upstream

import (
	"bufio"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// client talks to a started server; it does not ask for gzip by itself.
var client = &http.Client{Transport: &http.Transport{DisableCompression: true}, Timeout: 10 * time.Second}

func start(t *testing.T, h interface {
	Start(string) (string, func(), error)
}) string {
	t.Helper()
	url, stop, err := h.Start("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	return url
}

func send(t *testing.T, ctx context.Context, url, body string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer k")
	r.Header.Set("Anthropic-Version", "2023-06-01")
	response, err := client.Do(r)
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	return response
}

// paths are those of both services, with a request that both take.
var paths = []string{"/v1/chat/completions", "/v1/messages"}

func ask(model string, stream bool) string {
	more := ""
	if stream {
		more = `,"stream":true`
	}
	return `{"model":"` + model + `","max_tokens":100,"messages":[` + said("one two three four five six") + `]` + more + `}`
}

func TestErrorStatuses(t *testing.T) {
	s := newServer()
	for _, tt := range []struct {
		model                   string
		openai, anthropic, code string
	}{
		{"error-400", "invalid_request_error", "invalid_request_error", ""},
		{"error-401", "invalid_request_error", "authentication_error", "invalid_api_key"},
		{"error-403", "request_forbidden", "permission_error", "unsupported_country_region_territory"},
		{"error-404", "invalid_request_error", "not_found_error", "model_not_found"},
		{"error-413", "invalid_request_error", "request_too_large", ""},
		{"error-429", "tokens", "rate_limit_error", "rate_limit_exceeded"},
		{"error-429-quota", "insufficient_quota", "rate_limit_error", "insufficient_quota"},
		{"error-500", "server_error", "api_error", ""},
		{"error-503", "service_unavailable_error", "api_error", ""},
		{"error-529", "server_error", "overloaded_error", ""},
	} {
		t.Run(tt.model, func(t *testing.T) {
			for i, want := range []string{tt.openai, tt.anthropic} {
				w := post(s, paths[i], ask(tt.model, true))
				assert.Equal(t, tt.model[6:9], w.Result().Status[:3])
				detail, _ := parse(t, w.Body.Bytes())["error"].(map[string]any)
				assert.Equal(t, want, detail["type"])
				if i == 0 {
					assert.Equal(t, tt.code, text(detail["code"]))
				}
				isTransient := w.Code == http.StatusTooManyRequests || w.Code >= 500
				assert.Equal(t, isTransient, w.Header().Get("Retry-After") != "")
			}
		})
	}
	w := post(s, paths[0], ask("m", false), FaultHeader+": error-500")
	assert.Equal(t, http.StatusInternalServerError, w.Code)
	assert.Equal(t, "10000", w.Header().Get("X-Ratelimit-Limit-Requests"))
	assert.NotEmpty(t, post(s, paths[1], ask("m", false)).Header().Get("Anthropic-Ratelimit-Requests-Reset"))
}

func TestOddAnswers(t *testing.T) {
	s := newServer()
	for _, path := range paths {
		w := post(s, path, ask(faultHTML502, false))
		assert.Equal(t, http.StatusBadGateway, w.Code)
		assert.Equal(t, "text/html", w.Header().Get("Content-Type"))
		w = post(s, path, ask(faultEmpty500, true))
		assert.Equal(t, http.StatusInternalServerError, w.Code)
		assert.Zero(t, w.Body.Len())
		w = post(s, path, ask(fault200WithError, false))
		assert.Equal(t, http.StatusOK, w.Code)
		assert.Contains(t, parse(t, w.Body.Bytes()), "error")
	}
}

func TestMidStream(t *testing.T) {
	url := start(t, newServer())
	for _, path := range paths {
		response := send(t, t.Context(), url+path, ask(faultResetMidStream, true))
		body, err := io.ReadAll(response.Body)
		assert.Error(t, err, "the reset is seen")
		assert.Contains(t, string(body), "data: ")

		response = send(t, t.Context(), url+path, ask(faultResetMidStream, false))
		_, err = io.ReadAll(response.Body)
		assert.Error(t, err, "the reset is seen")

		response = send(t, t.Context(), url+path, ask(faultTruncateMidStream, true))
		body, err = io.ReadAll(response.Body)
		assert.NoError(t, err)
		assert.NotContains(t, string(body), "[DONE]")
		assert.NotContains(t, string(body), "message_stop")
	}
	body := post(newServer(), paths[0], ask(faultErrorMidStream, true)).Body.String()
	events := split(t, body)
	assert.Contains(t, events[len(events)-1].data, `{"error":{"message":"The server had an error`)
	body = post(newServer(), paths[1], ask(faultErrorMidStream, true)).Body.String()
	events = split(t, body)
	assert.Equal(t, "error", events[len(events)-1].name)
	assert.Contains(t, events[len(events)-1].data, `"overloaded_error"`)
}

func TestGzip(t *testing.T) {
	url := start(t, newServer())
	for _, path := range paths {
		for _, stream := range []bool{false, true} {
			response := send(t, t.Context(), url+path, ask(faultGzip, stream))
			require.Equal(t, "gzip", response.Header.Get("Content-Encoding"))
			zip, err := gzip.NewReader(response.Body)
			require.NoError(t, err)
			body, err := io.ReadAll(zip)
			require.NoError(t, err)
			assert.Contains(t, string(body), `"model":"gzip"`)
		}
	}
}

func TestSlow(t *testing.T) {
	s := New(Options{Pause: 50 * time.Millisecond})
	for _, model := range []string{faultSlowFirstToken, faultSlowHead} {
		began := time.Now()
		assert.Equal(t, http.StatusOK, post(s, paths[0], ask(model, true)).Code)
		assert.GreaterOrEqual(t, time.Since(began), 50*time.Millisecond)
	}
}

func TestClientLeaves(t *testing.T) {
	s := newServer()
	url := start(t, s)
	ctx, leave := context.WithCancel(t.Context())
	response := send(t, ctx, url+paths[1], ask(faultEndlessStream, true))
	in := bufio.NewReader(response.Body)
	for range 60 {
		_, err := in.ReadString('\n')
		require.NoError(t, err)
	}
	leave()
	require.Eventually(t, func() bool {
		last, ok := s.Last()
		return ok && last.Left
	}, 5*time.Second, 5*time.Millisecond)
}

func TestHTTP2(t *testing.T) {
	s := newServer()
	url := start(t, s)
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	two := &http.Client{Transport: &http.Transport{Protocols: protocols}, Timeout: 10 * time.Second}
	for model, broken := range map[string]bool{"m": false, faultResetMidStream: true} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+paths[0], strings.NewReader(ask(model, true)))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer k")
		response, err := two.Do(r)
		require.NoError(t, err)
		assert.Equal(t, 2, response.ProtoMajor)
		_, err = io.ReadAll(response.Body)
		assert.Equal(t, broken, err != nil)
		_ = response.Body.Close()
	}
}
