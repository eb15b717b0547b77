package anthropic

import "aigateway/common/llm"

// meter tells usage if there is any.
func (r *reader) meter(u *usage, to llm.Sink) {
	if !u.counts.Any() {
		return
	}
	r.counts.Merge(&u.counts)
	r.total()
	r.event.ServiceTier = u.tier
	r.tell(llm.Metered, to)
}

// total gives the event that is told next the usage so far, and tells whether
// there is any.
func (r *reader) total() bool {
	r.event.Usage, _, _ = r.counts.Usage()
	return r.event.Usage.Known
}
