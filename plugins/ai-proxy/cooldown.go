package aiproxy

import (
	"strings"

	"aigateway/common/clock"
)

// maxRest bounds what a provider can ask for.
const maxRest = clock.Hour

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
func rest(status int, value func(name string) string, now clock.Time) clock.Duration {
	if ms, after := number(value("retry-after-ms")); after == "" && ms >= 0 {
		return bound(ms / 1000)
	}
	if text := value("retry-after"); text != "" {
		return span(text, now)
	}
	if status != 429 {
		return 0
	}
	longest := clock.Duration(0)
	for _, l := range limits {
		// A limit that is not used up is not the one that was met; a
		// provider that says nothing of what is left has but one.
		if left := value(l[0]); left == "0" || left == "" && l[0] == "x-ratelimit-remaining" {
			longest = max(longest, span(value(l[1]), now))
		}
	}
	return longest
}

// bound returns a length of time in seconds as one that is not too long.
func bound(seconds float64) clock.Duration {
	return clock.Duration(min(max(seconds, 0), float64(maxRest/clock.Second)) * float64(clock.Second))
}

// span reads a time in one of the forms that providers use: seconds, a
// duration such as 6m0s, seconds since 1970, or a date.
func span(text string, now clock.Time) clock.Duration {
	text = strings.TrimSpace(text)
	seconds, unit := number(text)
	switch {
	case seconds >= 0 && unit == "" && seconds <= longAgo:
		return bound(seconds)
	case seconds < 0 || unit != "":
		if seconds = duration(text); seconds >= 0 {
			return bound(seconds)
		}
		seconds = float64(date(text))
	}
	return bound(seconds - float64(now)/float64(clock.Second))
}

// longAgo is in 2001: what is more is seconds since 1970.
const longAgo = 1e9

// maxDigits is more than anybody needs.
const maxDigits = 30

// number reads the decimal number that text begins with, -1 if there is none,
// and returns what follows it.
func number(text string) (n float64, after string) {
	scale, digits, i := 0.0, 0, 0
	for ; i < len(text); i++ {
		c := text[i]
		if c == '.' && scale == 0 {
			scale = 1
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		n, scale, digits = n*10+float64(c-'0'), scale*10, digits+1
	}
	if digits == 0 || digits > maxDigits {
		return -1, text
	}
	return n / max(scale, 1), text[i:]
}

// units are those of durations, in seconds. One that another begins with
// comes after it.
var units = [...]struct {
	name    string
	seconds float64
}{{"ms", 1e-3}, {"us", 1e-6}, {"µs", 1e-6}, {"ns", 1e-9}, {"h", 3600}, {"m", 60}, {"s", 1}}

// duration reads numbers with their units, as in 1m30.5s, in seconds; it
// returns -1 for anything else.
func duration(text string) (sum float64) {
	for more := true; more; more = text != "" {
		n, after := number(text)
		text = after
		for _, u := range units {
			if rest, ok := strings.CutPrefix(after, u.name); ok {
				sum += n * u.seconds
				text = rest
				break
			}
		}
		if n < 0 || len(text) == len(after) {
			return -1
		}
	}
	return sum
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

// date reads 2026-01-02T15:04:05Z and Fri, 02 Jan 2026 15:04:05 GMT as seconds
// since 1970, and anything else as long ago.
func date(text string) int64 {
	var n [8]int
	last := -1
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' {
			if i == 0 || text[i-1] < '0' || text[i-1] > '9' {
				last++
			}
			if last < len(n) {
				n[last] = min(n[last]*10+int(c-'0'), 9999)
			}
		}
	}
	if last < 4 {
		return 0
	}
	d := clock.Date{Year: n[0], Month: n[1], Day: n[2], Hour: n[3], Minute: n[4], Second: n[5]}
	if at := strings.Index(text, ", "); at >= 0 && len(text) >= at+8 {
		d = clock.Date{Year: n[1], Month: strings.Index(months, text[at+5:at+8])/3 + 1, Day: n[0], Hour: n[2], Minute: n[3], Second: n[4]}
	}
	return d.Unix()
}
