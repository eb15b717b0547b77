package openai

import (
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
	start := d.Start()
	var t llm.Tool
	var kind llm.Text
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.Text()
		case "function":
			d.function(&t)
		case "cache_control":
			t.Cache = d.Map()
		default:
			d.extra(&t.Extra)
		}
	}
	if kind != nil && string(kind) != `"function"` {
		t = llm.Tool{Raw: d.Since(start)}
	} else if t.Name == nil {
		d.RefuseAt(start, "must have a function with a name")
	}
	d.R.Tools = append(d.R.Tools, t)
}

// functions reads the list that tools replaced.
func (d *decoder) functions() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		start := d.Start()
		var t llm.Tool
		d.function(&t)
		if t.Name == nil {
			d.RefuseAt(start, "must have a name")
		}
		d.R.Tools = append(d.R.Tools, t)
	}
}

func (d *decoder) function(t *llm.Tool) {
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "name":
			t.Name = d.Text()
		case "description":
			t.Description = d.Text()
		case "parameters":
			t.Parameters = d.Map()
		case "strict":
			t.Strict = d.Bool()
		case "cache_control":
			t.Cache = d.Map()
		default:
			d.Nested(&t.Extra, "function.")
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
		d.Refuse("must be a string or an object")
	}
}

// toolMode reads the choice that is a word. Mistral's is any.
func (d *decoder) toolMode() {
	start := d.Start()
	mode := &d.R.ToolChoice.Mode
	switch string(d.String()) {
	case `"auto"`:
		*mode = llm.ToolAuto
	case `"none"`:
		*mode = llm.ToolNone
	case `"required"`, `"any"`:
		*mode = llm.ToolRequired
	default:
		d.RefuseAt(start, "must be auto, none, required or an object")
	}
}

func (d *decoder) toolChoiceObject() {
	start := d.Offset()
	var kind, name llm.Text
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.Text()
		case "function":
			name = d.named()
		default:
			d.Skip()
		}
	}
	switch {
	case string(kind) == `"function"` && name == nil:
		d.RefuseAt(start, "must have a function with a name")
	case string(kind) == `"function"`:
		d.R.ToolChoice = llm.ToolChoice{Mode: llm.ToolNamed, Name: name}
	default:
		d.R.ToolChoice = llm.ToolChoice{Mode: llm.ToolOther, Raw: d.Since(start)}
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
		d.R.ToolChoice = llm.ToolChoice{Mode: llm.ToolNamed, Name: d.named()}
	}
}

// named reads an object that is nothing but a name.
func (d *decoder) named() (name llm.Text) {
	for d.Object(); d.Member(); {
		if string(d.Key()) == "name" {
			name = d.Text()
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
	start := d.Start()
	var kind llm.Text
	extras := len(d.R.Extra)
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.Text()
		case "json_schema":
			d.schema()
		default:
			d.Nested(&d.R.Extra, "response_format.")
		}
	}
	f := &d.R.Format
	switch string(kind) {
	case `"text"`:
		f.Type = llm.FormatText
	case `"json_object"`:
		f.Type = llm.FormatJSON
	case `"json_schema"`:
		f.Type = llm.FormatSchema
	default:
		d.R.Extra = d.R.Extra[:extras]
		d.Keep("response_format", d.Since(start))
	}
}

func (d *decoder) schema() {
	if d.Null() {
		return
	}
	f := &d.R.Format
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "name":
			f.Name = d.Text()
		case "description":
			f.Description = d.Text()
		case "schema":
			f.Schema = d.Map()
		case "strict":
			f.Strict = d.Bool()
		default:
			d.Nested(&d.R.Extra, "response_format.json_schema.")
		}
	}
}

// thinkingMember reads Anthropic's way to ask for reasoning, which LangChain,
// LiteLLM and some services use in this protocol.
func (d *decoder) thinkingMember() {
	if d.Null() {
		return
	}
	r := &d.R.Reasoning
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			d.thinkingMode(r)
		case "budget_tokens":
			r.Budget = d.Number()
		default:
			d.Nested(&d.R.Extra, "thinking.")
		}
	}
}

func (d *decoder) thinkingMode(r *llm.Reasoning) {
	start := d.Start()
	switch string(d.Text()) {
	case `"enabled"`:
		r.Mode = llm.ReasoningOn
	case `"disabled"`:
		r.Mode = llm.ReasoningOff
	case `"adaptive"`, `"auto"`:
		r.Mode = llm.ReasoningAdaptive
	default:
		d.RefuseAt(start, "must be enabled, disabled or adaptive")
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
			r.Effort = d.Text()
		case "max_tokens":
			r.Budget = d.Number()
		case "enabled":
			r.Mode = modeOf(d.Bool())
		default:
			d.Nested(&d.R.Extra, "reasoning.")
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
	r := &d.R.Reasoning
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
