package anthropic

import (
	"slices"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// DecodeRequest implements codec.Codec.
func (c *Codec) DecodeRequest(r *llm.Request, body []byte) error {
	r.Origin = Name
	d := decoder{Scanner: jsonscan.New(body), body: body, r: r}
	for d.Object(); d.Member(); {
		d.member()
	}
	if d.seen&seenMessages == 0 {
		d.Fail(problem.InvalidParam("messages", "the request body has no messages"))
	}
	if err := d.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// decoder reads one request, in one pass.
type decoder struct {
	jsonscan.Scanner
	body []byte
	r    *llm.Request
	seen uint8 // a bit for each member that must not come twice
}

// Bits of decoder.seen. Two readers of a member that is there twice may take
// different ones, so that it is refused.
const (
	seenModel = 1 << iota
	seenMessages
	seenSystem
	seenTools
	seenStream
	seenMaxTokens
)

func (d *decoder) once(bit uint8) {
	if d.seen&bit != 0 {
		d.refuse("must not be there twice")
	}
	d.seen |= bit
}

// member reads one top-level member.
func (d *decoder) member() {
	r := d.r
	switch string(d.Key()) {
	case "model":
		d.once(seenModel)
		r.Model = d.text()
	case "messages":
		d.once(seenMessages)
		d.messages()
	case "system":
		d.once(seenSystem)
		d.system()
	case "tools":
		d.once(seenTools)
		d.tools()
	case "stream":
		d.once(seenStream)
		r.Stream = d.bool() == llm.True
	case "max_tokens":
		d.once(seenMaxTokens)
		r.MaxTokens = d.number()
	default:
		d.option()
	}
}

// option reads a top-level member that a request can do without.
func (d *decoder) option() {
	r := d.r
	switch string(d.Key()) {
	case "temperature":
		r.Temperature = d.number()
	case "top_p":
		r.TopP = d.number()
	case "top_k":
		r.TopK = d.number()
	case "stop_sequences":
		d.stop()
	case "tool_choice":
		d.toolChoice()
	case "thinking":
		d.thinking()
	case "output_config":
		d.outputConfig()
	case "output_format":
		d.format("output_format")
	case "metadata":
		d.metadata()
	case "service_tier":
		r.ServiceTier = d.text()
	default:
		d.unknown()
	}
}

func (d *decoder) stop() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		d.r.Stop = append(d.r.Stop, d.String())
	}
}

// system reads the system prompt, which becomes the first message wherever it
// stands in the body.
func (d *decoder) system() {
	m := llm.Message{Role: llm.System}
	d.content(&m)
	if d.Err() == nil && m.Count > 0 {
		d.r.Messages = slices.Insert(d.r.Messages, 0, m)
	}
}

func (d *decoder) metadata() {
	if d.Null() {
		return
	}
	for d.Object(); d.Member(); {
		if string(d.Key()) == "user_id" {
			d.r.User = d.text()
		} else {
			d.below("metadata.")
		}
	}
}

// ownMembers are the top-level members that the protocol defines and llm has
// no field for.
var ownMembers = [...]string{
	"anthropic_beta", "anthropic_version", "billing_policy", "cache_control", "compaction", "container",
	"context_management", "diagnostics", "fallback_credit_token", "fallbacks", "inference_geo", "mcp_servers", "speed",
	"thread",
}

// unknown keeps a top-level member that llm has no field for.
func (d *decoder) unknown() {
	name, own := "", false
	for i := range ownMembers {
		if string(d.Key()) == ownMembers[i] {
			name, own = ownMembers[i], true
		}
	}
	if !own {
		name = string(d.Key())
	}
	if value := d.value(); value != nil {
		d.r.Extra = append(d.r.Extra, llm.Member{Name: name, Value: value, Own: own})
	}
}

// below keeps a member of a top-level object.
func (d *decoder) below(prefix string) {
	name := prefix + string(d.Key())
	if value := d.value(); value != nil {
		d.r.Extra = append(d.r.Extra, llm.Member{Name: name, Value: value, Own: true})
	}
}

// extra keeps a member of a message, a block or a tool.
func (d *decoder) extra(to *[]llm.Member) {
	name := string(d.Key())
	if value := d.value(); value != nil {
		*to = append(*to, llm.Member{Name: name, Value: value, Own: true})
	}
}

// value consumes any value, and returns nil for null.
func (d *decoder) value() llm.Raw {
	if d.Null() {
		return nil
	}
	return d.Value()
}

// text consumes a string or null.
func (d *decoder) text() llm.Text {
	if d.Null() {
		return nil
	}
	return d.String()
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

// bool consumes true, false or null.
func (d *decoder) bool() llm.Bool {
	kind := d.Kind()
	switch kind {
	case 't', 'f', 'n':
		d.Skip()
	default:
		d.refuse("must be true or false")
	}
	switch kind {
	case 't':
		return llm.True
	case 'f':
		return llm.False
	}
	return llm.Absent
}

// start returns where the next value starts.
func (d *decoder) start() int {
	d.Kind() // skips space
	return d.Offset()
}

// since returns what was read from start on.
func (d *decoder) since(start int) llm.Raw { return d.body[start:d.Offset()] }

// refuse ends the scan with what is wrong with the next value.
func (d *decoder) refuse(wrong string) { d.refuseAt(d.start(), wrong) }

// refuseAt is refuse for a value that was read already.
func (d *decoder) refuseAt(start int, wrong string) {
	d.Fail(&codec.Fault{Offset: start, Wrong: wrong})
}
