package aistatistics

import (
	"aigateway/common/plugin"
)

// moment is when an exchange has something to count before its end.
type moment uint8

const (
	waitsForAnswer moment = iota + 1
	isKnown               // what is asked, and by whom
	hasAnswer             // the first of it
)

// count counts what is due at a moment.
func (x *exchange) count(m moment) {
	if !x.policy.inference {
		return
	}
	s := x.stats
	switch m {
	case waitsForAnswer:
		x.waiting = true
		s.waiting(x.route, x.upstream).Add(1)
	case isKnown: // the series are there, at 0, before their first request ends
		s.inference(x.labels(s.models.find(x.model.raw, false)))
	case hasAnswer:
		if x.waiting {
			x.waiting = false
			s.waiting(x.route, x.upstream).Add(-1)
		}
	}
}

func (x *exchange) labels(model *label) setKey { return setKey{x.route, x.upstream, model, x.consumer} }

// countAll counts what the exchange came to.
func (x *exchange) countAll(o *outcome) {
	x.count(hasAnswer)
	if x.policy.higress {
		x.countHigress(o)
	}
	if x.policy.inference {
		x.countInference(o)
	}
	if x.policy.v141 || x.policy.latest {
		x.countGenAI(o)
	}
	if o.complete() {
		o.durations().add(o.duration / millisecond)
	}
}

// add adds n to a counter unless there is nothing to add.
func add(c plugin.Counter, n int64) {
	if n > 0 {
		c.Add(n)
	}
}

// countHigress counts as Higress does, for the model that the answer names.
// Estimates are not told apart there and so are not counted; durations are
// counted even where the provider metered nothing.
func (x *exchange) countHigress(o *outcome) {
	model := o.replyModel
	if model.text == "none" {
		model = o.model
	}
	set := x.stats.higress(x.labels(model))
	if o.failed() {
		set[failureCount].Add(1)
	}
	if !x.policy.metered && !o.metered {
		return
	}
	var total int64
	if o.inputMetered {
		add(set[inputToken], o.usage.Input)
		total += o.usage.Input
	}
	if o.outputMetered {
		add(set[outputToken], o.usage.Output)
		total += o.usage.Output
	}
	add(set[totalToken], total)
	if !o.complete() {
		return
	}
	set[durationCount].Add(1)
	add(set[serviceDuration], o.duration/millisecond)
	if x.streamed {
		set[streamDurationCount].Add(1)
		add(set[firstTokenDuration], o.firstChunk/millisecond)
	}
}

// countInference counts for the model that the client asked for.
func (x *exchange) countInference(o *outcome) {
	s := x.stats
	set := s.inference(x.labels(o.model))
	set.request(s, o.status, o.replyModel).Add(1)
	set.countTokens(o)
	add(set.counters[cost], o.cost)
	if o.unpriced {
		set.counters[unpriced].Add(1)
	}
	if x.fallback {
		set.counters[fallbackCount].Add(1)
	}
	if x.cache != noCache {
		set.cacheCounter(s, x.cache).Add(1)
	}
	for i := range reasonNames {
		if o.reasons&(1<<i) != 0 {
			set.counters[abnormal+i].Add(1)
		}
	}
	if x.inputs > 0 && x.batches() {
		set.batchSize(s).Observe(uint64(x.inputs))
	}
	if o.complete() {
		set.latency.Observe(uint64(o.duration / millisecond))
	}
	if o.firstToken > 0 {
		set.firstToken.Observe(uint64(o.firstToken / millisecond))
	}
	if n, ok := o.perToken(); ok {
		set.perToken.Observe(uint64(n / 1000))
	}
	if o.status != closedByClient && !o.cacheHit() {
		s.sawUpstream(x.upstream, o.status != status5xx && o.status != resetByUpstream, x.start+o.duration)
	}
}

// countTokens adds what was used. A part is never more than what it is a part
// of.
func (set *inferenceSet) countTokens(o *outcome) {
	in, out := inputEstimated, outputEstimated
	if o.inputMetered {
		in = inputMetered
	}
	if o.outputMetered {
		out = outputMetered
	}
	u := &o.usage
	add(set.counters[in], u.Input)
	add(set.counters[out], u.Output)
	if !u.Detailed() {
		return
	}
	add(set.counters[cacheRead], u.CacheRead)
	add(set.counters[cacheWrite], u.CacheWrite)
	add(set.counters[cacheWriteHour], u.CacheWriteHour)
	add(set.counters[reasoningCount], u.Reasoning)
	add(set.counters[inputAudio], u.InputAudio)
	add(set.counters[outputAudio], u.OutputAudio)
}

// perToken returns how long each token after the first took, in nanoseconds.
func (o *outcome) perToken() (int64, bool) {
	if o.firstToken == 0 || o.usage.Output < 2 || !o.complete() {
		return 0, false
	}
	return (o.duration - o.firstToken) / (o.usage.Output - 1), true
}
