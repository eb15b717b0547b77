package aistatistics

import "aigateway/common/plugin"

// waitingKey names a gauge of requests that wait for their answer.
type waitingKey struct{ route, upstream *label }

// waiting returns the gauge of requests of a route that have gone on and have
// no answer yet.
func (s *statistics) waiting(route, upstream *label) plugin.Gauge {
	key := waitingKey{route, upstream}
	found := s.queues.find(key)
	if found == nil {
		gauge := s.root.Gauge(prefix(route.text, upstream.text, "none", "none") + inference + "queue_length")
		found = &gauge
		s.queues.put(key, found)
	}
	return *found
}

// health is what this worker has seen of an upstream.
type health struct {
	gauge    plugin.Gauge
	failures int   // since the last success
	told     int64 // when a success was last told
}

const (
	// maxFailures in a row make an upstream unhealthy.
	maxFailures = 3
	// tellAgain is how often a success is told, in nanoseconds: another
	// worker may have said otherwise meanwhile.
	tellAgain = 1e9
)

// sawUpstream tells whether an upstream works: 1 after an answer, 0 after some
// failures in a row.
func (s *statistics) sawUpstream(upstream *label, ok bool, now int64) {
	h := upstream.health
	if h == nil {
		h = &health{gauge: s.root.Gauge(prefix("none", upstream.text, "none", "none") + inference + "endpoint_health"), told: -tellAgain}
		upstream.health = h
	}
	switch {
	case !ok:
		if h.failures++; h.failures >= maxFailures {
			h.gauge.Set(0)
		}
	case h.failures > 0 || now-h.told >= tellAgain:
		h.failures, h.told = 0, now
		h.gauge.Set(1)
	}
}
