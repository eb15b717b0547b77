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
	return date(text).Sub(now)
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

// date reads 2026-01-02T15:04:05Z and Fri, 02 Jan 2026 15:04:05 GMT, and
// something long ago of anything else. Package time's own reader is dear: it
// knows every form and every zone.
func date(text string) time.Time {
	var n [8]int
	last := -1
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' {
			if i == 0 || text[i-1] < '0' || text[i-1] > '9' {
				last++
			}
			if last < len(n) {
				n[last] = n[last]*10 + int(c-'0')
			}
		}
	}
	year, month, day, clock := n[0], n[1], n[2], n[3:6]
	if at := strings.Index(text, ", "); at >= 0 && len(text) >= at+8 {
		year, month, day, clock = n[1], strings.Index(months, text[at+5:at+8])/3+1, n[0], n[2:5]
	}
	return time.Date(year, time.Month(month), day, clock[0], clock[1], clock[2], 0, time.UTC)
}
