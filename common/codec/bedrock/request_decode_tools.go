package bedrock

import (
	"aigateway/common/llm"
)

func (d *decoder) toolConfig() {
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "tools":
			for d.Array(); d.Element(); {
				d.tool()
			}
		case "toolChoice":
			d.toolChoice()
		default:
			d.Nested(&d.R.Extra, "toolConfig.")
		}
	}
}

// tool reads one tool, or the mark behind one. Any other tool is run by the
// provider.
func (d *decoder) tool() {
	var t llm.Tool
	start, marked := d.Start(), false
	for d.Object(); d.Member(); {
		switch n := len(d.R.Tools); {
		case string(d.Key()) == "toolSpec":
			d.toolSpec(&t)
		case string(d.Key()) == "cachePoint" && n > 0 && d.R.Tools[n-1].Cache == nil:
			d.R.Tools[n-1].Cache = d.mark()
			marked = true
		default:
			d.Skip()
		}
	}
	if marked {
		return
	}
	if t.Name == nil {
		t = llm.Tool{Raw: d.Since(start)}
	}
	d.R.Tools = append(d.R.Tools, t)
}

func (d *decoder) toolSpec(t *llm.Tool) {
	start := d.Start()
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "name":
			t.Name = d.Text()
		case "description":
			t.Description = d.Text()
		case "inputSchema":
			for d.Object(); d.Member(); {
				if string(d.Key()) == "json" {
					t.Parameters = d.Map()
				} else {
					d.Skip()
				}
			}
		case "strict":
			t.Strict = d.Bool()
		default:
			d.Nested(&t.Extra, "toolSpec.")
		}
	}
	if t.Name == nil {
		d.RefuseAt(start, "must have a name")
	}
}

func (d *decoder) toolChoice() {
	start := d.Start()
	choice := &d.R.ToolChoice
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "auto":
			choice.Mode = llm.ToolAuto
		case "any":
			choice.Mode = llm.ToolRequired
		case "tool":
			choice.Mode = llm.ToolNamed
			for d.Object(); d.Member(); {
				if string(d.Key()) == "name" {
					choice.Name = d.Text()
				} else {
					d.Skip()
				}
			}
			if choice.Name == nil {
				d.RefuseAt(start, "must have a name")
			}
			continue
		default:
			choice.Mode = llm.ToolOther
		}
		d.Skip()
	}
	if choice.Mode == llm.ToolOther {
		choice.Raw = d.Since(start)
	}
}
