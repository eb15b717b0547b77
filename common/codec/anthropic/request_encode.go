package anthropic

import (
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/claude"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// EncodeRequest implements codec.Codec. What came in this protocol is written
// as it was meant; what came in another is made to keep this one's rules.
func (c *Codec) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	e := encoder{dialect: c.dialect, begins: len(dst)}
	if p := e.Begin(Name, dst, r, lost); p != nil {
		return dst, p
	}
	e.plan()
	if c.dialect.VersionInBody {
		e.Optional(versionMember, usualVersion)
	}
	if !c.dialect.ModelInPath {
		e.Optional("model", r.Model)
	}
	if r.MaxTokens == nil {
		e.Number("max_tokens", e.plans.MaxTokens)
	}
	e.Plain(limit)
	e.system()
	e.messages()
	e.tools()
	e.sampling()
	e.thinking()
	e.outputConfig()
	e.account()
	e.extra()
	return e.End()
}

var limit = []wire.Plain{{Name: "max_tokens", From: wire.MaxTokens}}

// encoder writes one request.
type encoder struct {
	wire.Encoder
	dialect Dialect
	begins  int // where in Dst the request begins
	ask     claude.Ask
	plans   claude.Plan
}

// plan decides what becomes of the wish for reasoning, and of the limit with
// it.
func (e *encoder) plan() {
	e.Lead()
	e.Recalls, e.Forgets = true, "the provider takes back no reasoning that it has not signed"
	e.ask = claude.Ask{
		Request: e.R, Model: claude.Of(wire.Inner(e.R.Model)), Adapts: e.dialect.AdaptiveThinking, Lost: e.Lost,
	}
	e.plans.MaxTokens = e.dialect.DefaultMaxTokens
	reasoning := &e.R.Reasoning
	if e.Same {
		e.plans.Mode, e.plans.Budget, e.plans.Effort = reasoning.Mode, reasoning.Budget, reasoning.Effort
		return
	}
	for i := range e.R.Extra {
		if m := &e.R.Extra[i]; m.Name == "thinking" && !m.Own {
			return // the client says it in this protocol's words
		}
	}
	e.plans = e.ask.Plan(e.dialect.DefaultMaxTokens)
}

// wrote tells whether the request has a member by now.
func (e *encoder) wrote(name string) bool {
	s := jsonscan.New(e.Dst[e.begins:])
	for s.Object(); s.Member(); s.Skip() {
		if string(s.Key()) == name {
			return true
		}
	}
	return false
}

// extra writes the members that no protocol here knows, and those that only
// this one does if it is the client's too.
func (e *encoder) extra() {
	for i := range e.R.Extra {
		m := &e.R.Extra[i]
		switch {
		case m.Own && !e.Same:
			e.Lose(m.Name, "only the client's protocol has it")
		case m.Own && strings.IndexByte(m.Name, '.') > 0: // written inside
		case !m.Own && e.wrote(m.Name):
			e.Lose(m.Name, "the provider's member of that name is made from another one")
		default:
			e.Member(m.Name, m.Value)
		}
	}
}

// thinking writes the plan.
func (e *encoder) thinking() {
	start := e.Open("thinking")
	e.plans.Write(&e.Output)
	e.Inside("thinking.", e.R.Extra)
	e.Close(start)
}

// outputConfig writes the effort, and the form of the answer.
func (e *encoder) outputConfig() {
	start := e.Open("output_config")
	e.Optional("effort", e.plans.Effort)
	if f := &e.R.Format; f.Type == llm.FormatSchema && f.Schema != nil {
		e.Name("format")
		e.Raw(`{"type":"json_schema","schema":`)
		if e.Same {
			e.Bytes(f.Schema)
		} else {
			e.Dst, _ = codec.AppendClosed(e.Dst, f.Schema)
		}
		e.Raw("}")
	}
	e.Inside("output_config.", e.R.Extra)
	e.Close(start)
	e.formatLosses()
}

var formatUnknown = []wire.Unknown{
	{From: wire.FormatName, Path: "response_format.json_schema.name", Reason: "the provider takes the schema alone"},
	{From: wire.FormatDescription, Path: "response_format.json_schema.description", Reason: "the provider takes the schema alone"},
}

// formatLosses tells what the provider does not know of the form of the
// answer. A client that wants some JSON or other must say so in its prompt in
// any case, so that the prompt alone is relied on.
func (e *encoder) formatLosses() {
	f := &e.R.Format
	if f.Type != llm.FormatSchema {
		e.LoseIf(f.Type == llm.FormatJSON, "response_format", "the provider has no such mode: the prompt alone asks for JSON")
		return
	}
	e.LoseIf(f.Schema == nil, "response_format", "the schema is missing")
	e.Unknown(formatUnknown)
	e.LoseIf(f.Strict == llm.False, "response_format.json_schema.strict", "the provider always keeps to the schema")
}

// account writes who asks and how it is to be served.
func (e *encoder) account() {
	if e.R.Stream {
		e.Constant("stream", "true")
	}
	e.Unknown(noMetadata)
	start := e.Open("metadata")
	e.Plain(user)
	e.Inside("metadata.", e.R.Extra)
	e.Close(start)
	switch tier := string(e.R.ServiceTier); {
	case tier == "":
	case e.Same, tier == `"auto"`, tier == `"standard_only"`:
		e.Member("service_tier", e.R.ServiceTier)
	case tier == `"default"`:
		e.Constant("service_tier", `"standard_only"`)
	default:
		e.Lose("service_tier", "the provider has no such tier")
	}
}

var (
	user       = []wire.Plain{{Name: "user_id", From: wire.User}}
	noMetadata = []wire.Unknown{{From: wire.Metadata, Path: "metadata", Reason: "the provider takes no metadata but the user"}}
)
