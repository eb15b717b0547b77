package openai

import (
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
	d.settle()
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

	// Members that give way to another one of the same meaning.
	maxTokens llm.Raw
	safetyID  llm.Text
	effort    llm.Text
	reasoning llm.Reasoning // as OpenRouter's clients write it

	// functionCalls counts the calls that the client gave no id, and callID
	// is the id that the last one got.
	functionCalls int
	callID        llm.Text
}

// Bits of decoder.seen. Two readers of a member that is there twice may take
// different ones, so that it is refused.
const (
	seenModel = 1 << iota
	seenMessages
	seenTools
	seenStream
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
		for d.Array(); d.Element(); {
			d.message()
		}
	case "tools":
		d.once(seenTools)
		d.tools()
	case "stream":
		d.once(seenStream)
		r.Stream = d.bool() == llm.True
	case "stream_options":
		d.streamOptions()
	case "tool_choice":
		d.toolChoice()
	case "parallel_tool_calls":
		r.ParallelTools = d.bool()
	case "response_format":
		d.format()
	case "functions":
		d.functions()
	case "function_call":
		d.functionChoice()
	case "reasoning_effort":
		d.effort = d.text()
	case "thinking":
		d.thinkingMember()
	case "reasoning":
		d.reasoningMember()
	default:
		d.setting()
	}
}

// setting reads a top-level member that is a plain value.
func (d *decoder) setting() {
	r := d.r
	switch string(d.Key()) {
	case "max_completion_tokens":
		r.MaxTokens = d.number()
	case "max_tokens":
		d.maxTokens = d.number()
	case "temperature":
		r.Temperature = d.number()
	case "top_p":
		r.TopP = d.number()
	case "top_k":
		r.TopK = d.number()
	case "n":
		r.N = d.number()
	case "seed":
		r.Seed = d.number()
	case "frequency_penalty":
		r.FrequencyPenalty = d.number()
	case "presence_penalty":
		r.PresencePenalty = d.number()
	case "stop":
		d.stop()
	case "user":
		r.User = d.text()
	case "safety_identifier":
		d.safetyID = d.text()
	case "metadata":
		r.Metadata = d.object()
	case "service_tier":
		r.ServiceTier = d.text()
	default:
		d.extra(&r.Extra)
	}
}

// settle decides between members of the same meaning, when all are known.
func (d *decoder) settle() {
	r := d.r
	if d.seen&seenMessages == 0 {
		d.Fail(problem.InvalidParam("messages", "the request body has no messages"))
	}
	if r.MaxTokens == nil {
		r.MaxTokens, d.maxTokens = d.maxTokens, nil
	}
	d.keep("max_tokens", d.maxTokens)
	if r.User == nil {
		r.User, d.safetyID = d.safetyID, nil
	}
	d.keep("safety_identifier", llm.Raw(d.safetyID))
	d.settleReasoning()
}

// stop reads one stop sequence or several.
func (d *decoder) stop() {
	switch d.Kind() {
	case 'n':
		d.Skip()
	case '"':
		d.r.Stop = append(d.r.Stop, d.String())
	case '[':
		for d.Array(); d.Element(); {
			d.r.Stop = append(d.r.Stop, d.String())
		}
	default:
		d.refuse("must be a string or a list of strings")
	}
}

func (d *decoder) streamOptions() {
	if d.Null() {
		return
	}
	for d.Object(); d.Member(); {
		if string(d.Key()) == "include_usage" {
			d.r.StreamUsage = d.bool()
		} else {
			d.nested(&d.r.Extra, "stream_options.")
		}
	}
}

// extra keeps a member that llm has no field for. Null is as good as absent.
func (d *decoder) extra(to *[]llm.Member) {
	name, own := ownName(d.Key())
	if d.Null() {
		return
	}
	if name == "" {
		name = string(d.Key())
	}
	*to = append(*to, llm.Member{Name: name, Value: d.Value(), Own: own})
}

// nested keeps a member of an inner object, named with the path to it, such
// as stream_options.include_obfuscation.
func (d *decoder) nested(to *[]llm.Member, prefix string) {
	name := prefix + string(d.Key())
	if !d.Null() {
		*to = append(*to, llm.Member{Name: name, Value: d.Value(), Own: true})
	}
}

// keep keeps a top-level member that the protocol defines, unless it is nil.
func (d *decoder) keep(name string, value llm.Raw) {
	if value != nil {
		d.r.Extra = append(d.r.Extra, llm.Member{Name: name, Value: value, Own: true})
	}
}

// ownName returns the name of a member that the protocol defines and llm has
// no field for.
func ownName(key []byte) (name string, own bool) {
	switch string(key) {
	case "audio":
		return "audio", true
	case "annotations":
		return "annotations", true
	case "logit_bias":
		return "logit_bias", true
	case "logprobs":
		return "logprobs", true
	case "top_logprobs":
		return "top_logprobs", true
	case "modalities":
		return "modalities", true
	case "moderation":
		return "moderation", true
	case "prediction":
		return "prediction", true
	case "prompt_cache_breakpoint":
		return "prompt_cache_breakpoint", true
	case "prompt_cache_key":
		return "prompt_cache_key", true
	case "prompt_cache_options":
		return "prompt_cache_options", true
	case "prompt_cache_retention":
		return "prompt_cache_retention", true
	case "store":
		return "store", true
	case "verbosity":
		return "verbosity", true
	case "web_search_options":
		return "web_search_options", true
	}
	return "", false
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
	switch d.Kind() {
	case 't', 'f', 'n':
		return boolOf(d.Value())
	}
	d.refuse("must be true or false")
	return llm.Absent
}

// object consumes an object, or null.
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

// refuse ends the scan with what is wrong with the next value.
func (d *decoder) refuse(wrong string) {
	d.Kind() // skips space
	d.Fail(&codec.Fault{Offset: d.Offset(), Wrong: wrong})
}

// boolOf returns what true, false or null means.
func boolOf(value []byte) llm.Bool {
	switch string(value) {
	case "true":
		return llm.True
	case "false":
		return llm.False
	}
	return llm.Absent
}
