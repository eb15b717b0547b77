package bedrock

import (
	"aigateway/common/codec/claude"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// EncodeRequest implements codec.Server. What came in this protocol is written
// as it was meant; what came in another is made to keep the rules of the model.
func (c *Server) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	e := encoder{config: c.dialect.Fields}
	if p := e.Begin(Name, dst, r, lost); p != nil {
		return dst, p
	}
	e.plan()
	e.system()
	e.messages()
	e.inference()
	e.toolConfig()
	e.modelFields()
	e.outputConfig()
	e.account()
	e.rest()
	return e.End()
}

// encoder writes one request.
type encoder struct {
	wire.Encoder
	config []llm.Member // what the operator adds to the model's own parameters
	model  family
	ask    claude.Ask
	plans  claude.Plan

	calls    bool // there are tool calls or results in the conversation
	emulates bool // the schema for the answer is that of a tool
	within   bool // it is the content of a tool result that is written
}

// plan looks at what decides on more than one member.
func (e *encoder) plan() {
	r := e.R
	e.Lead()
	e.Forgets = "the model takes back no reasoning but its own, signed"
	for i := range r.Parts {
		e.calls = e.calls || r.Parts[i].Type == llm.ToolCallPart || r.Parts[i].Type == llm.ToolResultPart
	}
	if e.Same {
		e.model = family{traits: ^traits(0), reasoning: thinking, topK: "top_k"}
		e.plans = claude.Plan{Mode: r.Reasoning.Mode, Budget: r.Reasoning.Budget, Effort: r.Reasoning.Effort}
		return
	}
	e.ask = claude.Ask{Request: r, Lost: e.Lost}
	e.model, e.ask.Model = familyOf(r.Model)
	e.Recalls = e.model.has(recalls)
	if e.model.reasoning == thinking {
		e.plans = e.ask.Plan(0)
	}
	e.emulates = r.Format.Type == llm.FormatSchema && r.Format.Schema != nil && e.model.has(chooses) &&
		!e.model.has(structures) && !e.plans.Thinks()
}

// ownMembers are the top-level members that the protocol defines and llm has
// no field for. Clients of other protocols may send them too.
var ownMembers = []string{
	"additionalModelResponseFieldPaths", "guardrailConfig", "performanceConfig", "promptVariables",
}

const modelFields = "additionalModelRequestFields"

// rest writes the members that llm has no field for, except what is the
// model's own business: see modelFields.
func (e *encoder) rest() {
	for i := range e.R.Extra {
		switch m := &e.R.Extra[i]; {
		case m.Own && !e.Same:
			e.Lose(m.Name, "only the client's protocol has it")
		case isOwn(m.Name), e.Same && !m.Own:
			e.Member(m.Name, m.Value)
		}
	}
}

func isOwn(name string) bool {
	for i := range ownMembers {
		if ownMembers[i] == name {
			return true
		}
	}
	return false
}

// modelFields writes the parameters that are the model's own: how it reasons,
// how many tokens it picks from, and whatever no protocol here knows.
func (e *encoder) modelFields() {
	start := e.Open(modelFields)
	e.reasoning()
	e.topK()
	e.Inside(modelFields+".", e.R.Extra)
	for i := range e.R.Extra {
		switch m := &e.R.Extra[i]; {
		case m.Own || e.Same || isOwn(m.Name):
		case m.Name == modelFields:
			e.merge(m.Value)
		default:
			e.field(m.Name, m.Value)
		}
	}
	for i := range e.config {
		e.Member(e.config[i].Name, e.config[i].Value)
	}
	e.Close(start)
}

// field writes a parameter, unless the operator's has its name.
func (e *encoder) field(name string, value llm.Raw) {
	if !e.configured(name) {
		e.Member(name, value)
	}
}

func (e *encoder) configured(name string) bool {
	for i := range e.config {
		if e.config[i].Name == name {
			return true
		}
	}
	return false
}

// merge writes the members of an object that the client sent in Bedrock's
// words.
func (e *encoder) merge(object llm.Raw) {
	s := jsonscan.New(object)
	for s.Object(); s.Member(); {
		name := string(s.Key())
		e.field(name, s.Value())
	}
	if s.Err() != nil {
		e.Fail(modelFields, modelFields+" must be an object")
	}
}
