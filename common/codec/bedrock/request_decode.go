package bedrock

import (
	"aigateway/common/codec/claude"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// DecodeRequest implements codec.Codec. Model and Stream are in the address,
// which the caller has.
func (c *Codec) DecodeRequest(r *llm.Request, body []byte) error {
	var d decoder
	d.Begin(Name, body, r, ownMembers)
	d.request()
	return d.End(0, "")
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
			d.toolConfig()
		case doModelFields:
			d.modelFields()
		case doOutputConfig:
			d.outputConfig()
		}
	}
}

// modelFields reads the parameters that are the model's own.
func (d *decoder) modelFields() {
	for d.Object(); ; {
		do, before := d.Next(&modelTable), d.Scanner
		switch {
		case do == 0:
			return
		case do == doModelFields && d.Kind() == '0':
			d.R.TopK = d.Value()
		case do == doMode && d.thinking():
		default:
			d.Scanner = before
			d.Keep(&modelTable)
		}
	}
}

// Values of how a Claude is to think.
const (
	thinkingMode = iota
	thinkingBudget
	thinkingValues
)

var thinkingTable = wire.Table{Rows: []wire.Row{
	{Name: "type", Is: wire.Text, To: thinkingMode}, {Name: "budget_tokens", Is: wire.Number, To: thinkingBudget},
}}

// thinking reads how a Claude is to think, and is false where llm has no word
// for it.
func (d *decoder) thinking() (known bool) {
	var v [thinkingValues][]byte
	value := d.Value()
	thinkingTable.Read(value, v[:])
	mode := llm.ReasoningMode(wire.Meaning(claude.Modes, v[thinkingMode]))
	if mode == 0 || wire.Others(&thinkingTable, value) {
		return false
	}
	d.R.Reasoning.Mode, d.R.Reasoning.Budget = mode, v[thinkingBudget]
	return true
}

func (d *decoder) outputConfig() {
	for d.Object(); d.Next(&outputTable) != 0; {
		before := d.Scanner
		if f := textFormat(d.Value()); f.Type != 0 {
			d.R.Format = f
		} else if d.Err() == nil {
			d.Scanner = before
			d.Keep(&outputTable)
		}
	}
}

// Values of the form of an answer.
const (
	formatSchema = iota
	formatName
	formatDescription
	formatValues
)

var formatTable = wire.Table{Rows: []wire.Row{
	{Name: "type"}, {Name: "structure", Is: wire.Inside}, {Name: "jsonSchema", Is: wire.Inside},
	{Name: "schema", Is: wire.Text, To: formatSchema}, {Name: "name", Is: wire.Text, To: formatName},
	{Name: "description", Is: wire.Text, To: formatDescription},
}}

// textFormat reads the form of the answer, whose schema is JSON within a
// string. It has no type where llm has no word for it.
func textFormat(value []byte) (f llm.Format) {
	var v [formatValues][]byte
	formatTable.Read(value, v[:])
	schema := jsonscan.AppendText(nil, v[formatSchema])
	if jsonscan.ValidObject(schema) && !wire.Others(&formatTable, value) {
		f = llm.Format{Type: llm.FormatSchema, Name: v[formatName], Description: v[formatDescription], Schema: schema}
	}
	return f
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
