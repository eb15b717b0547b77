package anthropic

import (
	"strconv"
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/claude"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// EncodeRequest implements codec.Codec. What came in this protocol is written
// as it was meant; what came in another is made to keep this one's rules.
func (c *Codec) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	if p := codec.Bound(r, Name); p != nil {
		return dst, p
	}
	e := encoder{dst: dst, r: r, lost: lost, own: r.Origin == Name, dialect: c.dialect}
	e.plan()
	if c.dialect.VersionInBody {
		e.value(versionMember, usualVersion)
	}
	if !c.dialect.ModelInPath {
		e.value("model", r.Model)
	}
	e.maxTokens()
	e.system()
	e.messages()
	e.tools()
	e.toolChoice()
	e.sampling()
	e.thinking()
	e.outputConfig()
	e.account()
	e.extra()
	if e.err != nil {
		return dst, e.err
	}
	return append(e.dst, '}'), nil
}

// encoder writes one request.
type encoder struct {
	dst     []byte
	r       *llm.Request
	lost    *[]llm.Loss
	err     *problem.Problem
	own     bool // the request came in this protocol
	dialect Dialect

	leading int // how many messages at the start are system messages
	ask     claude.Ask
	plans   claude.Plan

	names [16]string // the members written so far
	count int
}

// member starts a top-level member.
func (e *encoder) member(name string) {
	open := byte(',')
	if e.count == 0 {
		open = '{'
	}
	e.dst = append(append(e.dst, open, '"'), name...)
	e.dst = append(e.dst, '"', ':')
	e.names[e.count] = name
	e.count++
}

// value writes a top-level member unless it is absent.
func (e *encoder) value(name string, value []byte) {
	if value != nil {
		e.member(name)
		e.dst = append(e.dst, value...)
	}
}

func (e *encoder) wrote(name string) bool {
	for _, n := range e.names[:e.count] {
		if n == name {
			return true
		}
	}
	return false
}

// text appends constant text.
func (e *encoder) text(s string) { e.dst = append(e.dst, s...) }

// field appends a member that is not the first of its object.
func (e *encoder) field(name string, value []byte) {
	e.dst = append(e.dst, ',', '"')
	e.dst = append(append(e.dst, name...), '"', ':')
	e.dst = append(e.dst, value...)
}

// lose tells the operator what the provider will not get, once.
func (e *encoder) lose(path, reason string) { codec.Lose(e.lost, path, reason) }

// fail refuses the request. The first refusal counts.
func (e *encoder) fail(param, message string) {
	if e.err == nil {
		e.err = problem.InvalidParam(param, message)
	}
}

// at is the path of a message.
func at(message int) string { return "messages." + strconv.Itoa(message) }

func (e *encoder) maxTokens() {
	e.member("max_tokens")
	if e.r.MaxTokens != nil {
		e.dst = append(e.dst, e.r.MaxTokens...)
		return
	}
	e.dst = strconv.AppendInt(e.dst, e.plans.MaxTokens, 10)
}

// account writes who asks and how it is to be served.
func (e *encoder) account() {
	if e.r.Stream {
		e.value("stream", trueLiteral)
	}
	e.metadata()
	switch tier := string(e.r.ServiceTier); {
	case tier == "":
	case e.own, tier == `"auto"`, tier == `"standard_only"`:
		e.value("service_tier", e.r.ServiceTier)
	case tier == `"default"`:
		e.value("service_tier", standardOnly)
	default:
		e.lose("service_tier", "the provider has no such tier")
	}
}

// Values that are written where a literal is wanted. They are never changed.
var (
	trueLiteral  = []byte("true")
	falseLiteral = []byte("false")
	standardOnly = []byte(`"standard_only"`)
)

func (e *encoder) metadata() {
	if e.r.Metadata != nil {
		e.lose("metadata", "the provider takes no metadata but the user")
	}
	first := true
	if e.r.User != nil {
		e.member("metadata")
		e.text(`{"user_id":`)
		e.dst = append(e.dst, e.r.User...)
		first = false
	}
	if e.nested("metadata", first) {
		e.dst = append(e.dst, '}')
	}
}

// nested writes the members of a top-level object that llm has no field for,
// and tells whether the object is open after that.
func (e *encoder) nested(object string, first bool) bool {
	if !e.own {
		return !first
	}
	for i := range e.r.Extra {
		m := &e.r.Extra[i]
		if !m.Own || len(m.Name) <= len(object) || m.Name[:len(object)] != object || m.Name[len(object)] != '.' {
			continue
		}
		if first {
			e.member(object)
			e.dst = append(e.dst, '{')
		} else {
			e.dst = append(e.dst, ',')
		}
		first = false
		e.dst = jsonscan.AppendQuoted(e.dst, m.Name[len(object)+1:])
		e.dst = append(append(e.dst, ':'), m.Value...)
	}
	return !first
}

// extra writes the members that no protocol here knows, and those that only
// this one does if it is the client's too.
func (e *encoder) extra() {
	for i := range e.r.Extra {
		m := &e.r.Extra[i]
		switch {
		case m.Own && !e.own:
			e.lose(m.Name, "only the client's protocol has it")
		case m.Own && strings.IndexByte(m.Name, '.') > 0: // written by nested
		case e.wrote(m.Name):
			e.lose(m.Name, "the provider's member of that name is made from another one")
		default:
			e.known(m)
		}
	}
}

// known writes a member that is not the first of its object as it came in.
func (e *encoder) known(m *llm.Member) {
	e.dst = jsonscan.AppendQuoted(append(e.dst, ','), m.Name)
	e.dst = append(append(e.dst, ':'), m.Value...)
}
