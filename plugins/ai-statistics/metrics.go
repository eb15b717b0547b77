package aistatistics

import "aigateway/common/plugin"

// The counters of Higress' family.
const (
	inputToken = iota
	outputToken
	totalToken
	serviceDuration
	durationCount
	firstTokenDuration
	streamDurationCount
	failureCount
	higressCounters
)

var higressNames = [higressCounters]string{
	"input_token", "output_token", "total_token", "llm_service_duration", "llm_duration_count", "llm_first_token_duration",
	"llm_stream_duration_count", "llm_failure_count",
}

// The counters of the inference family.
const (
	inputMetered = iota
	inputEstimated
	outputMetered
	outputEstimated
	cacheRead
	cacheWrite
	cacheWriteHour
	reasoningCount
	inputAudio
	outputAudio
	cost
	unpriced
	fallbackCount
	abnormal          // one for each reason from here on
	inferenceCounters = abnormal + len(reasonNames)
)

var inferenceNames = [abnormal]string{
	"tokens_total.type.input.source.metered", "tokens_total.type.input.source.estimated",
	"tokens_total.type.output.source.metered", "tokens_total.type.output.source.estimated",
	"token_details_total.type.cache_read", "token_details_total.type.cache_write", "token_details_total.type.cache_write_hour",
	"token_details_total.type.reasoning", "token_details_total.type.input_audio", "token_details_total.type.output_audio",
	"cost_nano_usd_total", "unpriced_requests_total", "fallback_count",
}

const inference = "ai_inference_"

// setKey says what a set of series is for.
type setKey struct{ route, upstream, model, consumer *label }

// higressSet is Higress' family for one set of labels.
type higressSet [higressCounters]plugin.Counter

// inferenceSet is the inference family for one set of labels.
type inferenceSet struct {
	prefix   string
	counters [inferenceCounters]plugin.Counter
	requests memo[requestKey, plugin.Counter]
	cache    [cacheResults]plugin.Counter // defined when there is a cache
	cached   bool

	latency, firstToken, perToken plugin.Histogram
	batch                         plugin.Histogram // defined when there is a batch
	batched                       bool
}

type requestKey struct {
	status  status
	version *label
}

// maxVersions bounds how many versions of one model a set tells apart.
const maxVersions = 8 * int(statuses)

// prefix begins the names of all series of a set.
func prefix(route, upstream, model, consumer string) string {
	return "route." + route + ".upstream." + upstream + ".model." + model + ".consumer." + consumer + ".metric."
}

func (k setKey) prefix() string {
	return prefix(k.route.text, k.upstream.text, k.model.text, k.consumer.text)
}

// bound returns the key under which k is counted: k itself as long as there is
// room for another set, else without its consumer, and at last without its
// model.
func (s *statistics) bound(k setKey, sets int, has func(setKey) bool) setKey {
	for limit := s.maxSets; ; limit += s.maxSets {
		switch {
		case has(k) || sets < limit:
			return k
		case k.consumer != s.consumers.other:
			k.consumer = s.consumers.other
		case k.model != s.models.other:
			k.model = s.models.other
		default:
			return k // as many as there are routes
		}
	}
}

// higress returns the counters for a set, and creates all of them with the
// first: a series that begins at 1 would hide its first request.
func (s *statistics) higress(k setKey) *higressSet {
	if found := s.higressSets.find(k); found != nil {
		return found
	}
	k = s.bound(k, len(s.higressSets.all), s.higressSets.has)
	found := s.higressSets.find(k)
	if found == nil {
		found = &higressSet{}
		for i, name := range higressNames {
			found[i] = s.root.Counter(k.prefix() + name)
		}
		s.higressSets.put(k, found)
	}
	return found
}

// inference is [statistics.higress] for the other family.
func (s *statistics) inference(k setKey) *inferenceSet {
	if found := s.inferenceSets.find(k); found != nil {
		return found
	}
	k = s.bound(k, len(s.inferenceSets.all), s.inferenceSets.has)
	found := s.inferenceSets.find(k)
	if found == nil {
		found = s.newInferenceSet(k.prefix() + inference)
		s.inferenceSets.put(k, found)
	}
	return found
}

func (s *statistics) newInferenceSet(prefix string) *inferenceSet {
	set := &inferenceSet{
		prefix: prefix, requests: newMemo[requestKey, plugin.Counter](),
		latency:    s.root.Histogram(prefix + "latency_milliseconds"),
		firstToken: s.root.Histogram(prefix + "first_token_milliseconds"),
		perToken:   s.root.Histogram(prefix + "output_token_microseconds"),
	}
	for i, name := range inferenceNames {
		set.counters[i] = s.root.Counter(prefix + name)
	}
	for i, name := range reasonNames {
		set.counters[abnormal+i] = s.root.Counter(prefix + "abnormal_total.reason." + name)
	}
	return set
}

// request returns the counter of requests that ended with a status.
func (set *inferenceSet) request(s *statistics, status status, version *label) plugin.Counter {
	key := requestKey{status, version}
	if found := set.requests.find(key); found != nil {
		return *found
	}
	if len(set.requests.all) >= maxVersions {
		key.version = s.models.other
	}
	found := set.requests.find(key)
	if found == nil {
		counter := s.root.Counter(set.prefix + "requests_total.status." + statusNames[status] + ".version." + key.version.text)
		found = &counter
		set.requests.put(key, found)
	}
	return *found
}

// cacheCounter returns the counter of one thing that a cache can do.
func (set *inferenceSet) cacheCounter(s *statistics, r cacheResult) plugin.Counter {
	if !set.cached {
		set.cached = true
		for i := cacheResult(1); i < cacheResults; i++ {
			set.cache[i] = s.root.Counter(set.prefix + "cache_requests_total.result." + cacheNames[i])
		}
	}
	return set.cache[r]
}

func (set *inferenceSet) batchSize(s *statistics) plugin.Histogram {
	if !set.batched {
		set.batched = true
		set.batch = s.root.Histogram(set.prefix + "batch_size")
	}
	return set.batch
}
