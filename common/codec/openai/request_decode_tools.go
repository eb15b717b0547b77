package openai

import (
	"aigateway/common/codec"
	"aigateway/common/llm"
)

func (d *decoder) tools() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		d.tool()
	}
}

// tool reads one tool. One that is no function is kept as it is.
func (d *decoder) tool() {
	d.Kind()
	start := d.Offset()
	var t llm.Tool
	var kind llm.Text
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.text()
		case "function":
			d.function(&t)
		case "cache_control":
			t.Cache = d.object()
		default:
			d.extra(&t.Extra)
		}
	}
	if kind != nil && string(kind) != `"function"` {
		t = llm.Tool{Raw: d.since(start)}
	} else if t.Name == nil {
		d.refuseAt(start, "must have a function with a name")
	}
	d.r.Tools = append(d.r.Tools, t)
}

// functions reads the list that tools replaced.
func (d *decoder) functions() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		d.Kind()
		start := d.Offset()
		var t llm.Tool
		d.function(&t)
		if t.Name == nil {
			d.refuseAt(start, "must have a name")
		}
		d.r.Tools = append(d.r.Tools, t)
	}
}

func (d *decoder) function(t *llm.Tool) {
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "name":
			t.Name = d.text()
		case "description":
			t.Description = d.text()
		case "parameters":
			t.Parameters = d.object()
		case "strict":
			t.Strict = d.bool()
		case "cache_control":
			t.Cache = d.object()
		default:
			d.nested(&t.Extra, "function.")
		}
	}
}

func (d *decoder) toolChoice() {
	switch d.Kind() {
	case 'n':
		d.Skip()
	case '"':
		d.toolMode()
	case '{':
		d.toolChoiceObject()
	default:
		d.refuse("must be a string or an object")
	}
}

// toolMode reads the choice that is a word. Mistral's is any.
func (d *decoder) toolMode() {
	d.Kind()
	start := d.Offset()
	mode := &d.r.ToolChoice.Mode
	switch string(d.String()) {
	case `"auto"`:
		*mode = llm.ToolAuto
	case `"none"`:
		*mode = llm.ToolNone
	case `"required"`, `"any"`:
		*mode = llm.ToolRequired
	default:
		d.refuseAt(start, "must be auto, none, required or an object")
	}
}

func (d *decoder) toolChoiceObject() {
	start := d.Offset()
	var kind, name llm.Text
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.text()
		case "function":
			name = d.named()
		default:
			d.Skip()
		}
	}
	switch {
	case string(kind) == `"function"` && name == nil:
		d.refuseAt(start, "must have a function with a name")
	case string(kind) == `"function"`:
		d.r.ToolChoice = llm.ToolChoice{Mode: llm.ToolNamed, Name: name}
	default:
		d.r.ToolChoice = llm.ToolChoice{Mode: llm.ToolOther, Raw: d.since(start)}
	}
}

// functionChoice reads the member that tool_choice replaced.
func (d *decoder) functionChoice() {
	switch d.Kind() {
	case 'n':
		d.Skip()
	case '"':
		d.toolMode()
	default:
		d.r.ToolChoice = llm.ToolChoice{Mode: llm.ToolNamed, Name: d.named()}
	}
}

// named reads an object that is nothing but a name.
func (d *decoder) named() (name llm.Text) {
	for d.Object(); d.Member(); {
		if string(d.Key()) == "name" {
			name = d.text()
		} else {
			d.Skip()
		}
	}
	return name
}

// format reads response_format.
func (d *decoder) format() {
	if d.Null() {
		return
	}
	d.Kind()
	start := d.Offset()
	var kind llm.Text
	extras := len(d.r.Extra)
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.text()
		case "json_schema":
			d.schema()
		default:
			d.nested(&d.r.Extra, "response_format.")
		}
	}
	f := &d.r.Format
	switch string(kind) {
	case `"text"`:
		f.Type = llm.FormatText
	case `"json_object"`:
		f.Type = llm.FormatJSON
	case `"json_schema"`:
		f.Type = llm.FormatSchema
	default:
		d.r.Extra = d.r.Extra[:extras]
		d.keep("response_format", d.since(start))
	}
}

func (d *decoder) schema() {
	if d.Null() {
		return
	}
	f := &d.r.Format
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "name":
			f.Name = d.text()
		case "description":
			f.Description = d.text()
		case "schema":
			f.Schema = d.object()
		case "strict":
			f.Strict = d.bool()
		default:
			d.nested(&d.r.Extra, "response_format.json_schema.")
		}
	}
}

// thinkingMember reads Anthropic's way to ask for reasoning, which LangChain,
// LiteLLM and some services use in this protocol.
func (d *decoder) thinkingMember() {
	if d.Null() {
		return
	}
	r := &d.r.Reasoning
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			d.thinkingMode(r)
		case "budget_tokens":
			r.Budget = d.number()
		default:
			d.nested(&d.r.Extra, "thinking.")
		}
	}
}

func (d *decoder) thinkingMode(r *llm.Reasoning) {
	d.Kind()
	start := d.Offset()
	switch string(d.text()) {
	case `"enabled"`:
		r.Mode = llm.ReasoningOn
	case `"disabled"`:
		r.Mode = llm.ReasoningOff
	case `"adaptive"`, `"auto"`:
		r.Mode = llm.ReasoningAdaptive
	default:
		d.refuseAt(start, "must be enabled, disabled or adaptive")
	}
}

// reasoningMember reads OpenRouter's way to ask for reasoning.
func (d *decoder) reasoningMember() {
	if d.Null() {
		return
	}
	r := &d.reasoning
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "effort":
			r.Effort = d.text()
		case "max_tokens":
			r.Budget = d.number()
		case "enabled":
			r.Mode = modeOf(d.bool())
		default:
			d.nested(&d.r.Extra, "reasoning.")
		}
	}
	if r.Budget != nil && r.Mode == 0 {
		r.Mode = llm.ReasoningOn
	}
}

func modeOf(enabled llm.Bool) llm.ReasoningMode {
	switch enabled {
	case llm.True:
		return llm.ReasoningOn
	case llm.False:
		return llm.ReasoningOff
	}
	return 0
}

// settleReasoning decides between the three ways to ask for reasoning: what
// is said of tokens, or that there is to be none, wins over a mere effort.
func (d *decoder) settleReasoning() {
	r := &d.r.Reasoning
	if r.Mode == 0 && r.Budget == nil {
		*r = d.reasoning
	}
	if r.Effort == nil && r.Mode != llm.ReasoningOff && r.Budget == nil {
		r.Effort = d.effort
	}
	if string(r.Effort) == `"none"` {
		r.Mode = llm.ReasoningOff
	}
}

// since returns what was read from start on.
func (d *decoder) since(start int) llm.Raw {
	if d.Err() != nil {
		return nil
	}
	return d.body[start:d.Offset()]
}

// refuseAt is refuse for a value that starts at an offset and was read.
func (d *decoder) refuseAt(start int, wrong string) {
	d.Fail(&codec.Fault{Offset: start, Wrong: wrong})
}
