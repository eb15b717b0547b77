package openai

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
	gpt.Decoder

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

// Members that must not come twice.
const (
	seenModel = 1 << iota
	seenMessages
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
	case "messages":
		d.Once(seenMessages)
		for d.Array(); d.Element(); {
			d.message()
		}
	case "tools":
		d.Once(seenTools)
		d.tools()
	case "stream":
		d.Once(seenStream)
		r.Stream = d.Bool() == llm.True
	case "stream_options":
		d.streamOptions()
	case "tool_choice":
		d.toolChoice()
	case "parallel_tool_calls":
		r.ParallelTools = d.Bool()
	case "response_format":
		d.format()
	case "functions":
		d.functions()
	case "function_call":
		d.functionChoice()
	case "reasoning_effort":
		d.effort = d.Text()
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
	r := d.R
	switch string(d.Key()) {
	case "max_completion_tokens":
		r.MaxTokens = d.Number()
	case "max_tokens":
		d.maxTokens = d.Number()
	case "temperature":
		r.Temperature = d.Number()
	case "top_p":
		r.TopP = d.Number()
	case "top_k":
		r.TopK = d.Number()
	case "n":
		r.N = d.Number()
	case "seed":
		r.Seed = d.Number()
	case "frequency_penalty":
		r.FrequencyPenalty = d.Number()
	case "presence_penalty":
		r.PresencePenalty = d.Number()
	case "stop":
		d.stop()
	case "user":
		r.User = d.Text()
	case "safety_identifier":
		d.safetyID = d.Text()
	case "metadata":
		r.Metadata = d.Map()
	case "service_tier":
		r.ServiceTier = d.Text()
	default:
		d.extra(&r.Extra)
	}
}

// settle decides between members of the same meaning, when all are known.
func (d *decoder) settle() {
	r := d.R
	if !d.Seen(seenMessages) {
		d.Fail(problem.InvalidParam("messages", "the request body has no messages"))
	}
	if r.MaxTokens == nil {
		r.MaxTokens, d.maxTokens = d.maxTokens, nil
	}
	d.Keep("max_tokens", d.maxTokens)
	if r.User == nil {
		r.User, d.safetyID = d.safetyID, nil
	}
	d.Keep("safety_identifier", llm.Raw(d.safetyID))
	d.settleReasoning()
}

// stop reads one stop sequence or several.
func (d *decoder) stop() {
	switch d.Kind() {
	case 'n':
		d.Skip()
	case '"':
		d.R.Stop = append(d.R.Stop, d.String())
	case '[':
		for d.Array(); d.Element(); {
			d.R.Stop = append(d.R.Stop, d.String())
		}
	default:
		d.Refuse("must be a string or a list of strings")
	}
}

func (d *decoder) streamOptions() {
	if d.Null() {
		return
	}
	for d.Object(); d.Member(); {
		if string(d.Key()) == "include_usage" {
			d.R.StreamUsage = d.Bool()
		} else {
			d.Nested(&d.R.Extra, "stream_options.")
		}
	}
}

// extra keeps a member that llm has no field for.
func (d *decoder) extra(to *[]llm.Member) { d.Extra(to, ownNames[:]) }

// ownNames are the members that the protocol defines and llm has no field for.
// They are never written to.
var ownNames = [...]string{
	"annotations", "audio", "logit_bias", "logprobs", "modalities", "moderation", "prediction", "prompt_cache_breakpoint",
	"prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "store", "top_logprobs", "verbosity",
	"web_search_options",
}
