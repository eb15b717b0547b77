package responses

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
	r.Echo = d.appendEcho(r.Echo)
	d.SettleUser(theSafetyID)
	if string(r.Reasoning.Effort) == `"none"` {
		r.Reasoning.Mode = llm.ReasoningOff
	}
	if r.Bound != "" {
		return d.End(0, "")
	}
	return d.End(onceInput, "input")
}

// decoder reads one request, in one pass.
type decoder struct {
	wire.Decoder
	turn turn
}

func (d *decoder) request() {
	for d.Object(); ; {
		do, start := d.Next(&requestTable), d.Start()
		switch do {
		case 0:
			return
		case doInput:
			d.input()
		case doInstructions:
			d.instructions()
		case doTools:
			for d.Array(); d.Element(); {
				d.tool()
			}
			d.echo(echoTools, start)
		case doToolChoice:
			gpt.ToolChoice(&d.Decoder, false)
			d.echo(echoChoice, start)
		case doReasoning:
			d.Read(&reasoningTable)
			d.echo(echoReasoning, start)
		case doFormat:
			d.text()
			d.echo(echoText, start)
		case doObfuscation:
			d.streamOptions()
		case doOwn:
			d.own()
		}
	}
}

// echo keeps what was read from start on for the reply.
func (d *decoder) echo(s wire.Slot, start int) { d.Words[s-wire.Scratch] = d.Since(start) }

// instructionsItem is the Item of the text that instructions consist of: they
// are not among the input.
var instructionsItem = llm.Text("instructions")

// instructions become the first message wherever they stand in the body.
func (d *decoder) instructions() {
	d.NewMessage(llm.System).Count = 1
	d.NewText()
	d.P.Item = instructionsItem
	d.LastFirst()
}

// streamOptions reads how a stream is to be disguised, which is never done
// elsewhere.
func (d *decoder) streamOptions() {
	for d.Object(); d.Next(&streamTable) != 0; {
		if d.Kind() == 'f' {
			d.Keep(&impliedTable)
		} else {
			d.Keep(&streamTable)
		}
	}
}

// own keeps a member that llm has no field for. What all others do unasked is
// implied, and what refers to what the provider keeps binds the request to it.
func (d *decoder) own() {
	before, to := d.Scanner, &ownTable
	value := string(d.Value())
	if d.Err() != nil {
		return
	}
	for i := range unasked {
		if string(d.Name) == unasked[i].name && value == unasked[i].value {
			to = &unaskedTable
		}
	}
	for _, name := range bound {
		if string(d.Name) == name {
			d.R.Bound = name
		}
	}
	d.Scanner = before
	d.Keep(to)
}

// tool reads one tool. One that the client does not run is kept as it is.
func (d *decoder) tool() {
	start := d.Start()
	t := d.NewTool()
	var form []byte
	d.Words[0] = nil
	for d.Object(); d.Next(&toolTable) != 0; {
		before := d.Scanner
		if form = d.Value(); d.Err() == nil {
			d.Scanner = before
			d.Keep(&toolTable)
		}
	}
	switch string(d.At(gpt.Kind)) {
	case "", `"function"`:
	case `"custom"`:
		t.Freeform, t.Parameters = true, schemaOf(form)
	default:
		*t = llm.Tool{Raw: d.Since(start)}
		return
	}
	d.Want(t.Name, start, "must have a name")
}

// text reads the form of the answer.
func (d *decoder) text() {
	for d.Object(); ; {
		switch d.Next(&textTable) {
		case 0:
			return
		case doFormatOf:
			d.format()
		default:
			d.Keep(&verbosityTable)
		}
	}
}

// verbosityTable keeps that member as one of the request, which it is in
// OpenAI's other protocol.
var verbosityTable = wire.Table{Rest: wire.ToRequest}

// format reads text.format. A form that llm has no word for is kept whole.
func (d *decoder) format() {
	start, extras := d.Start(), len(d.R.Extra)
	d.Words[0] = nil
	d.Read(&formatTable)
	f := &d.R.Format
	f.Type = llm.FormatType(wire.Meaning(gpt.FormatTypes, d.At(gpt.Kind)))
	if f.Type == 0 {
		*f = llm.Format{}
		d.R.Extra = d.R.Extra[:extras]
		d.Own("text.format", d.Since(start))
	}
}
