package anthropic

import (
	"aigateway/common/codec/claude"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// DecodeRequest implements codec.Codec.
func (c *Codec) DecodeRequest(r *llm.Request, body []byte) error {
	var d decoder
	d.Begin(Name, body, r, ownMembers)
	d.request()
	return d.End(onceMessages, "messages")
}

// decoder reads one request, in one pass.
type decoder struct{ wire.Decoder }

func (d *decoder) request() {
	for d.Object(); ; {
		switch d.Next(&requestTable) {
		case 0:
			return
		case doMessages:
			for d.Array(); d.Element(); {
				d.turn()
			}
		case doSystem:
			d.system()
		case doTools:
			for d.Array(); d.Element(); {
				d.tool()
			}
		case doToolChoice:
			d.toolChoice()
		case doThinking:
			d.thinking()
		case doOutputConfig:
			for d.Object(); d.Next(&outputTable) != 0; {
				d.format("output_config.format")
			}
		case doFormat:
			d.format("output_format")
		}
	}
}

// system reads the system prompt, which becomes the first message wherever it
// stands in the body.
func (d *decoder) system() {
	m := llm.Message{Role: llm.System}
	d.content(&m)
	if d.Err() == nil && m.Count > 0 {
		d.R.Messages = append(d.R.Messages, m)
		d.LastFirst()
	}
}

// tool reads one tool. One with a type other than custom is run by the
// provider, or known to its models.
func (d *decoder) tool() {
	start := d.Start()
	t := d.NewTool()
	d.Words[0] = nil
	d.Read(&toolTable)
	if kind := d.At(theType); kind != nil && string(kind) != `"custom"` {
		*t = llm.Tool{Name: t.Name, Raw: d.Since(start)}
		return
	}
	d.Want(t.Name, start, "must have a name")
}

// inverse turns a boolean round.
var inverse = [...]llm.Bool{llm.True: llm.False, llm.False: llm.True}

func (d *decoder) toolChoice() {
	choice := &d.R.ToolChoice
	start := d.Start()
	d.Words[0] = nil
	d.Read(&choiceTable)
	d.R.ParallelTools = inverse[d.R.ParallelTools]
	choice.Mode = llm.ToolMode(wire.Meaning(modes, d.At(theType)))
	switch choice.Mode {
	case 0:
		*choice = llm.ToolChoice{Mode: llm.ToolOther, Raw: d.Since(start)}
	case llm.ToolNamed:
		d.Want(choice.Name, start, "must have a name")
	}
}

// thinking reads how the model is to think. A form that llm has no word for
// is kept whole.
func (d *decoder) thinking() {
	reasoning, extras := &d.R.Reasoning, len(d.R.Extra)
	start := d.Start()
	d.Words[0] = nil
	d.Read(&thinkingTable)
	reasoning.Mode = llm.ReasoningMode(wire.Meaning(claude.Modes, d.At(theType)))
	if reasoning.Mode == 0 {
		reasoning.Budget, d.R.Extra = nil, d.R.Extra[:extras]
		d.Own("thinking", d.Since(start))
	}
}

// format reads the form of the answer, from where it stands today or stood
// during its beta test. One that llm has no word for is kept whole.
func (d *decoder) format(name string) {
	start := d.Start()
	clear(d.Words[:theData-wire.Scratch+1])
	d.Spare = d.Spare[:0]
	d.Read(&formatTable)
	if schema := d.At(theData); schema != nil && len(d.Spare) == 0 && string(d.At(theType)) == `"json_schema"` {
		d.R.Format = llm.Format{Type: llm.FormatSchema, Schema: schema, Strict: llm.True}
		return
	}
	d.Own(name, d.Since(start))
}
