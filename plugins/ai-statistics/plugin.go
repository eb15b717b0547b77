package aistatistics

import (
	"aigateway/common/config"
	"aigateway/common/plugin"
	"aigateway/common/problem"
	"aigateway/common/usage"
)

// Plugin is ai-statistics as a module offers it.
func Plugin() plugin.Definition {
	return plugin.Definition{Name: "ai-statistics", Observes: true, New: func(root *plugin.Root) plugin.Plugin { return newStatistics(root) }}
}

// statistics is ai-statistics under one configuration in one VM. Exchanges
// take turns: what only one callback needs is kept here once for all of them.
type statistics struct {
	root  *plugin.Root
	rules *config.Rules[Config]

	free     []*exchange
	captured int      // bytes that open exchanges keep for attributes
	spare    [][]byte // buffers for requests that come in pieces

	routes, upstreams, models, consumers labels
	maxSets                              int

	higressSets   memo[setKey, higressSet]
	inferenceSets memo[setKey, inferenceSet]
	genAISets     memo[genAIKey, genAISet]
	queues        memo[waitingKey, plugin.Gauge]
	prices        memo[priceKey, priceFound]
	words         words

	request usage.Request
	outcome outcome
	record  record
	scratch [2][]byte
}

func newStatistics(root *plugin.Root) *statistics {
	return &statistics{
		root:        root,
		higressSets: newMemo[setKey, higressSet](), inferenceSets: newMemo[setKey, inferenceSet](),
		genAISets: newMemo[genAIKey, genAISet](), queues: newMemo[waitingKey, plugin.Gauge](),
		prices: newMemo[priceKey, priceFound](), words: newWords(),
		scratch: [2][]byte{make([]byte, 0, keepValue), make([]byte, 0, keepValue)},
		record:  record{out: make([]byte, 0, keepValue), keys: make([]string, 0, 32)},
	}
}

// Configure implements plugin.Plugin. It refuses nothing: whoever only watches
// must not stop traffic.
func (s *statistics) Configure(raw []byte) error {
	rules, faults := config.Load[Config](raw, inherit)
	for _, f := range faults {
		level := plugin.Error
		if f.Warning() {
			level = plugin.Warn
		}
		s.root.Log(level, "config.fault", "path", f.Path, "fault", f.Text)
	}
	s.rules = rules
	limits := Labels{MaxModels: 1, MaxConsumers: 1, MaxSets: 1}
	for _, c := range rules.All() {
		l := c.Labels
		limits = Labels{max(limits.MaxModels, l.MaxModels), max(limits.MaxConsumers, l.MaxConsumers), max(limits.MaxSets, l.MaxSets)}
	}
	s.maxSets = limits.MaxSets
	s.routes, s.upstreams = newLabels(s, "", 2*limits.MaxSets), newLabels(s, "", 2*limits.MaxSets)
	s.models = newLabels(s, "ai-statistics.models", limits.MaxModels)
	s.consumers = newLabels(s, "ai-statistics.consumers", limits.MaxConsumers)
	return nil
}

// now reads a clock in nanoseconds that only ever goes forward.
func (s *statistics) now() int64 { return int64(plugin.Monotonic()) }

// Begin implements plugin.Plugin.
func (s *statistics) Begin() plugin.Exchange {
	if n := len(s.free); n > 0 {
		x := s.free[n-1]
		s.free = s.free[:n-1]
		return x
	}
	x := &exchange{stats: s, model: &s.words.nothing, meter: new(usage.Meter)}
	x.meter.Reset(usage.Options{})
	return x
}

// exchange is the state of one exchange. There are as many as open streams, so
// it is kept small.
type exchange struct {
	stats  *statistics
	policy *policy
	stage  stage

	streamed bool // the answer is a stream
	reads    bool // the answer is read for usage
	waiting  bool // counted in the gauge of those without an answer
	fallback bool // a second attempt after another upstream failed
	status   int16
	attempts int16 // of the host to reach an upstream
	cache    cacheResult

	route, upstream, consumer *label
	path, user, session, body []byte
	hash                      []byte // of the prompt, in hexadecimal
	model                     *word  // that the client asked for
	operation                 usage.Operation
	inputs, rounds            int32
	prompt                    int64 // estimated tokens
	requestBytes              int64

	// In nanoseconds: start as [statistics.now] has it, the others since.
	start, firstChunk, firstToken int64

	meter  *usage.Meter // apart, so that to empty an exchange does not copy it
	values []value      // for each attribute
	tap    *tap
}

// stage says how far the exchange is.
type stage uint8

const (
	ignored   stage = iota // nobody wants to know of it
	asking                 // the request is coming
	asked                  // it has been read
	answering              // the answer is coming
	settled                // all has been told
)

// Close implements plugin.Exchange: it settles what has not come to its end.
func (x *exchange) Close(s *plugin.Stream) {
	if s.Panicked() {
		x.stage, x.meter = ignored, new(usage.Meter)
	}
	if x.stage == asking || x.stage == asked {
		x.overhear(s)
	}
	if x.stage != ignored && x.stage != settled {
		x.settle(s, x.whoLeft())
	}
	if x.policy != nil {
		x.count(hasAnswer) // there is none to come
	}
	if x.tap != nil {
		x.tap.release()
	}
	for i := range x.values {
		x.stats.captured -= x.values[i].reset()
	}
	stats := x.stats
	stats.giveBack(x.body)
	x.meter.Close()
	*x = exchange{
		stats: stats, model: &stats.words.nothing, path: x.path[:0], user: x.user[:0], session: x.session[:0], hash: x.hash[:0], values: x.values[:0], meter: x.meter,
	}
	x.meter.Reset(usage.Options{})
	stats.free = append(stats.free, x)
}

// Render implements plugin.Exchange. The plugin itself refuses nothing, but a
// failure of it has to be told somehow.
func (x *exchange) Render(dst []byte, p *problem.Problem) ([]byte, string) {
	return append(dst, p.Message...), "text/plain"
}
