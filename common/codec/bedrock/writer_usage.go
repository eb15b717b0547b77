package bedrock

import "aigateway/common/codec/wire"

// tiers are the tiers that the protocol has a word for, its own word first.
var tiers = []wire.Word{
	{Text: `"default"`, Is: 1}, {Text: `"priority"`, Is: 2}, {Text: `"flex"`, Is: 3}, {Text: `"reserved"`, Is: 4},
	{Text: `"standard"`, Is: 1},
}

// usageMembers writes the counts of tokens, in three heaps what elsewhere is
// one total, and how long it took, which nobody here knows, to the end of the
// document.
func (w *writer) usageMembers() {
	u := &w.usage
	w.Count(`"usage":{"inputTokens":`, max(u.Input-u.CacheRead-u.CacheWrite, 0))
	w.Count(`,"outputTokens":`, u.Output)
	w.Count(`,"totalTokens":`, u.Input+u.Output)
	w.Count(`,"cacheReadInputTokens":`, u.CacheRead)
	w.Count(`,"cacheWriteInputTokens":`, u.CacheWrite)
	if u.CacheWriteHour > 0 {
		w.Counts(`,"cacheDetails":[{"ttl":"1h","inputTokens":`, u.CacheWriteHour, "}]")
	}
	w.Raw(`},"metrics":{"latencyMs":0}`)
	if w.tier != 0 {
		w.Name("serviceTier")
		w.Raw(`{"type":`)
		w.Raw(wire.WordFor(tiers, w.tier))
		w.Raw("}")
	}
	w.Raw("}")
}
