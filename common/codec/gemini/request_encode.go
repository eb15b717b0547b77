package gemini

import (
	"strings"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// EncodeRequest implements codec.Server. What came in this protocol is written
// as it was meant; what came in another is made to keep this one's rules.
func (c *Server) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	e := encoder{model: generationOf(r.Model)}
	if p := e.Begin(Name, dst, r, lost); p != nil {
		return dst, p
	}
	e.Nested, e.HoistsAll, e.Functions, e.Signs = nested, true, true, true
	e.Forgets = "the provider remembers its thoughts by signatures alone, and takes no others back"
	e.system()
	e.contents()
	e.tools()
	e.toolConfig()
	e.generationConfig()
	e.account()
	e.extra()
	return e.End()
}

// nested is never written to.
var nested = []string{inThinking, inCalling}

// encoder writes one request.
type encoder struct {
	wire.Encoder
	model     generation
	functions bool // there are functions to call
}

var unknown = []wire.Unknown{
	{From: wire.User, Path: "user", Reason: "the provider is not told who asks"},
	{From: wire.Metadata, Path: "metadata", Reason: "the provider takes none"},
}

// account writes how the request is to be served.
func (e *encoder) account() {
	r := e.R
	e.Unknown(unknown)
	switch tier := string(r.ServiceTier); {
	case tier == "" || !e.Same && tier == `"auto"`:
	case e.Same, tier == `"standard"`, tier == `"flex"`, tier == `"priority"`:
		e.Member("serviceTier", r.ServiceTier)
	case tier == `"default"`, tier == `"standard_only"`:
		e.Constant("serviceTier", `"standard"`)
	default:
		e.Lose("service_tier", "the provider has no such tier")
	}
}

// extra writes the members that no protocol here knows, and those that only
// this one does if it is the client's too.
func (e *encoder) extra() {
	for i := range e.R.Extra {
		m := &e.R.Extra[i]
		switch {
		case m.Own && !e.Same:
			e.Lose(m.Name, "only the client's protocol has it")
		case m.Own && strings.IndexByte(m.Name, '.') > 0, m.Own && m.Name == "model": // written by inside; said by the path
		case written(m.Name):
			e.Lose(m.Name, "the provider's member of that name is made from others")
		default:
			e.Member(m.Name, m.Value)
		}
	}
}

// has tells whether the request has a member that llm has no field for.
func (e *encoder) has(name string) bool {
	for i := range e.R.Extra {
		if e.R.Extra[i].Name == name {
			return true
		}
	}
	return false
}

// written tells whether a top-level member is made from others.
func written(name string) bool {
	for i := range requestTable.Rows {
		if requestTable.Rows[i].Name == name {
			return name != "cachedContent"
		}
	}
	return false
}
