package anthropic

import (
	"strconv"

	"aigateway/common/llm"
)

// tier is the tier that served a reply, as far as this protocol has it.
type tier uint8

const (
	tierStandard tier = iota + 1
	tierPriority
	tierBatch
)

var tierNames = [...]string{tierStandard: "standard", tierPriority: "priority", tierBatch: "batch"}

// measure takes in what an event says of usage.
func (w *writer) measure(e *llm.Event) {
	if e.Type != llm.Started && e.Type != llm.Metered {
		return
	}
	if e.Usage.Known {
		w.usage = e.Usage
	}
	switch string(e.ServiceTier) {
	case `"standard"`, `"default"`:
		w.tier = tierStandard
	case `"priority"`:
		w.tier = tierPriority
	case `"batch"`:
		w.tier = tierBatch
	}
}

// appendUsage appends the usage of a message.
func (w *writer) appendUsage(dst []byte) []byte {
	u := &w.usage
	dst = w.appendCounts(dst)
	if u.CacheWrite > 0 {
		dst = appendCount(dst, `,"cache_creation":{"ephemeral_5m_input_tokens":`, max(u.CacheWrite-u.CacheWriteHour, 0))
		dst = append(appendCount(dst, `,"ephemeral_1h_input_tokens":`, u.CacheWriteHour), '}')
	}
	if w.tier != 0 {
		dst = append(append(append(dst, `,"service_tier":"`...), tierNames[w.tier]...), '"')
	}
	return append(dst, '}')
}

// appendCounts appends the beginning of usage, which is all that the end of a
// stream has of it. Here the prompt is counted in three heaps, which elsewhere
// is one total.
func (w *writer) appendCounts(dst []byte) []byte {
	u := &w.usage
	dst = appendCount(dst, `{"input_tokens":`, max(u.Input-u.CacheRead-u.CacheWrite, 0))
	dst = appendCount(dst, `,"cache_creation_input_tokens":`, u.CacheWrite)
	dst = appendCount(dst, `,"cache_read_input_tokens":`, u.CacheRead)
	dst = appendCount(dst, `,"output_tokens":`, u.Output)
	if u.Reasoning > 0 {
		dst = append(appendCount(dst, `,"output_tokens_details":{"thinking_tokens":`, u.Reasoning), '}')
	}
	return dst
}

func appendCount(dst []byte, name string, n int64) []byte {
	return strconv.AppendInt(append(dst, name...), n, 10)
}
