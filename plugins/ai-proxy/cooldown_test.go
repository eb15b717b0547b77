package aiproxy

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"aigateway/common/config"
)

// TestRest reads what providers say of when to come back.
func TestRest(t *testing.T) {
	now := time.Date(2026, time.January, 2, 15, 4, 5, 0, time.UTC)
	for _, c := range []struct {
		status  int
		headers map[string]string
		want    time.Duration
	}{
		{429, map[string]string{"retry-after": "20"}, 20 * time.Second},
		{503, map[string]string{"retry-after": "1.5"}, 1500 * time.Millisecond},
		{429, map[string]string{"retry-after-ms": "250", "retry-after": "1"}, 250 * time.Millisecond},
		{429, map[string]string{"retry-after": "Fri, 02 Jan 2026 15:04:35 GMT"}, 30 * time.Second},
		{429, map[string]string{"retry-after": "never"}, 0},
		{429, map[string]string{"retry-after": "999999"}, maxRest},
		{429, map[string]string{"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s", "x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "50m"}, 6 * time.Minute},
		{429, map[string]string{"anthropic-ratelimit-input-tokens-remaining": "0", "anthropic-ratelimit-input-tokens-reset": "2026-01-02T15:04:15Z"}, 10 * time.Second},
		{429, map[string]string{"x-ratelimit-reset": "1767366255"}, 10 * time.Second},
		{429, map[string]string{"x-ratelimit-remaining": "5", "x-ratelimit-reset": "60"}, 0},
		{500, map[string]string{"x-ratelimit-reset": "60"}, 0},
		{429, nil, 0},
	} {
		got := rest(c.status, func(name string) string { return c.headers[name] }, now)
		assert.Equal(t, c.want, got, "%d %v", c.status, c.headers)
	}
}

// TestStatuses has Higress' expressions, which match anywhere, mean failures only.
func TestStatuses(t *testing.T) {
	compile := func(expressions ...string) statuses {
		var r config.Report
		return compileStatuses(expressions, &r, 400, 422)
	}
	all := compile()
	for status, want := range map[int]bool{200: false, 204: false, 304: false, 400: false, 401: true, 422: false, 429: true, 500: true, 599: true, 0: false, 600: false} {
		assert.Equal(t, want, all.has(status), "%d", status)
	}
	some := compile("4.*", "503")
	for status, want := range map[int]bool{204: false, 304: false, 400: true, 422: true, 500: false, 503: true, 504: true} {
		assert.Equal(t, want, some.has(status), "%d", status) // "4.*" is found in 504, as in Higress
	}
}
