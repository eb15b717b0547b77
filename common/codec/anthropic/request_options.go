package anthropic

import "aigateway/common/llm"

func (d *decoder) tools() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		d.tool()
	}
}

// tool reads one tool. One with a type other than custom is run by the
// provider, or known to its models.
func (d *decoder) tool() {
	var t llm.Tool
	var kind llm.Text
	start := d.start()
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.text()
		case "name":
			t.Name = d.text()
		case "description":
			t.Description = d.text()
		case "input_schema":
			t.Parameters = d.value()
		case "strict":
			t.Strict = d.bool()
		case "cache_control":
			t.Cache = d.value()
		default:
			d.extra(&t.Extra)
		}
	}
	if kind != nil && string(kind) != `"custom"` && d.Err() == nil {
		t = llm.Tool{Name: t.Name, Raw: d.since(start)}
	} else if t.Name == nil {
		d.refuseAt(start, "must have a name")
	}
	d.r.Tools = append(d.r.Tools, t)
}

func (d *decoder) toolChoice() {
	if d.Null() {
		return
	}
	var kind llm.Text
	choice := &d.r.ToolChoice
	start := d.start()
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.text()
		case "name":
			choice.Name = d.text()
		case "disable_parallel_tool_use":
			d.parallel()
		default:
			d.below("tool_choice.")
		}
	}
	switch string(kind) {
	case `"auto"`:
		choice.Mode = llm.ToolAuto
	case `"any"`:
		choice.Mode = llm.ToolRequired
	case `"tool"`:
		choice.Mode = llm.ToolNamed
	case `"none"`:
		choice.Mode = llm.ToolNone
	default:
		if d.Err() == nil {
			*choice = llm.ToolChoice{Mode: llm.ToolOther, Raw: d.since(start)}
		}
	}
	if choice.Mode == llm.ToolNamed && choice.Name == nil {
		d.refuseAt(start, "must have a name")
	}
}

func (d *decoder) parallel() {
	switch d.bool() {
	case llm.True:
		d.r.ParallelTools = llm.False
	case llm.False:
		d.r.ParallelTools = llm.True
	}
}

// thinking reads how the model is to think. A form that llm has no word for
// is kept whole.
func (d *decoder) thinking() {
	if d.Null() {
		return
	}
	var kind llm.Text
	reasoning, extras := &d.r.Reasoning, len(d.r.Extra)
	start := d.start()
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.text()
		case "budget_tokens":
			reasoning.Budget = d.number()
		default:
			d.below("thinking.")
		}
	}
	switch string(kind) {
	case `"enabled"`:
		reasoning.Mode = llm.ReasoningOn
	case `"disabled"`:
		reasoning.Mode = llm.ReasoningOff
	case `"adaptive"`:
		reasoning.Mode = llm.ReasoningAdaptive
	default:
		if d.Err() == nil {
			d.r.Extra = append(d.r.Extra[:extras], llm.Member{Name: "thinking", Value: d.since(start), Own: true})
		}
		reasoning.Budget = nil
	}
}

func (d *decoder) outputConfig() {
	if d.Null() {
		return
	}
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "effort":
			d.r.Reasoning.Effort = d.text()
		case "format":
			d.format("output_config.format")
		default:
			d.below("output_config.")
		}
	}
}

// format reads the form of the answer, from where it stands today or stood
// during its beta test. One that llm has no word for is kept whole.
func (d *decoder) format(name string) {
	if d.Null() {
		return
	}
	var kind llm.Text
	var schema llm.Raw
	start, known := d.start(), true
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.text()
		case "schema":
			schema = d.value()
		default:
			known = false
			d.Skip()
		}
	}
	switch {
	case d.Err() != nil:
	case known && schema != nil && string(kind) == `"json_schema"`:
		d.r.Format = llm.Format{Type: llm.FormatSchema, Schema: schema, Strict: llm.True}
	default:
		d.r.Extra = append(d.r.Extra, llm.Member{Name: name, Value: d.since(start), Own: true})
	}
}
