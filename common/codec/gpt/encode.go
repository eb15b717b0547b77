package gpt

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Format writes the members of an answer's form. A schema has a name in these
// protocols, and is kept to, where other protocols do so always, only if
// nothing in it is optional.
func Format(e *wire.Encoder) {
	f := &e.R.Format
	if f.Name == nil {
		e.Constant("name", `"response"`)
	}
	e.Plain(format)
	strict := f.Strict
	if f.Schema != nil {
		e.Name("schema")
		if strict == llm.True && e.R.Origin != Chat && e.R.Origin != Responses {
			var complete bool
			if e.Dst, complete = codec.AppendClosed(e.Dst, f.Schema); !complete {
				strict = llm.Absent
				e.Lose("response_format.json_schema.strict", "the provider keeps to a schema only if nothing in it is optional")
			}
		} else {
			e.Bytes(f.Schema)
		}
	}
	e.Flag("strict", strict)
}

var format = []wire.Plain{{Name: "name", From: wire.FormatName}, {Name: "description", From: wire.FormatDescription}}

// Arguments writes those of a call, as the text that OpenAI has them as.
func Arguments(e *wire.Encoder, p *llm.Part) {
	e.Name("arguments")
	if wire.Quoted(p.Arguments) {
		e.Bytes(p.Arguments)
	} else {
		e.Dst = jsonscan.AppendQuoted(e.Dst, p.Arguments)
	}
}

// WriteToolChoice writes which tools are to be called; named writes the object
// for one that is chosen by its name.
func WriteToolChoice(e *wire.Encoder, before, after string) {
	choice := &e.R.ToolChoice
	switch choice.Mode {
	case 0:
	case llm.ToolNamed:
		e.Name("tool_choice")
		e.Between(before, choice.Name, after)
	case llm.ToolOther:
		if e.Same {
			e.Member("tool_choice", choice.Raw)
		} else {
			e.Lose("tool_choice", "the model chooses, for the provider has no such choice")
		}
	default:
		e.Constant("tool_choice", wire.WordFor(modes, uint8(choice.Mode)))
	}
}

// NoTools tells of what was said of tools where there are none.
func NoTools(e *wire.Encoder) {
	e.LoseIf(e.R.ToolChoice.Mode != 0, "tool_choice", "there is no tool to choose")
	e.LoseIf(e.R.ToolChoice.Mode == 0 && e.R.ParallelTools != llm.Absent, "parallel_tool_calls", "there is no tool to call")
}

// Tier writes the tier that is asked for; same tells that it is of the same
// words.
func Tier(e *wire.Encoder, same bool) {
	switch tier := string(e.R.ServiceTier); {
	case tier == "":
	case same, tier == `"auto"`:
		e.Member("service_tier", e.R.ServiceTier)
	case tier == `"standard_only"`:
		e.Constant("service_tier", `"default"`)
	default:
		e.Lose("service_tier", "the provider has no such tier")
	}
}
