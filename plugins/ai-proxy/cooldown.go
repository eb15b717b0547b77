package aiproxy

import (
	"strconv"
	"strings"
	"time"
)

// maxRest bounds what a provider can ask for.
const maxRest = time.Hour

// limits are the headers in which providers say how much is left, each with
// the one that says when there is more again.
var limits = [...][2]string{
	{"x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"},
	{"x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"},
	{"anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"},
	{"anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"},
	{"anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"},
	{"anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"},
	{"x-ratelimit-remaining", "x-ratelimit-reset"},
}

// rest returns how long a provider asks to be left alone with a failing
// answer, 0 if it does not say.
func rest(status int, value func(name string) string, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(value("retry-after-ms"), 64); err == nil {
		return bound(time.Duration(ms * float64(time.Millisecond)))
	}
	if text := value("retry-after"); text != "" {
		return bound(span(text, now))
	}
	if status != 429 {
		return 0
	}
	longest := time.Duration(0)
	for _, l := range limits {
		// A limit that is not used up is not the one that was met; a
		// provider that says nothing of what is left has but one.
		if left := value(l[0]); left == "0" || left == "" && l[0] == "x-ratelimit-remaining" {
			longest = max(longest, bound(span(value(l[1]), now)))
		}
	}
	return longest
}

func bound(d time.Duration) time.Duration { return min(max(d, 0), maxRest) }

// span reads a time in one of the forms that providers use: seconds, a
// duration such as 6m0s, seconds since 1970, or a date.
func span(text string, now time.Time) time.Duration {
	text = strings.TrimSpace(text)
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		if seconds > 1e9 {
			return time.Unix(int64(seconds), 0).Sub(now)
		}
		return time.Duration(min(seconds, maxRest.Seconds()) * float64(time.Second))
	}
	if d, err := time.ParseDuration(text); err == nil {
		return d
	}
	for _, layout := range [...]string{time.RFC3339, time.RFC1123} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Sub(now)
		}
	}
	return 0
}
