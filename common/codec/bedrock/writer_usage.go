package bedrock

import (
	"strconv"

	"aigateway/common/llm"
)

// tierOf returns what the protocol calls the tier that served a reply, empty
// if it has no word for it.
func tierOf(tier llm.Text) string {
	switch string(tier) {
	case `"default"`, `"standard"`:
		return "default"
	case `"priority"`:
		return "priority"
	case `"flex"`:
		return "flex"
	case `"reserved"`:
		return "reserved"
	}
	return ""
}

// appendUsage appends the counts of tokens, in three heaps what elsewhere is
// one total, and how long it took, which nobody here knows.
func (w *writer) appendUsage(dst []byte) []byte {
	u := &w.usage
	dst = appendCount(dst, `"usage":{"inputTokens":`, max(u.Input-u.CacheRead-u.CacheWrite, 0))
	dst = appendCount(dst, `,"outputTokens":`, u.Output)
	dst = appendCount(dst, `,"totalTokens":`, u.Input+u.Output)
	dst = appendCount(dst, `,"cacheReadInputTokens":`, u.CacheRead)
	dst = appendCount(dst, `,"cacheWriteInputTokens":`, u.CacheWrite)
	if u.CacheWriteHour > 0 {
		dst = append(appendCount(dst, `,"cacheDetails":[{"ttl":"1h","inputTokens":`, u.CacheWriteHour), "}]"...)
	}
	dst = append(dst, `},"metrics":{"latencyMs":0}`...)
	if w.tier != "" {
		dst = append(append(append(dst, `,"serviceTier":{"type":"`...), w.tier...), `"}`...)
	}
	return dst
}

func appendCount(dst []byte, name string, n int64) []byte {
	return strconv.AppendInt(append(dst, name...), n, 10)
}
