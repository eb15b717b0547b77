package gemini

import (
	"slices"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// DecodeRequest implements codec.Codec. The model and whether the reply is
// streamed are for the caller to fill in, from the path.
func (c *Codec) DecodeRequest(r *llm.Request, body []byte) error {
	r.Origin = Name
	d := decoder{Scanner: jsonscan.New(body), body: body, r: r}
	for d.Object(); d.Member(); {
		d.member()
	}
	if d.seen&seenContents == 0 {
		d.Fail(problem.InvalidParam("contents", "the request body has no contents"))
	}
	if err := d.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// decoder reads one request, in one pass.
type decoder struct {
	jsonscan.Scanner
	names names
	body  []byte
	r     *llm.Request
	seen  uint8 // a bit for each member that must not come twice
	calls int   // function calls so far
}

// Bits of decoder.seen. Two readers of a member that is there twice may take
// different ones, so that it is refused.
const (
	seenContents = 1 << iota
	seenSystem
	seenTools
	seenChoice
	seenConfig
)

func (d *decoder) once(bit uint8) {
	if d.seen&bit != 0 {
		d.refuse("must not be there twice")
	}
	d.seen |= bit
}

// member reads one top-level member.
func (d *decoder) member() {
	switch key := d.names.of(d.Key()); string(key) {
	case "contents":
		d.once(seenContents)
		for d.Array(); d.Element(); {
			d.content()
		}
	case "systemInstruction":
		d.once(seenSystem)
		d.system()
	case "tools":
		d.once(seenTools)
		d.tools()
	case "toolConfig":
		d.once(seenChoice)
		d.toolConfig()
	case "generationConfig":
		d.once(seenConfig)
		d.generationConfig()
	case "serviceTier":
		d.r.ServiceTier = d.text()
	case "cachedContent":
		d.r.Bound = "cachedContent"
		d.keep("", key)
	default:
		d.keep("", key)
	}
}

// system reads the system prompt, which becomes the first message wherever it
// stands in the body. The role that some clients give it means nothing.
func (d *decoder) system() {
	if d.Null() {
		return
	}
	m := llm.Message{Role: llm.System, First: len(d.r.Parts)}
	for d.Object(); d.Member(); {
		switch key := d.names.of(d.Key()); string(key) {
		case "parts":
			d.parts(&m)
		case "role":
			d.Skip()
		default:
			d.extra(&m.Extra, key)
		}
	}
	if d.Err() == nil && m.Count > 0 {
		d.r.Messages = slices.Insert(d.r.Messages, 0, m)
	}
}

// ownMembers are the members that the protocol defines and llm has no field
// for, with the path to them. Those of other objects than the request are all
// taken for the protocol's.
var ownMembers = [...]string{
	"cachedContent", "continuationToken", "labels", "model", "modelArmorConfig", "safetySettings", "store",
	inConfig + "audioTimestamp", inConfig + "audioTranscriptionConfig", inConfig + "enableAffectiveDialog",
	inConfig + "enableEnhancedCivicAnswers", inConfig + "imageConfig", inConfig + "logprobs", inConfig + "mediaResolution",
	inConfig + "responseFormat", inConfig + "responseLogprobs", inConfig + "responseModalities", inConfig + "routingConfig",
	inConfig + "speechConfig", inThinking + "includeThoughts",
	inChoice + "retrievalConfig", inChoice + "includeServerSideToolInvocations",
}

// Paths of the objects in a request.
const (
	inConfig   = "generationConfig."
	inThinking = "generationConfig.thinkingConfig."
	inChoice   = "toolConfig."
	inCalling  = "toolConfig.functionCallingConfig."
)

// known returns the name of a member with the path to it.
func known(object string, key []byte) (name string, own bool) {
	for _, name := range ownMembers {
		if n := len(object); len(name) == n+len(key) && name[:n] == object && name[n:] == string(key) {
			return name, true
		}
	}
	return object + string(key), object != ""
}

// keep keeps a member of an object, or of the request, that llm has no field
// for. Null is as good as absent.
func (d *decoder) keep(object string, key []byte) {
	name, own := known(object, key)
	if !d.Null() {
		d.r.Extra = append(d.r.Extra, llm.Member{Name: name, Value: d.Value(), Own: own})
	}
}

// extra keeps a member of a content or a tool.
func (d *decoder) extra(to *[]llm.Member, key []byte) {
	name := string(key)
	if !d.Null() {
		*to = append(*to, llm.Member{Name: name, Value: d.Value(), Own: true})
	}
}

// text consumes a string or null.
func (d *decoder) text() llm.Text {
	if d.Null() {
		return nil
	}
	return d.String()
}

// object consumes an object or null.
func (d *decoder) object() llm.Raw {
	if d.Null() {
		return nil
	}
	if d.Kind() != '{' {
		d.refuse("must be an object")
		return nil
	}
	return d.Value()
}

// number consumes a number or null.
func (d *decoder) number() llm.Raw {
	if d.Null() {
		return nil
	}
	if d.Kind() != '0' {
		d.refuse("must be a number")
		return nil
	}
	return d.Value()
}

// start returns where the next value starts.
func (d *decoder) start() int {
	d.Kind() // skips space
	return d.Offset()
}

// refuse ends the scan with what is wrong with the next value.
func (d *decoder) refuse(wrong string) { d.refuseAt(d.start(), wrong) }

// refuseAt is refuse for a value that was read already.
//
//go:noinline
func (d *decoder) refuseAt(start int, wrong string) {
	d.Fail(&codec.Fault{Offset: start, Wrong: wrong})
}
