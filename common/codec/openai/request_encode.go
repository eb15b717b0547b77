package openai

import (
	"strings"

	"aigateway/common/llm"
	"aigateway/common/problem"
)

// EncodeRequest implements codec.Codec.
func (c *Codec) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	e := encoder{dst: append(dst, '{'), r: r, dialect: c.dialect, lost: lost, same: r.Origin == Name}
	if r.Model != nil {
		e.member("model", r.Model)
	}
	e.messages()
	e.tools()
	e.settings()
	e.format()
	e.reasoning()
	e.client()
	e.stream()
	e.extras(r.Extra, "")
	if e.failed != nil {
		return nil, e.failed
	}
	return append(e.dst, '}'), nil
}

// encoder writes one request.
type encoder struct {
	dst     []byte
	r       *llm.Request
	dialect Dialect
	lost    *[]llm.Loss
	same    bool // the client speaks this protocol
	failed  *problem.Problem
}

// comma separates what follows from what stands before it.
func (e *encoder) comma() {
	switch e.dst[len(e.dst)-1] {
	case '{', '[':
	default:
		e.dst = append(e.dst, ',')
	}
}

func (e *encoder) raw(text string) { e.dst = append(e.dst, text...) }

func (e *encoder) name(name string) {
	e.comma()
	e.dst = append(append(append(e.dst, '"'), name...), '"', ':')
}

func (e *encoder) member(name string, value []byte) {
	e.name(name)
	e.dst = append(e.dst, value...)
}

// optional writes a member unless it is absent.
func (e *encoder) optional(name string, value []byte) {
	if value != nil {
		e.member(name, value)
	}
}

func (e *encoder) flag(name string, value llm.Bool) {
	switch value {
	case llm.True:
		e.name(name)
		e.raw("true")
	case llm.False:
		e.name(name)
		e.raw("false")
	}
}

// lose tells of a loss, once.
func (e *encoder) lose(path, reason string) {
	for _, l := range *e.lost {
		if l.Path == path && l.Reason == reason {
			return
		}
	}
	*e.lost = append(*e.lost, llm.Loss{Path: path, Reason: reason})
}

// fail refuses a request that would lose its meaning.
func (e *encoder) fail(param, message string) {
	if e.failed == nil {
		e.failed = problem.InvalidParam(param, message)
	}
}

const unknownHere = "chat completions have no such member"

// extras writes the members that llm has no field for into the object at
// hand. At is where they stand, empty for the request itself.
func (e *encoder) extras(list []llm.Member, at string) {
	for i := range list {
		m := &list[i]
		object, _, isNested := strings.Cut(m.Name, ".")
		switch {
		case !e.same && (m.Own || at != ""):
			e.lose(at+m.Name, unknownHere)
		case !m.Own || !isNested:
			e.member(m.Name, m.Value)
		case !hasInside(object):
			e.lose(at+m.Name, "the member that it belongs to was translated")
		}
	}
}

// inside writes those extra members that belong to an inner object.
func (e *encoder) inside(object string, list []llm.Member) {
	if !e.same {
		return
	}
	for i := range list {
		outer, name, _ := strings.Cut(list[i].Name, ".")
		if list[i].Own && outer == object {
			e.member(name, list[i].Value)
		}
	}
}

// hasInside tells whether inside is called for an object.
func hasInside(object string) bool {
	switch object {
	case "stream_options", "function", "image_url", "input_audio", "file":
		return true
	}
	return false
}

// settings writes the plain values.
func (e *encoder) settings() {
	r := e.r
	if e.dialect.LegacyMaxTokens {
		e.optional("max_tokens", r.MaxTokens)
	} else {
		e.optional("max_completion_tokens", r.MaxTokens)
	}
	e.optional("temperature", r.Temperature)
	e.optional("top_p", r.TopP)
	if e.same || e.dialect.TopK {
		e.optional("top_k", r.TopK)
	} else if r.TopK != nil {
		e.lose("top_k", unknownHere)
	}
	e.optional("n", r.N)
	e.optional("seed", r.Seed)
	e.optional("frequency_penalty", r.FrequencyPenalty)
	e.optional("presence_penalty", r.PresencePenalty)
	if len(r.Stop) > 0 {
		e.name("stop")
		e.raw("[")
		for _, s := range r.Stop {
			e.comma()
			e.dst = append(e.dst, s...)
		}
		e.raw("]")
	}
}

// client writes what is said of the client.
func (e *encoder) client() {
	r := e.r
	e.optional("user", r.User)
	switch {
	case e.same:
		e.optional("metadata", r.Metadata)
	case r.Metadata != nil:
		e.lose("metadata", "it is only taken for replies that the provider stores")
	}
	switch tier := string(r.ServiceTier); {
	case tier == "":
	case e.same || tier == `"auto"`:
		e.member("service_tier", r.ServiceTier)
	case tier == `"standard_only"`:
		e.name("service_tier")
		e.raw(`"default"`)
	default:
		e.lose("service_tier", "the provider has no such tier")
	}
}

func (e *encoder) stream() {
	if !e.r.Stream {
		return
	}
	e.name("stream")
	e.raw("true")
	if e.dialect.NoStreamOptions {
		return
	}
	e.name("stream_options")
	e.raw(`{"include_usage":true`)
	e.inside("stream_options", e.r.Extra)
	e.raw("}")
}
