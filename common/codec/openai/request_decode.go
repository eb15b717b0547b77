package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// DecodeRequest implements codec.Codec.
func (c *Codec) DecodeRequest(r *llm.Request, body []byte) error {
	var d decoder
	d.Begin(Name, body, r, ownNames)
	d.request()
	d.settle()
	return d.End(onceMessages, "messages")
}

// decoder reads one request, in one pass.
type decoder struct {
	wire.Decoder
	// functionCalls counts the calls that the client gave no id, and callID
	// is the id that the last one got.
	functionCalls int
	callID        llm.Text
}

func (d *decoder) request() {
	for d.Object(); ; {
		switch d.Next(&requestTable) {
		case 0:
			return
		case doMessages:
			for d.Array(); d.Element(); {
				d.message()
			}
		case doTools:
			for d.Array(); d.Element(); {
				d.tool()
			}
		case doFunctions:
			for d.Array(); d.Element(); {
				d.function()
			}
		case doToolChoice:
			gpt.ToolChoice(&d.Decoder, true)
		case doFunctionChoice:
			d.functionChoice()
		case doFormat:
			d.format()
		case doStop:
			d.stop()
		case doMode:
			d.thinking()
		}
	}
}

// settle decides between members of the same meaning, when all are known.
func (d *decoder) settle() {
	r := d.R
	if r.MaxTokens == nil {
		r.MaxTokens, d.Words[theLimit-wire.Scratch] = d.At(theLimit), nil
	}
	d.Own("max_tokens", d.At(theLimit))
	d.SettleUser(theSafetyID)
	d.settleReasoning()
}

// stop reads one stop sequence or several.
func (d *decoder) stop() {
	switch d.Kind() {
	case '"':
		d.R.Stop = append(d.R.Stop, d.String())
	case '[':
		d.Strings()
	default:
		d.Refuse("must be a string or a list of strings")
	}
}

// tool reads one tool. One that is no function is kept as it is.
func (d *decoder) tool() {
	start := d.Start()
	t := d.NewTool()
	d.Words[0] = nil
	d.Read(&toolTable)
	if kind := d.At(gpt.Kind); kind != nil && string(kind) != `"function"` {
		*t = llm.Tool{Raw: d.Since(start)}
		return
	}
	d.Want(t.Name, start, "must have a function with a name")
}

// function reads one of the list that tools replaced.
func (d *decoder) function() {
	start := d.Start()
	t := d.NewTool()
	d.Read(&gpt.ToolTable)
	d.Want(t.Name, start, "must have a name")
}

// functionChoice reads the member that tool_choice replaced.
func (d *decoder) functionChoice() {
	if d.Kind() == '"' {
		gpt.ToolChoice(&d.Decoder, true)
		return
	}
	d.R.ToolChoice.Mode = llm.ToolNamed
	d.Read(&nameTable)
}

// format reads response_format. A form that llm has no word for is kept whole.
func (d *decoder) format() {
	start, extras := d.Start(), len(d.R.Extra)
	d.Words[0] = nil
	d.Read(&formatTable)
	d.R.Format.Type = llm.FormatType(wire.Meaning(gpt.FormatTypes, d.At(gpt.Kind)))
	if d.R.Format.Type == 0 {
		d.R.Extra = d.R.Extra[:extras]
		d.Own("response_format", d.Since(start))
	}
}

func (d *decoder) thinking() {
	for d.Object(); d.Next(&thinkingTable) != 0; {
		d.R.Reasoning.Mode = llm.ReasoningMode(d.Choose(thinkingModes, "must be enabled, disabled or adaptive"))
	}
}

// settleReasoning decides between the three ways to ask for reasoning: what
// is said of tokens, or that there is to be none, wins over a mere effort.
func (d *decoder) settleReasoning() {
	r := &d.R.Reasoning
	if r.Mode == 0 && r.Budget == nil {
		r.Effort, r.Budget = d.At(theirEffort), d.At(theirBudget)
		switch enabled := string(d.At(theirSwitch)); {
		case enabled == "false":
			r.Mode = llm.ReasoningOff
		case enabled == "true", r.Budget != nil:
			r.Mode = llm.ReasoningOn
		}
	}
	if r.Effort == nil && r.Mode != llm.ReasoningOff && r.Budget == nil {
		r.Effort = d.At(theEffort)
	}
	if string(r.Effort) == `"none"` {
		r.Mode = llm.ReasoningOff
	}
}
