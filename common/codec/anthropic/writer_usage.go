package anthropic

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// tiers are the tiers that served a reply, as far as this protocol has them,
// its own word first.
var tiers = []wire.Word{
	{Text: `"standard"`, Is: 1}, {Text: `"default"`, Is: 1}, {Text: `"priority"`, Is: 2}, {Text: `"batch"`, Is: 3},
}

// measure takes in what an event says of usage.
func (w *writer) measure(e *llm.Event) {
	if e.Type != llm.Started && e.Type != llm.Metered {
		return
	}
	if e.Usage.Known {
		w.usage = e.Usage
	}
	if tier := wire.Meaning(tiers, e.ServiceTier); tier != 0 {
		w.tier = tier
	}
}

// usageObject writes the usage of a message.
func (w *writer) usageObject() {
	u := &w.usage
	w.counts()
	if u.CacheWrite > 0 {
		w.Count(`,"cache_creation":{"ephemeral_5m_input_tokens":`, max(u.CacheWrite-u.CacheWriteHour, 0))
		w.Counts(`,"ephemeral_1h_input_tokens":`, u.CacheWriteHour, "}")
	}
	if w.tier != 0 {
		w.Constant("service_tier", wire.WordFor(tiers, w.tier))
	}
	w.Raw("}")
}

// counts writes the beginning of usage, which is all that the end of a stream
// has of it. Here the prompt is counted in three heaps, which elsewhere is one
// total.
func (w *writer) counts() {
	u := &w.usage
	w.Count(`{"input_tokens":`, max(u.Input-u.CacheRead-u.CacheWrite, 0))
	w.Count(`,"cache_creation_input_tokens":`, u.CacheWrite)
	w.Count(`,"cache_read_input_tokens":`, u.CacheRead)
	w.Count(`,"output_tokens":`, u.Output)
	if u.Reasoning > 0 {
		w.Counts(`,"output_tokens_details":{"thinking_tokens":`, u.Reasoning, "}")
	}
}
