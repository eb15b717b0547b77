package bedrock

import (
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/claude"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// inference writes the parameters that all models have.
func (e *encoder) inference() {
	r := e.R
	sampling := claude.Sampling{Temperature: r.Temperature, TopP: r.TopP}
	limit := r.MaxTokens
	switch {
	case e.Same:
	case e.model.reasoning == thinking:
		sampling = e.ask.Sampling(&e.plans)
	case e.model.reasoning == reasoningConfig && string(e.effort()) == string(high):
		const reason = "a model that reasons with high effort takes none"
		e.LoseIf(r.MaxTokens != nil, "max_tokens", reason)
		e.LoseIf(r.Temperature != nil, "temperature", reason)
		e.LoseIf(r.TopP != nil, "top_p", reason)
		limit, sampling = nil, claude.Sampling{}
	case claude.Number(r.Temperature) > 1:
		e.Lose("temperature", "the provider's highest is 1, which was put in its place")
		sampling.Temperature = llm.Raw(one)
	}
	start := e.Open("inferenceConfig")
	e.Optional("maxTokens", limit)
	e.Optional("temperature", sampling.Temperature)
	e.Optional("topP", sampling.TopP)
	e.Stop("stopSequences")
	e.Inside("inferenceConfig.", r.Extra)
	e.Close(start)
	e.unknown()
}

var unknown = []wire.Unknown{
	{From: wire.Seed, Path: "seed", Reason: "the provider takes none"},
	{From: wire.User, Path: "user", Reason: "the provider is not told who asks"},
}

// unknown tells what the provider has no parameter for.
func (e *encoder) unknown() {
	r := e.R
	if r.N != nil && claude.Number(r.N) != 1 {
		e.Fail("n", "the provider gives one answer to a request: n must be 1")
	}
	e.Unknown(unknown)
	e.LoseIf(claude.Number(r.FrequencyPenalty) != 0, "frequency_penalty", "the provider has none")
	e.LoseIf(claude.Number(r.PresencePenalty) != 0, "presence_penalty", "the provider has none")
	e.LoseIf(r.ParallelTools == llm.False, "parallel_tool_calls", "the provider cannot be told to call one tool at a time")
}

// topK writes how many tokens a model picks from, in its own words.
func (e *encoder) topK() {
	k := e.R.TopK
	if e.model.reasoning == thinking && !e.Same {
		k = e.ask.Sampling(&e.plans).TopK
	}
	object, name, nested := strings.Cut(e.model.topK, ".")
	switch {
	case k == nil:
	case object == "":
		e.Lose("top_k", "the model takes none")
	case !nested:
		e.field(object, k)
	case !e.configured(object):
		start := e.Open(object)
		e.Member(name, k)
		e.Close(start)
	}
}

// reasoning writes how much the model is to reason.
func (e *encoder) reasoning() {
	r := &e.R.Reasoning
	if e.model.reasoning == thinking {
		e.thinking()
		return
	}
	if r.Mode == 0 && r.Effort == nil && r.Budget == nil {
		return
	}
	word := e.effort()
	off := r.Mode == llm.ReasoningOff
	switch e.model.reasoning {
	case never:
		e.LoseIf(!off, "reasoning_effort", "the model cannot be told how to reason")
		return
	case effort:
		if e.LoseIf(off, "thinking", "the model always reasons"); !off {
			e.field("reasoning_effort", llm.Raw(word))
		}
	case effortWithin:
		e.wrapped("reasoning", "effort", word)
	case reasoningConfig:
		e.reasoningConfig(word, off)
	}
	e.LoseIf(r.Budget != nil && !off, "thinking.budget_tokens", "it is sent as a reasoning effort")
}

func (e *encoder) reasoningConfig(word llm.Text, off bool) {
	switch {
	case e.configured("reasoningConfig"):
	case off:
		e.Constant("reasoningConfig", `{"type":"disabled"}`)
	default:
		e.Name("reasoningConfig")
		e.Between(`{"type":"enabled","maxReasoningEffort":`, word, "}")
	}
}

// wrapped writes an object of one member, unless the operator's has its name.
func (e *encoder) wrapped(object, name string, value llm.Text) {
	if !e.configured(object) {
		start := e.Open(object)
		e.Member(name, value)
		e.Close(start)
	}
}

// Words that are written in place of the client's. They are never written to.
var (
	none     = llm.Text(`"none"`)
	low      = llm.Text(`"low"`)
	medium   = llm.Text(`"medium"`)
	high     = llm.Text(`"high"`)
	one      = llm.Text("1")
	standard = llm.Text(`"default"`)
)

// effort is how much effort the request asks for, in words that all models
// know that know any.
func (e *encoder) effort() llm.Text {
	r := &e.R.Reasoning
	word := string(r.Effort)
	tokens, _ := jsonscan.Int(r.Budget)
	switch {
	case r.Mode == llm.ReasoningOff:
		return none
	case word == `"minimal"`, word == "" && r.Budget != nil && tokens < 4096:
		return low
	case word == `"xhigh"`, word == `"max"`, word == "" && tokens >= 16384:
		return high
	case word == "":
		return medium
	}
	return r.Effort
}

// thinking writes a Claude's plan. The latest of them are not told not to
// think, which they refuse to be.
func (e *encoder) thinking() {
	p := &e.plans
	if p.Mode == 0 || e.configured("thinking") {
		return
	}
	if p.Mode == llm.ReasoningOff && !e.Same && e.ask.Model >= claude.Unsampled {
		e.Lose("thinking", "the model thinks as it does unasked")
		return
	}
	start := e.Open("thinking")
	p.Write(&e.Output)
	e.Close(start)
}

// outputConfig writes the form of the answer, and a Claude's effort.
func (e *encoder) outputConfig() {
	f := &e.R.Format
	start := e.Open("outputConfig")
	e.Optional("effort", e.plans.Effort)
	if f.Type == llm.FormatSchema && f.Schema != nil && e.model.has(structures) {
		e.Name("textFormat")
		e.Raw(`{"type":"json_schema","structure":{"jsonSchema":{"schema":`)
		schema := f.Schema
		if !e.Same {
			schema, _ = codec.AppendClosed(nil, schema)
		}
		e.Dst = jsonscan.AppendQuoted(e.Dst, schema)
		e.Optional("name", f.Name)
		e.Optional("description", f.Description)
		e.Raw("}}}")
	}
	e.Inside("outputConfig.", e.R.Extra)
	e.Close(start)
	e.formatLosses()
}

// formatLosses tells what the provider does not know of the form of the
// answer. A client that wants some JSON or other must say so in its prompt in
// any case, so that the prompt alone is relied on.
func (e *encoder) formatLosses() {
	f := &e.R.Format
	switch {
	case f.Type == llm.FormatJSON:
		e.Lose("response_format", "the provider has no such mode: the prompt alone asks for JSON")
	case f.Type != llm.FormatSchema || e.Same:
	case f.Schema == nil:
		e.Lose("response_format", "the schema is missing")
	case e.emulates:
		e.Lose("response_format.json_schema", "the model is made to call a tool that takes the answer")
		e.LoseIf(f.Name != nil, "response_format.json_schema.name", "the tool has a name of its own")
	case !e.model.has(structures):
		e.Lose("response_format", "the model cannot be made to keep to a schema: the prompt alone asks for JSON")
	case f.Strict == llm.False:
		e.Lose("response_format.json_schema.strict", "the provider always keeps to the schema")
	}
}

// account writes how the request is to be served, and what is noted of it.
func (e *encoder) account() {
	tier := e.R.ServiceTier
	switch string(tier) {
	case `"auto"`, `"standard_only"`:
		tier = standard
	case "", `"default"`, `"flex"`, `"priority"`, `"reserved"`:
	default:
		if !e.Same {
			e.Lose("service_tier", "the provider has no such tier")
			tier = nil
		}
	}
	start := e.Open("serviceTier")
	e.Optional("type", tier)
	e.Inside("serviceTier.", e.R.Extra)
	e.Close(start)
	switch {
	case e.R.Metadata == nil:
	case e.Same || notable(e.R.Metadata):
		e.Member("requestMetadata", e.R.Metadata)
	default:
		e.Lose("metadata", "the provider takes 16 short texts at most, of letters, digits, spaces and :_@$#=/+,-.")
	}
}

// Bounds of requestMetadata: pairs, and bytes of a name or a value.
const (
	maxNotes = 16
	maxNote  = 256
)

// notable tells whether the provider takes an object as metadata. It refuses
// the request otherwise.
func notable(object llm.Raw) bool {
	s := jsonscan.New(object)
	count := 0
	for s.Object(); s.Member(); count++ {
		if name := s.Key(); len(name) == 0 || !plain(name) || s.Kind() != '"' || !plain(wire.Inner(s.String())) {
			return false
		}
	}
	return s.Err() == nil && count > 0 && count <= maxNotes
}

func plain(text []byte) bool {
	for _, c := range text {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(" :_@$#=/+,-.", c) >= 0) {
			return false
		}
	}
	return len(text) <= maxNote
}
