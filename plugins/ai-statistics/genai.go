package aistatistics

import (
	"bytes"
	"strconv"

	"aigateway/common/plugin"
)

// genAIKey says what a set of GenAI metrics is for.
type genAIKey struct {
	set       setKey
	version   *label
	operation string
	provider  string
	class     string // of the error, empty without one
}

// genAISet is the metrics of OpenTelemetry's conventions for GenAI.
// Sources: semantic-conventions v1.41.0, docs/gen-ai/gen-ai-metrics.md;
// semantic-conventions-genai, docs/gen-ai/gen-ai-token-metrics.md.
type genAISet struct {
	inputUsage, outputUsage                     plugin.Histogram // v1.41
	operationDuration                           plugin.Histogram
	requestDuration, timeToFirst, timePerOutput plugin.Histogram // both

	counters                                [5]plugin.Counter // latest
	inputTokens, outputTokens               plugin.Histogram
	inferenceDuration, timeToFirstOfLatests plugin.Histogram
}

var latestNames = [5]string{
	"input_tokens", "output_tokens", "cache_read_input_tokens", "cache_write_input_tokens", "reasoning_output_tokens",
}

func (x *exchange) genAI(o *outcome) *genAISet {
	s := x.stats
	key := genAIKey{x.labels(o.model), o.replyModel, operationName(x.operation), x.providerName(o), x.errorType(o)}
	if found := s.genAISets.find(key); found != nil {
		return found
	}
	has := func(k setKey) bool {
		key.set = k
		return s.genAISets.has(key)
	}
	key.set = s.bound(key.set, len(s.genAISets.all), has)
	if len(s.genAISets.all) >= 4*s.maxSets {
		key.version = s.models.other
	}
	found := s.genAISets.find(key)
	if found == nil {
		found = x.newGenAISet(key)
		s.genAISets.put(key, found)
	}
	return found
}

func (x *exchange) newGenAISet(k genAIKey) *genAISet {
	begin := k.set.prefix() + "gen_ai_"
	end := ".gen_ai_operation_name." + k.operation + ".gen_ai_provider_name." + k.provider + ".gen_ai_response_model." + k.version.text
	failure := ""
	if k.class != "" {
		failure = ".error_type." + k.class
	}
	histogram := func(name string) plugin.Histogram { return x.stats.root.Histogram(begin + name + end) }
	set := &genAISet{
		requestDuration: histogram("server_request_duration_milliseconds" + failure),
		timeToFirst:     histogram("server_time_to_first_token_milliseconds"),
		timePerOutput:   histogram("server_time_per_output_token_microseconds"),
	}
	if x.policy.v141 {
		set.inputUsage = histogram("client_token_usage.gen_ai_token_type.input")
		set.outputUsage = histogram("client_token_usage.gen_ai_token_type.output")
		set.operationDuration = histogram("client_operation_duration_milliseconds" + failure)
	}
	if x.policy.latest {
		for i, name := range latestNames {
			set.counters[i] = x.stats.root.Counter(begin + "client_inference_usage_" + name + end)
		}
		set.inputTokens = histogram("client_inference_operation_input_tokens")
		set.outputTokens = histogram("client_inference_operation_output_tokens")
		set.inferenceDuration = histogram("client_inference_duration_milliseconds" + failure)
		set.timeToFirstOfLatests = histogram("client_inference_time_to_first_chunk_milliseconds")
	}
	return set
}

// countGenAI counts as OpenTelemetry's conventions say. What a policy does not
// want is a metric of value zero, which does nothing.
func (x *exchange) countGenAI(o *outcome) {
	set := x.genAI(o)
	duration := uint64(o.duration / millisecond)
	for _, h := range [...]plugin.Histogram{set.requestDuration, set.operationDuration, set.inferenceDuration} {
		h.Observe(duration)
	}
	if o.firstToken > 0 {
		set.timeToFirst.Observe(uint64(o.firstToken / millisecond))
		set.timeToFirstOfLatests.Observe(uint64(o.firstChunk / millisecond))
	}
	if n, ok := o.perToken(); ok {
		set.timePerOutput.Observe(uint64(n / 1000))
	}
	if !o.counted() {
		return
	}
	u := &o.usage
	set.inputUsage.Observe(uint64(u.Input))
	set.outputUsage.Observe(uint64(u.Output))
	set.inputTokens.Observe(uint64(u.Input))
	set.outputTokens.Observe(uint64(u.Output))
	for i, n := range [...]int64{u.Input, u.Output, u.CacheRead, u.CacheWrite, u.Reasoning} {
		add(set.counters[i], n)
	}
}

// providerNames are the registered names of provider types.
var providerNames = [...][2]string{
	{"azure", "azure.ai.openai"}, {"bedrock", "aws.bedrock"}, {"claude", "anthropic"}, {"cohere", "cohere"}, {"deepseek", "deepseek"},
	{"gemini", "gcp.gemini"}, {"grok", "x_ai"}, {"groq", "groq"}, {"mistral", "mistral_ai"}, {"moonshot", "moonshot_ai"},
	{"openai", "openai"}, {"perplexity", "perplexity"}, {"vertex", "gcp.vertex_ai"},
}

// providerName is the conventions' name of the provider. Where nobody tells
// who that is, it is the one whose protocol the client speaks.
func (x *exchange) providerName(o *outcome) string {
	for _, known := range providerNames {
		if known[0] == o.provider {
			return known[1]
		}
	}
	switch {
	case o.provider != "":
		return o.provider
	case endsWith(x.path, "/messages"):
		return "anthropic"
	case bytes.Contains(x.path, []byte("enerateContent")):
		return "gcp.gemini"
	case bytes.Contains(x.path, []byte("/converse")) || bytes.Contains(x.path, []byte("/invoke")):
		return "aws.bedrock"
	}
	return "openai"
}

// errorType is a short word for what an exchange failed with, empty if it did
// not.
func (x *exchange) errorType(o *outcome) string {
	switch {
	case o.status == closedByClient:
		return "cancelled"
	case o.status == resetByUpstream:
		return "reset"
	case x.status == 429:
		return "rate_limited"
	case x.status == 408 || x.status == 504:
		return "timeout"
	case x.status >= 400:
		return strconv.Itoa(int(x.status))
	case o.reply.Failed:
		return "_OTHER"
	}
	return ""
}

// endsWith tells whether path, without its query, ends in suffix.
func endsWith(path []byte, suffix string) bool {
	path, _, _ = bytes.Cut(path, []byte{'?'})
	return bytes.HasSuffix(path, []byte(suffix))
}
