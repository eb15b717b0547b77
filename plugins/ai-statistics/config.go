package aistatistics

import (
	"aigateway/common/config"
	"aigateway/common/pricing"
)

// Config is the configuration of ai-statistics: that of Higress' plugin of
// this name, field by field, and what it does not have. A rule of _rules_
// starts as a copy of the rest.
type Config struct {
	// Attributes are texts and numbers of one's own for the log and the
	// span.
	Attributes []Attribute `json:"attributes"`
	// UseDefaultAttributes takes the place of attributes: all that the
	// built-in keys have, prompts and answers included, goes to the log.
	UseDefaultAttributes bool `json:"use_default_attributes"`
	// UseDefaultResponseAttributes takes the place of attributes: the counts
	// of tokens in detail go to the log, and no text does.
	UseDefaultResponseAttributes bool `json:"use_default_response_attributes"`
	// DisableOpenaiUsage leaves tokens and costs out: answers are not read
	// for them.
	DisableOpenaiUsage bool `json:"disable_openai_usage"`
	// ValueLengthLimit is how many bytes of an attribute are kept: of a
	// longer one the beginning and the end. The default is 32000; 4000 with
	// use_default_response_attributes, 10485760 with use_default_attributes.
	ValueLengthLimit *int `json:"value_length_limit" min:"0"`
	// EnablePathSuffixes are the ends of the paths that are looked at; "*"
	// is every path, and the default unless default attributes are used:
	// then it is /completions and /messages.
	EnablePathSuffixes []string `json:"enable_path_suffixes"`
	// EnableContentTypes are parts of the content types of answers that are
	// looked at; "*" is any, and the default.
	EnableContentTypes []string `json:"enable_content_types"`
	// SessionIDHeader is the request header that says which session a
	// request belongs to. Without it there, the usual ones of agents are
	// asked, then the body.
	SessionIDHeader string `json:"session_id_header"`

	// Provider is what prices and semantic conventions take the provider
	// for, by its type in ai-proxy, where ai-proxy does not tell it.
	Provider string `json:"provider"`
	// Prices are before those that the plugin knows.
	Prices []Price `json:"prices"`
	// MetricFamilies are the metrics that are kept: higress for those that
	// Higress' plugin has, inference for all others. Both are the default.
	MetricFamilies []string `json:"metric_families" enum:"higress,inference"`
	// Semconv adds the metrics of the OpenTelemetry conventions for GenAI:
	// those of v1.41, of the latest draft, or both.
	Semconv string `json:"semconv" enum:"off,v1.41,latest,both" default:"off"`
	// SpanAttributes are the ones that a trace gets: the six that Higress
	// has, those of the OpenTelemetry conventions v1.41, both, or none. What
	// attributes says comes on top. The default is higress in the module for
	// Higress, and off in the one for Envoy.
	SpanAttributes string `json:"span_attributes" enum:"higress,otel,both,off"`
	// CaptureLimit bounds the bytes that one worker keeps of bodies for
	// attributes, over all open exchanges.
	CaptureLimit int `json:"capture_limit" min:"0" default:"16777216"`
	// Labels bounds the labels of metrics.
	Labels Labels `json:"labels"`
	// Abnormal says what is worth a tag.
	Abnormal Abnormal `json:"abnormal"`
	// Audit is the record of every exchange for those who must keep one.
	Audit Audit `json:"audit"`

	policy *policy
}

// Attribute is one value for the log or the span.
type Attribute struct {
	// Key is the attribute's name. These need no value_source: question,
	// system, answer, reasoning, tool_calls, reasoning_tokens,
	// cached_tokens, input_token_details, output_token_details. The values
	// of model, input_token, output_token and total_token are what metrics
	// count.
	Key string `json:"key" required:"true" nonempty:"true"`
	// ValueSource is where the value comes from: fixed_value,
	// request_header, request_body, response_header,
	// response_streaming_body for streamed answers, response_body for others.
	ValueSource string `json:"value_source"`
	// Value is the value itself, the name of the header, or the path to it
	// in the body, in gjson's syntax.
	Value string `json:"value"`
	// DefaultValue is used where there is none.
	DefaultValue string `json:"default_value"`
	// Rule says which value of a stream counts: the first, with replace the
	// last, or with append all as one text.
	Rule string `json:"rule"`
	// ApplyToLog writes it to the log, as a member of ai_log.
	ApplyToLog bool `json:"apply_to_log"`
	// ApplyToSpan writes it to the span.
	ApplyToSpan bool `json:"apply_to_span"`
	// TraceSpanKey is its name there, if not key.
	TraceSpanKey string `json:"trace_span_key"`
	// AsSeparateLogField writes it to the log as a property of its own,
	// called key, and not to ai_log.
	AsSeparateLogField bool `json:"as_separate_log_field"`
}

// Labels bounds how many values of a label there can be, for each series costs
// memory in every worker and in whatever collects it. Values beyond are
// counted as other.
type Labels struct {
	// MaxModels bounds the models. Half of the places go to whichever are
	// asked for first, the rest only to models that answered.
	MaxModels int `json:"max_models" min:"1" max:"10000" default:"100"`
	// MaxConsumers bounds the consumers.
	MaxConsumers int `json:"max_consumers" min:"1" max:"100000" default:"200"`
	// MaxSets bounds the combinations of route, upstream, model and
	// consumer, in one worker.
	MaxSets int `json:"max_sets" min:"1" max:"100000" default:"1000"`
}

// Abnormal says what is worth a tag: a metric, a member of ai_log, and the
// property ai_abnormal. A limit of 0 is none.
type Abnormal struct {
	// SlowPercentile tags answers slower than this share, in percent, of
	// the recent ones of their model.
	SlowPercentile int `json:"slow_percentile" min:"0" max:"99" default:"99"`
	// SlowSamples is how many answers of a model must have been seen first.
	SlowSamples int `json:"slow_samples" min:"10" max:"1000" default:"200"`
	// SlowMillis tags answers that took longer than this, in milliseconds.
	SlowMillis int64 `json:"slow_ms" min:"0"`
	// SlowFirstTokenMillis tags streams whose first token took longer than
	// this, in milliseconds.
	SlowFirstTokenMillis int64 `json:"slow_first_token_ms" min:"0" default:"10000"`
	// OversizedBytes tags exchanges whose request is larger than this.
	OversizedBytes int64 `json:"oversized_bytes" min:"0" default:"1048576"`
	// Ignore are tags that are not given.
	Ignore []string `json:"ignore" enum:"slow,slow_first_token,truncated,refused,empty,tool_arguments_invalid,retried,error,oversized,repetitive,client_closed,no_usage"`
}

// Audit is a record of every exchange: the property ai_audit, a JSON object
// escaped as ai_log is, with timestamp, user_id, model, version, prompt_hash,
// input_tokens, output_tokens, cost_usd, latency_ms, endpoint, cache_hit and
// status.
type Audit struct {
	// Enabled writes it.
	Enabled bool `json:"enabled"`
	// PromptHash adds the SHA-256 of the prompt, which itself is not kept.
	PromptHash bool `json:"prompt_hash" default:"true"`
}

// Price is what a model costs, in USD per million tokens. A kind of token that
// has no price here costs what the kind that contains it costs.
type Price struct {
	// Provider is the type of provider that this is for; without one it is
	// for any.
	Provider string `json:"provider"`
	// Model is a model's name, or with a * at its end how it begins.
	Model string `json:"model" required:"true" nonempty:"true"`
	rates
	// Steps are what differs for large inputs and other tiers.
	Steps []Step `json:"steps"`
}

// Step is what a call costs if its tier is this one and its input larger than
// above.
type Step struct {
	// Tier is the class of service that the provider says it served in.
	Tier string `json:"tier" enum:"standard,batch,flex,priority" default:"standard"`
	// Above is a number of input tokens.
	Above int64 `json:"above" min:"0"`
	rates
}

// rates are prices of tokens in USD per million.
type rates struct {
	// Input is for the prompt.
	Input *USD `json:"input"`
	// CacheRead is for what of it came from the provider's cache.
	CacheRead *USD `json:"cache_read"`
	// CacheWrite is for what of it was put there.
	CacheWrite *USD `json:"cache_write"`
	// CacheWriteHour is for what of it was put there for an hour.
	CacheWriteHour *USD `json:"cache_write_hour"`
	// InputAudio is for what of it is sound.
	InputAudio *USD `json:"input_audio"`
	// Output is for the answer.
	Output *USD `json:"output"`
	// Reasoning is for what of it is reasoning.
	Reasoning *USD `json:"reasoning"`
	// OutputAudio is for what of it is sound.
	OutputAudio *USD `json:"output_audio"`
}

// USD is an amount, written as a number or as a string, with at most nine
// decimals, which are kept exactly.
//
//config:schema {"type": ["number", "string"], "minimum": 0, "pattern": "^[0-9]+([.][0-9]{1,9})?$"}
type USD int64 // nano-USD

// UnmarshalConfig implements config.Unmarshaler.
func (u *USD) UnmarshalConfig(raw []byte, at *config.Report) {
	text := string(raw)
	if raw[0] == '"' {
		text = text[1 : len(text)-1]
	}
	nano, ok := pricing.ParseUSD(text)
	if !ok {
		at.Fault("must be an amount of USD such as 0.15, with at most nine decimals")
	}
	*u = USD(nano)
}

// Validate makes the policy of c. It must change nothing that rules share.
func (c *Config) Validate(*config.Report) { c.policy = c.compile(c.policy) }

// inherit: a rule takes over everything.
var inherit = config.Options{}

// Check returns every fault of a configuration.
func Check(raw []byte) config.Faults {
	_, faults := config.Load[Config](raw, inherit)
	return faults
}
