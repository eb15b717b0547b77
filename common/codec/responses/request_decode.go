package responses

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// DecodeRequest implements codec.Codec.
func (c *Codec) DecodeRequest(r *llm.Request, body []byte) error {
	r.Origin = Name
	d := decoder{Decoder: gpt.NewDecoder(body, r)}
	for d.Object(); d.Member(); {
		key, start := d.Key(), d.Start()
		d.member()
		d.repeats.note(key, d.Since(start))
	}
	d.settle()
	if err := d.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// decoder reads one request, in one pass.
type decoder struct {
	gpt.Decoder
	turn     turn
	safetyID llm.Text
	repeats  repeats
}

// Members that must not come twice.
const (
	seenModel = 1 << iota
	seenInput
	seenInstructions
	seenTools
	seenStream
)

// member reads one top-level member.
func (d *decoder) member() {
	r := d.R
	switch string(d.Key()) {
	case "model":
		d.Once(seenModel)
		r.Model = d.Text()
	case "input":
		if !d.Null() {
			d.Once(seenInput)
			d.input()
		}
	case "instructions":
		d.Once(seenInstructions)
		d.instructions()
	case "tools":
		d.Once(seenTools)
		d.tools()
	case "stream":
		d.Once(seenStream)
		r.Stream = d.Bool() == llm.True
	case "tool_choice":
		d.toolChoice()
	case "parallel_tool_calls":
		r.ParallelTools = d.Bool()
	case "text":
		d.textMember()
	case "reasoning":
		d.reasoningMember()
	default:
		d.setting()
	}
}

// setting reads a top-level member that is a plain value.
func (d *decoder) setting() {
	r := d.R
	switch string(d.Key()) {
	case "max_output_tokens":
		r.MaxTokens = d.Number()
	case "temperature":
		r.Temperature = d.Number()
	case "top_p":
		r.TopP = d.Number()
	case "user":
		r.User = d.Text()
	case "safety_identifier":
		d.safetyID = d.Text()
	case "metadata":
		r.Metadata = d.Map()
	case "service_tier":
		r.ServiceTier = d.Text()
	case "stream_options":
		d.streamOptions()
	default:
		d.own()
	}
}

// instructionsItem is the Item of the text that instructions consist of: they
// are not among the input.
var instructionsItem = llm.Text("instructions")

// instructions become the first message wherever they stand in the body.
func (d *decoder) instructions() {
	text := d.Text()
	if text == nil {
		return
	}
	m := d.NewMessage(llm.System)
	m.Count = 1
	p := d.NewPart(llm.TextPart)
	p.Text, p.Item = text, instructionsItem
	for list := d.R.Messages; len(list) > 1; list = list[:len(list)-1] {
		last := len(list) - 1
		list[last], list[last-1] = list[last-1], list[last]
	}
}

// streamOptions reads how a stream is to be disguised, which is never done
// elsewhere.
func (d *decoder) streamOptions() {
	if d.Null() {
		return
	}
	for d.Object(); d.Member(); {
		if string(d.Key()) == "include_obfuscation" && d.Kind() == 'f' {
			d.Nested(&d.R.Implied, "stream_options.")
		} else {
			d.Nested(&d.R.Extra, "stream_options.")
		}
	}
}

// unasked are the values of members that every other protocol has unasked:
// they keep nothing, answer at once, cut nothing off, and give back their
// reasoning with its seal. It is never written to.
var unasked = [...]struct{ name, value string }{
	{"background", `false`},
	{"store", `false`},
	{"truncation", `"disabled"`},
	{"include", `["reasoning.encrypted_content"]`},
	{"include", `[]`},
}

// bound are the members that refer to what the provider keeps. It is never
// written to.
var bound = [...]string{"previous_response_id", "conversation", "prompt"}

// ownNames are the members that the protocol defines and llm has no field for.
// They are never written to.
var ownNames = [...]string{
	"access_programs", "annotations", "background", "background_options", "caller", "context_management", "conversation", "format", "image",
	"include", "logprobs", "max_tool_calls", "moderation", "namespace", "phase", "previous_response_id", "prompt",
	"prompt_cache_breakpoint", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "status", "store",
	"top_logprobs", "truncation",
}

// own keeps a member that llm has no field for.
func (d *decoder) own() {
	to := &d.R.Extra
	before := d.Scanner
	value := string(d.Value())
	for i := range unasked {
		if string(before.Key()) == unasked[i].name && value == unasked[i].value {
			to = &d.R.Implied
		}
	}
	for _, name := range bound {
		if string(before.Key()) == name && value != "null" {
			d.R.Bound = name
		}
	}
	if d.Err() == nil {
		d.Scanner = before
		d.Extra(to, ownNames[:])
	}
}

// settle decides what can be only when all members are known.
func (d *decoder) settle() {
	r := d.R
	if !d.Seen(seenInput) && r.Bound == "" {
		d.Fail(problem.InvalidParam("input", "the request body has no input"))
	}
	if r.User == nil {
		r.User, d.safetyID = d.safetyID, nil
	}
	d.Keep("safety_identifier", llm.Raw(d.safetyID))
	r.Echo = d.repeats.appendTo(r.Echo, r.Tools)
}
