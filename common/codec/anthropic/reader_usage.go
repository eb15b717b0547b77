package anthropic

import "aigateway/common/llm"

// meter tells usage if there is any.
func (r *reader) meter(u *usage, to llm.Sink) {
	if u.input < 0 && u.output < 0 {
		return
	}
	r.count(u)
	r.event.ServiceTier = u.tier
	r.tell(llm.Metered, to)
}

// count takes in counts. They are totals so far, so that a new one replaces
// the old; a zero may stand for one that is not repeated.
func (r *reader) count(u *usage) {
	to := &r.usage
	to.Known = to.Known || u.input >= 0 || u.output >= 0
	replace(&r.input, u.input)
	replace(&to.CacheRead, u.cached)
	replace(&to.CacheWrite, u.write)
	replace(&to.CacheWriteHour, u.hour)
	replace(&to.Output, u.output)
	replace(&to.Reasoning, u.thinking)
	to.Input = r.input + to.CacheRead + to.CacheWrite
}

func replace(old *int64, count int64) {
	if count > 0 {
		*old = count
	}
}
