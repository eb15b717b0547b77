package openai

import (
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// EncodeRequest implements codec.Codec.
func (c *Codec) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	if p := codec.Bound(r, Name); p != nil {
		return nil, p
	}
	e := encoder{Encoder: gpt.Encoder{Dst: append(dst, '{'), R: r, Lost: lost, Same: r.Origin == Name}, dialect: c.dialect}
	if r.Model != nil {
		e.Member("model", r.Model)
	}
	e.messages()
	e.tools()
	e.settings()
	e.format()
	e.reasoning()
	e.client()
	e.stream()
	e.extras(r.Extra, "")
	if e.Failed != nil {
		return nil, e.Failed
	}
	return append(e.Dst, '}'), nil
}

// encoder writes one request.
type encoder struct {
	gpt.Encoder
	dialect Dialect
}

const unknownHere = "chat completions have no such member"

// extras writes the members that llm has no field for into the object at
// hand. At is where they stand, empty for the request itself.
func (e *encoder) extras(list []llm.Member, at string) {
	for i := range list {
		m := &list[i]
		object, _, isNested := strings.Cut(m.Name, ".")
		switch {
		case at == "" && e.dialect == Dialect{} && gpt.Shared(e.R.Origin, m.Name):
			e.Member(m.Name, m.Value)
		case !e.Same && (m.Own || at != ""):
			e.Lose(at+m.Name, unknownHere)
		case !m.Own || !isNested:
			e.Member(m.Name, m.Value)
		case !hasInside(object):
			e.Lose(at+m.Name, "the member that it belongs to was translated")
		}
	}
}

// inside writes those extra members that belong to an inner object.
func (e *encoder) inside(object string, list []llm.Member) {
	if !e.Same {
		return
	}
	for i := range list {
		outer, name, _ := strings.Cut(list[i].Name, ".")
		if list[i].Own && outer == object {
			e.Member(name, list[i].Value)
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
	r := e.R
	if e.dialect.LegacyMaxTokens {
		e.Optional("max_tokens", r.MaxTokens)
	} else {
		e.Optional("max_completion_tokens", r.MaxTokens)
	}
	e.Optional("temperature", r.Temperature)
	e.Optional("top_p", r.TopP)
	if e.Same || e.dialect.TopK {
		e.Optional("top_k", r.TopK)
	} else if r.TopK != nil {
		e.Lose("top_k", unknownHere)
	}
	e.Optional("n", r.N)
	e.Optional("seed", r.Seed)
	e.Optional("frequency_penalty", r.FrequencyPenalty)
	e.Optional("presence_penalty", r.PresencePenalty)
	if len(r.Stop) > 0 {
		e.Name("stop")
		e.Raw("[")
		for _, s := range r.Stop {
			e.Comma()
			e.Bytes(s)
		}
		e.Raw("]")
	}
}

// client writes what is said of the client.
func (e *encoder) client() {
	r := e.R
	e.Optional("user", r.User)
	switch {
	case e.Same:
		e.Optional("metadata", r.Metadata)
	case r.Metadata != nil:
		e.Lose("metadata", "it is only taken for replies that the provider stores")
	}
	switch tier := string(r.ServiceTier); {
	case tier == "":
	case e.Same, e.R.Origin == gpt.Responses && e.dialect == Dialect{}, tier == `"auto"`:
		e.Member("service_tier", r.ServiceTier)
	case tier == `"standard_only"`:
		e.Name("service_tier")
		e.Raw(`"default"`)
	default:
		e.Lose("service_tier", "the provider has no such tier")
	}
}

func (e *encoder) stream() {
	if !e.R.Stream {
		return
	}
	e.Name("stream")
	e.Raw("true")
	if e.dialect.NoStreamOptions {
		return
	}
	e.Name("stream_options")
	e.Raw(`{"include_usage":true`)
	e.inside("stream_options", e.R.Extra)
	e.Raw("}")
}
