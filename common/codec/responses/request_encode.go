package responses

import (
	"strings"

	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// EncodeRequest implements codec.Codec.
func (c *Codec) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	var e encoder
	if p := e.Begin(Name, dst, r, lost); p != nil {
		return dst, p
	}
	e.Nested = nested
	e.Optional("model", r.Model)
	e.input()
	e.tools()
	e.settings()
	e.textMember()
	e.reasoningMember()
	e.client()
	e.stream()
	e.extras()
	return e.End()
}

// encoder writes one request.
type encoder struct{ wire.Encoder }

const unknownHere = "the Responses protocol has no such member"

// nested is never written to.
var nested = []string{"text.format."}

// Values of writtenMembers.
const (
	isObject  = iota + 1 // that Inside is called for
	isWritten            // made from what another protocol says
	isBoth
)

var writtenMembers = []wire.Word{
	{Text: "text", Is: isBoth}, {Text: "reasoning", Is: isBoth}, {Text: "stream_options", Is: isObject},
	{Text: "include", Is: isWritten}, {Text: "input", Is: isWritten}, {Text: "instructions", Is: isWritten},
	{Text: "max_output_tokens", Is: isWritten}, {Text: "store", Is: isWritten},
}

// extras writes the top-level members that llm has no field for.
func (e *encoder) extras() {
	for i := range e.R.Extra {
		m := &e.R.Extra[i]
		object, _, below := strings.Cut(m.Name, ".")
		is := wire.Meaning(writtenMembers, []byte(object))
		switch {
		case m.Name == "verbosity" && e.shares(m), e.Same && m.Own && below && is != 0 && is != isWritten: // written
		case !e.Same && !below && (is == isWritten || is == isBoth):
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

// shares tells whether the client's protocol means the same by a member.
func (e *encoder) shares(m *llm.Member) bool { return e.Same || gpt.Shared(e.R.Origin, m.Name) }

// leastTokens is the least that max_output_tokens may be.
const leastTokens = 16

// Members that are plain values, and values that there is no member for.
var (
	settings = []wire.Plain{
		{Name: "temperature", From: wire.Temperature}, {Name: "top_p", From: wire.TopP}, {Name: "user", From: wire.User},
		{Name: "metadata", From: wire.Metadata},
	}
	unknown = []wire.Unknown{
		{From: wire.TopK, Fine: "0", Path: "top_k", Reason: unknownHere}, {From: wire.Seed, Fine: "0", Path: "seed", Reason: unknownHere},
		{From: wire.FrequencyPenalty, Fine: "0", Path: "frequency_penalty", Reason: unknownHere},
		{From: wire.PresencePenalty, Fine: "0", Path: "presence_penalty", Reason: unknownHere},
	}
)

// settings writes the plain values.
func (e *encoder) settings() {
	r := e.R
	limit := r.MaxTokens
	if n, ok := jsonscan.Int(limit); ok && n < leastTokens && !e.Same {
		limit = llm.Raw("16")
		e.Lose("max_tokens", "the provider takes no limit below 16 tokens, which is sent")
	}
	e.Optional("max_output_tokens", limit)
	e.Plain(settings)
	if n, ok := jsonscan.Int(r.N); r.N != nil && (!ok || n != 1) {
		e.Fail("n", "the provider gives one answer to a request: n must be 1")
	}
	e.Unknown(unknown)
	e.LoseIf(len(r.Stop) > 0, "stop", "the provider cannot be told where to stop")
}

// textMember writes the form of the answer.
func (e *encoder) textMember() {
	text, form := e.Open("text"), e.Open("format")
	if is := e.R.Format.Type; is != 0 {
		e.Constant("type", wire.WordFor(gpt.FormatTypes, uint8(is)))
		if is == llm.FormatSchema {
			gpt.Format(&e.Encoder)
		}
	}
	e.Inside("text.format.", e.R.Extra)
	e.Close(form)
	for i := range e.R.Extra {
		if m := &e.R.Extra[i]; m.Name == "verbosity" && m.Own && e.shares(m) {
			e.Member(m.Name, m.Value)
		}
	}
	e.Inside("text.", e.R.Extra)
	e.Close(text)
}

// reasoningMember writes how much the model is to reason. A client that asks
// for its thoughts wants to see them.
func (e *encoder) reasoningMember() {
	r := &e.R.Reasoning
	start := e.Open("reasoning")
	switch {
	case r.Effort != nil:
		e.Member("effort", r.Effort)
		e.LoseIf(r.Budget != nil, "thinking.budget_tokens", "the effort is sent: the provider takes no number of tokens")
	case r.Mode == llm.ReasoningOff:
		// Not every model takes the effort none.
		e.Lose("thinking", "not every model can be told not to reason: it does as it does unasked")
	case r.Budget != nil:
		e.Constant("effort", gpt.EffortOf(r.Budget))
		e.Lose("thinking.budget_tokens", "it is sent as a reasoning effort")
	}
	if !e.Same && (r.Mode == llm.ReasoningOn || r.Mode == llm.ReasoningAdaptive) {
		e.Constant("summary", `"auto"`)
	}
	e.Inside("reasoning.", e.R.Extra)
	e.Close(start)
}

// client writes what is said of the client. A provider keeps replies unless
// it is told not to; reasoning then lives on in its seal alone.
func (e *encoder) client() {
	gpt.Tier(&e.Encoder, e.Same || e.R.Origin == gpt.Chat)
	if e.Same {
		return
	}
	e.Constant("store", "false")
	if x := &e.R.Reasoning; x.Mode != llm.ReasoningOff && (x.Mode != 0 || x.Effort != nil || x.Budget != nil) {
		e.Constant("include", `["reasoning.encrypted_content"]`)
	}
}

func (e *encoder) stream() {
	if e.R.Stream {
		e.Constant("stream", "true")
	}
	start := e.Open("stream_options")
	e.Inside("stream_options.", e.R.Extra)
	e.Inside("stream_options.", e.R.Implied)
	e.Close(start)
}
