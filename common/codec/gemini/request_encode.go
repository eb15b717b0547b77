package gemini

import (
	"strconv"
	"strings"

	"aigateway/common/codec"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// EncodeRequest implements codec.Server. What came in this protocol is written
// as it was meant; what came in another is made to keep this one's rules.
func (c *Server) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	if p := codec.Bound(r, Name); p != nil {
		return dst, p
	}
	e := encoder{output: output{append(dst, '{')}, r: r, lost: lost, own: r.Origin == Name, model: generationOf(r.Model)}
	e.system()
	e.contents()
	e.tools()
	e.toolConfig()
	e.generationConfig()
	e.account()
	e.extra()
	if e.err != nil {
		return dst, e.err
	}
	return append(e.dst, '}'), nil
}

// encoder writes one request.
type encoder struct {
	output
	r     *llm.Request
	lost  *[]llm.Loss
	err   *problem.Problem
	own   bool // the request came in this protocol
	model generation

	leading   int  // how many messages at the start are system messages
	functions bool // there are functions to call
}

// lose tells the operator what the provider will not get, once.
//
//go:noinline
func (e *encoder) lose(path, reason string) { codec.Lose(e.lost, path, reason) }

// fail refuses the request. The first refusal counts.
//
//go:noinline
func (e *encoder) fail(param, message string) {
	if e.err == nil {
		e.err = problem.InvalidParam(param, message)
	}
}

// at is the path of a message.
//
//go:noinline
func at(message int) string { return "messages." + strconv.Itoa(message) }

// account writes how the request is to be served.
func (e *encoder) account() {
	r := e.r
	if r.User != nil {
		e.lose("user", "the provider is not told who asks")
	}
	if r.Metadata != nil {
		e.lose("metadata", "the provider takes none")
	}
	switch tier := string(r.ServiceTier); {
	case tier == "" || !e.own && tier == `"auto"`:
	case e.own, tier == `"standard"`, tier == `"flex"`, tier == `"priority"`:
		e.member("serviceTier", r.ServiceTier)
	case tier == `"default"`, tier == `"standard_only"`:
		e.words("serviceTier", "standard")
	default:
		e.lose("service_tier", "the provider has no such tier")
	}
}

// written tells whether a top-level member is made from others.
func written(name string) bool {
	switch name {
	case "contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "serviceTier":
		return true
	}
	return false
}

// extra writes the members that no protocol here knows, and those that only
// this one does if it is the client's too.
func (e *encoder) extra() {
	for i := range e.r.Extra {
		m := &e.r.Extra[i]
		switch {
		case m.Own && !e.own:
			e.lose(m.Name, "only the client's protocol has it")
		case m.Own && strings.IndexByte(m.Name, '.') > 0, m.Own && m.Name == "model": // written by inside; said by the path
		case written(m.Name):
			e.lose(m.Name, "the provider's member of that name is made from others")
		default:
			e.member(m.Name, m.Value)
		}
	}
}

// has tells whether the request has a member that llm has no field for.
func (e *encoder) has(name string) bool {
	for i := range e.r.Extra {
		if e.r.Extra[i].Name == name {
			return true
		}
	}
	return false
}

// inside writes the members of an object that llm has no field for.
func (e *encoder) inside(object string, list []llm.Member) {
	for i := range list {
		m := &list[i]
		name, below := strings.CutPrefix(m.Name, object)
		if !below || !e.own || !m.Own || object != inThinking && strings.HasPrefix(m.Name, inThinking) ||
			object != inCalling && strings.HasPrefix(m.Name, inCalling) {
			continue
		}
		e.member(name, m.Value)
	}
}
