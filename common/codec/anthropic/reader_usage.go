package anthropic

import "aigateway/common/llm"

// meter tells usage if there is any.
func (r *reader) meter(u *usage, to llm.Sink) {
	if !u.counts.Any() {
		return
	}
	r.count(u)
	r.event.ServiceTier = u.tier
	r.tell(llm.Metered, to)
}

// count takes in counts.
func (r *reader) count(u *usage) {
	r.counts.Merge(&u.counts)
	r.usage, _, _ = r.counts.Usage()
}
