package aiproxy

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/clock"
	"aigateway/common/config"
)

// TestRest reads what providers say of when to come back.
func TestRest(t *testing.T) {
	now := clock.Time(time.Date(2026, time.January, 2, 15, 4, 5, 0, time.UTC).UnixNano())
	for _, c := range []struct {
		status  int
		headers map[string]string
		want    clock.Duration
	}{
		{429, map[string]string{"retry-after": "20"}, 20 * clock.Second},
		{503, map[string]string{"retry-after": "1.5"}, 1500 * clock.Millisecond},
		{429, map[string]string{"retry-after-ms": "250", "retry-after": "1"}, 250 * clock.Millisecond},
		{429, map[string]string{"retry-after": "Fri, 02 Jan 2026 15:04:35 GMT"}, 30 * clock.Second},
		{503, map[string]string{"retry-after-ms": "1500.5"}, 1500*clock.Millisecond + clock.Millisecond/2},
		{503, map[string]string{"retry-after-ms": "soon", "retry-after": " 7 "}, 7 * clock.Second},
		{429, map[string]string{"retry-after": "never"}, 0},
		{429, map[string]string{"retry-after": "-1"}, 0},
		{429, map[string]string{"retry-after": "1m30.5s"}, 90*clock.Second + 500*clock.Millisecond},
		{429, map[string]string{"retry-after": "20ms"}, 20 * clock.Millisecond},
		{429, map[string]string{"retry-after": "1m30"}, 0},
		{429, map[string]string{"retry-after": "1.5.5s"}, 0},
		{429, map[string]string{"retry-after": "." + strings.Repeat("9", 400)}, 0},
		{429, map[string]string{"retry-after": "999999"}, maxRest},
		{429, map[string]string{"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s", "x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "50m"}, 6 * clock.Minute},
		{429, map[string]string{"anthropic-ratelimit-input-tokens-remaining": "0", "anthropic-ratelimit-input-tokens-reset": "2026-01-02T15:04:15Z"}, 10 * clock.Second},
		{429, map[string]string{"x-ratelimit-reset": "1767366255"}, 10 * clock.Second},
		{429, map[string]string{"x-ratelimit-remaining": "5", "x-ratelimit-reset": "60"}, 0},
		{500, map[string]string{"x-ratelimit-reset": "60"}, 0},
		{429, nil, 0},
	} {
		got := rest(c.status, func(name string) string { return c.headers[name] }, now)
		assert.Equal(t, c.want, got, "%d %v", c.status, c.headers)
	}
}

// FuzzSpan holds what is read against package time, which is more lenient.
func FuzzSpan(f *testing.F) {
	for _, text := range []string{"20", "1.5", "6m0s", "7.66s", "2m59.56s", "20ms", "1h2m3s4ms5us6µs7ns", "0", "1e3", "-1s", "1h-1m", "1767366255", ".5", "5.",
		"2026-01-02T15:04:15Z", "Fri, 02 Jan 2026 15:04:35 GMT", "Sat, 31 Feb 2026 25:61:61 GMT", "never", ", Foo 12", "99999999999999999999999"} {
		f.Add(text)
	}
	now := time.Date(2026, time.January, 2, 15, 4, 5, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		got := time.Duration(span(text, clock.Time(now.UnixNano())))
		require.True(t, got >= 0 && got <= time.Hour)
		text = strings.TrimSpace(text)
		if strings.Trim(text, "0123456789.hmsuµn") == "" && len(text) < maxDigits {
			seconds, unit := number(text)
			if want, err := time.ParseDuration(text); err == nil && unit != "" {
				require.InDelta(t, min(want, time.Hour), got, float64(time.Microsecond), text)
			} else if want, err := strconv.ParseFloat(text, 64); err == nil {
				require.InDelta(t, want, seconds, want*1e-12, text)
			}
		}
		for _, form := range []string{"2006-01-02T15:04:05Z", "Mon, 02 Jan 2006 15:04:05 GMT"} {
			if at, err := time.Parse(form, text); err == nil && at.Format(form) == text {
				require.Equal(t, min(max(at.Sub(now), 0), time.Hour), got, text)
			}
		}
	})
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
