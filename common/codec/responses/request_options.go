package responses

import "aigateway/common/llm"

func (d *decoder) tools() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		d.tool()
	}
}

// tool reads one tool. One that the client does not run is kept as it is.
func (d *decoder) tool() {
	start := d.Start()
	var t llm.Tool
	var kind llm.Text
	var format llm.Raw
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.Text()
		case "name":
			t.Name = d.Text()
		case "description":
			t.Description = d.Text()
		case "parameters":
			t.Parameters = d.Map()
		case "strict":
			t.Strict = d.Bool()
		case "format":
			before := d.Scanner
			format = d.Value()
			if d.Err() == nil {
				d.Scanner = before
				d.Extra(&t.Extra, ownNames[:])
			}
		default:
			d.Extra(&t.Extra, ownNames[:])
		}
	}
	switch string(kind) {
	case "", `"function"`:
	case `"custom"`:
		t.Freeform, t.Parameters = true, schemaOf(format)
	default:
		d.R.Tools = append(d.R.Tools, llm.Tool{Raw: d.Since(start)})
		return
	}
	if t.Name == nil {
		d.RefuseAt(start, "must have a name")
	}
	d.R.Tools = append(d.R.Tools, t)
}

func (d *decoder) toolChoice() {
	start := d.Start()
	choice := &d.R.ToolChoice
	switch d.Kind() {
	case 'n':
		d.Skip()
	case '"':
		switch string(d.String()) {
		case `"auto"`:
			choice.Mode = llm.ToolAuto
		case `"none"`:
			choice.Mode = llm.ToolNone
		case `"required"`:
			choice.Mode = llm.ToolRequired
		default:
			d.RefuseAt(start, "must be auto, none, required or an object")
		}
	case '{':
		d.toolChoiceObject()
	default:
		d.Refuse("must be a string or an object")
	}
}

func (d *decoder) toolChoiceObject() {
	start := d.Start()
	var kind, name llm.Text
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.Text()
		case "name":
			name = d.Text()
		default:
			d.Skip()
		}
	}
	own := string(kind) == `"function"` || string(kind) == `"custom"`
	switch {
	case own && name == nil:
		d.RefuseAt(start, "must have a name")
	case own:
		d.R.ToolChoice = llm.ToolChoice{Mode: llm.ToolNamed, Name: name}
	default:
		d.R.ToolChoice = llm.ToolChoice{Mode: llm.ToolOther, Raw: d.Since(start)}
	}
}

// textMember reads the form of the answer.
func (d *decoder) textMember() {
	if d.Null() {
		return
	}
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "format":
			d.format()
		case "verbosity":
			if text := d.Text(); text != nil {
				d.Keep("verbosity", llm.Raw(text))
			}
		default:
			d.Nested(&d.R.Extra, "text.")
		}
	}
}

// format reads text.format. A form that llm has no word for is kept whole.
func (d *decoder) format() {
	if d.Null() {
		return
	}
	start := d.Start()
	var kind llm.Text
	f, extras := &d.R.Format, len(d.R.Extra)
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.Text()
		case "name":
			f.Name = d.Text()
		case "description":
			f.Description = d.Text()
		case "schema":
			f.Schema = d.Map()
		case "strict":
			f.Strict = d.Bool()
		default:
			d.Nested(&d.R.Extra, "text.format.")
		}
	}
	switch string(kind) {
	case `"text"`:
		f.Type = llm.FormatText
	case `"json_object"`:
		f.Type = llm.FormatJSON
	case `"json_schema"`:
		f.Type = llm.FormatSchema
	default:
		*f = llm.Format{}
		d.R.Extra = d.R.Extra[:extras]
		d.Keep("text.format", d.Since(start))
	}
}

// reasoningMember reads how much the model is to reason.
func (d *decoder) reasoningMember() {
	if d.Null() {
		return
	}
	r := &d.R.Reasoning
	for d.Object(); d.Member(); {
		if string(d.Key()) != "effort" {
			d.Nested(&d.R.Extra, "reasoning.")
			continue
		}
		if r.Effort = d.Text(); string(r.Effort) == `"none"` {
			r.Mode = llm.ReasoningOff
		}
	}
}
