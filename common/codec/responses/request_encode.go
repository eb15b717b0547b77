package responses

import (
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// EncodeRequest implements codec.Codec.
func (c *Codec) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	if p := codec.Bound(r, Name); p != nil {
		return nil, p
	}
	e := encoder{gpt.Encoder{Dst: append(dst, '{'), R: r, Lost: lost, Same: r.Origin == Name}}
	e.Optional("model", r.Model)
	e.input()
	e.tools()
	e.settings()
	e.textMember()
	e.reasoningMember()
	e.client()
	e.stream()
	e.extras()
	if e.Failed != nil {
		return nil, e.Failed
	}
	return append(e.Dst, '}'), nil
}

// encoder writes one request.
type encoder struct{ gpt.Encoder }

const unknownHere = "the Responses protocol has no such member"

// extras writes the top-level members that llm has no field for.
func (e *encoder) extras() {
	for i := range e.R.Extra {
		m := &e.R.Extra[i]
		object, _, nested := strings.Cut(m.Name, ".")
		switch {
		case m.Name == "verbosity" && e.shares(m), e.Same && m.Own && nested && hasInside(object): // written
		case !e.Same && written(m.Name):
			e.Lose(m.Name, "the provider's member of that name is made from another one")
		case e.shares(m), !m.Own:
			e.Member(m.Name, m.Value)
		default:
			e.Lose(m.Name, unknownHere)
		}
	}
	for i := range e.R.Implied {
		if m := &e.R.Implied[i]; e.Same && !strings.Contains(m.Name, ".") {
			e.Member(m.Name, m.Value)
		}
	}
}

// written tells whether a member is made from what another protocol says.
func written(name string) bool {
	switch name {
	case "include", "input", "instructions", "max_output_tokens", "reasoning", "store", "text":
		return true
	}
	return false
}

// shares tells whether the client's protocol means the same by a member.
func (e *encoder) shares(m *llm.Member) bool { return e.Same || gpt.Shared(e.R.Origin, m.Name) }

// hasInside tells whether inside is called for an object.
func hasInside(object string) bool {
	return object == "text" || object == "reasoning" || object == "stream_options"
}

// inside writes the members of an inner object that llm has no field for.
func (e *encoder) inside(object string, list []llm.Member) {
	for i := range list {
		name, ok := strings.CutPrefix(list[i].Name, object)
		if e.Same && ok && list[i].Own && !strings.HasPrefix(name, "format.") {
			e.Member(name, list[i].Value)
		}
	}
}

// object starts an inner object that is written only if it has members.
func (e *encoder) object(name string) (start int) {
	start = len(e.Dst)
	e.Name(name)
	e.Raw("{")
	return start
}

// end ends such an object.
func (e *encoder) end(start int) {
	if e.Dst[len(e.Dst)-1] == '{' {
		e.Dst = e.Dst[:start]
		return
	}
	e.Raw("}")
}

// leastTokens is the least that max_output_tokens may be.
const leastTokens = 16

// settings writes the plain values.
func (e *encoder) settings() {
	r := e.R
	limit := r.MaxTokens
	if n, ok := jsonscan.Int(limit); ok && n < leastTokens && !e.Same {
		limit = llm.Raw("16")
		e.Lose("max_tokens", "the provider takes no limit below 16 tokens, which is sent")
	}
	e.Optional("max_output_tokens", limit)
	e.Optional("temperature", r.Temperature)
	e.Optional("top_p", r.TopP)
	if n, ok := jsonscan.Int(r.N); r.N != nil && (!ok || n != 1) {
		e.Fail("n", "the provider gives one answer to a request: n must be 1")
	}
	for _, x := range [...]struct {
		name  string
		value llm.Raw
	}{
		{"top_k", r.TopK}, {"seed", r.Seed}, {"frequency_penalty", r.FrequencyPenalty}, {"presence_penalty", r.PresencePenalty},
	} {
		if x.value != nil && string(x.value) != "0" {
			e.Lose(x.name, unknownHere)
		}
	}
	if len(r.Stop) > 0 {
		e.Lose("stop", "the provider cannot be told where to stop")
	}
}

// textMember writes the form of the answer. A schema has a name in this
// protocol.
func (e *encoder) textMember() {
	text := e.object("text")
	f := &e.R.Format
	format := e.object("format")
	switch f.Type {
	case llm.FormatText:
		e.Raw(`"type":"text"`)
	case llm.FormatJSON:
		e.Raw(`"type":"json_object"`)
	case llm.FormatSchema:
		e.Raw(`"type":"json_schema"`)
		if f.Name == nil {
			e.Raw(`,"name":"response"`)
		}
		e.Optional("name", f.Name)
		e.Optional("description", f.Description)
		e.Schema(f)
	}
	e.inside("text.format.", e.R.Extra)
	e.end(format)
	for i := range e.R.Extra {
		if m := &e.R.Extra[i]; m.Name == "verbosity" && m.Own && e.shares(m) {
			e.Member(m.Name, m.Value)
		}
	}
	e.inside("text.", e.R.Extra)
	e.end(text)
}

// reasoningMember writes how much the model is to reason. A client that asks
// for its thoughts wants to see them.
func (e *encoder) reasoningMember() {
	r := &e.R.Reasoning
	start := e.object("reasoning")
	switch {
	case r.Effort != nil:
		e.Member("effort", r.Effort)
		if r.Budget != nil {
			e.Lose("thinking.budget_tokens", "the effort is sent: the provider takes no number of tokens")
		}
	case r.Mode == llm.ReasoningOff:
		// Not every model takes the effort none.
		e.Lose("thinking", "not every model can be told not to reason: it does as it does unasked")
	case r.Budget != nil:
		e.Name("effort")
		e.Raw(gpt.EffortOf(r.Budget))
		e.Lose("thinking.budget_tokens", "it is sent as a reasoning effort")
	}
	if !e.Same && (r.Mode == llm.ReasoningOn || r.Mode == llm.ReasoningAdaptive) {
		e.Name("summary")
		e.Raw(`"auto"`)
	}
	e.inside("reasoning.", e.R.Extra)
	e.end(start)
}

// client writes what is said of the client. A provider keeps replies unless
// it is told not to; reasoning then lives on in its seal alone.
func (e *encoder) client() {
	r := e.R
	e.Optional("user", r.User)
	e.Optional("metadata", r.Metadata)
	switch tier := string(r.ServiceTier); {
	case tier == "":
	case e.Same, r.Origin == gpt.Chat, tier == `"auto"`:
		e.Member("service_tier", r.ServiceTier)
	case tier == `"standard_only"`:
		e.Name("service_tier")
		e.Raw(`"default"`)
	default:
		e.Lose("service_tier", "the provider has no such tier")
	}
	if e.Same {
		return
	}
	e.Name("store")
	e.Raw("false")
	if x := &r.Reasoning; x.Mode != llm.ReasoningOff && (x.Mode != 0 || x.Effort != nil || x.Budget != nil) {
		e.Name("include")
		e.Raw(`["reasoning.encrypted_content"]`)
	}
}

func (e *encoder) stream() {
	if e.R.Stream {
		e.Name("stream")
		e.Raw("true")
	}
	start := e.object("stream_options")
	e.inside("stream_options.", e.R.Extra)
	e.inside("stream_options.", e.R.Implied)
	e.end(start)
}
