package bedrock

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

func (d *decoder) toolConfig() {
	for d.Object(); ; {
		switch d.Next(&toolConfigTable) {
		case 0:
			return
		case doTools:
			for d.Array(); d.Element(); {
				d.tool()
			}
		case doToolChoice:
			d.toolChoice()
		}
	}
}

// tool reads one tool, or the mark behind one. Any other tool is run by the
// provider.
func (d *decoder) tool() {
	t := d.NewTool()
	start, marked, n := d.Start(), false, len(d.R.Tools)-1
	for d.Object(); d.Member(); {
		switch {
		case string(d.Key()) == "toolSpec":
			inner := d.Start()
			d.Read(&toolSpecTable)
			d.Want(t.Name, inner, "must have a name")
		case string(d.Key()) == "cachePoint" && n > 0 && d.R.Tools[n-1].Cache == nil:
			d.R.Tools[n-1].Cache = d.mark()
			marked = true
		default:
			d.Skip()
		}
	}
	if marked {
		d.R.Tools = d.R.Tools[:n]
	} else if t.Name == nil {
		*t = llm.Tool{Raw: d.Since(start)}
	}
}

func (d *decoder) toolChoice() {
	start := d.Start()
	choice := &d.R.ToolChoice
	for d.Object(); d.Member(); {
		choice.Mode = llm.ToolMode(wire.Meaning(choices, d.Key()))
		switch choice.Mode {
		case llm.ToolNamed:
			d.Read(&choiceTable)
			d.Want(choice.Name, start, "must have a name")
			continue
		case 0:
			choice.Mode = llm.ToolOther
		}
		d.Skip()
	}
	if choice.Mode == llm.ToolOther {
		choice.Raw = d.Since(start)
	}
}
