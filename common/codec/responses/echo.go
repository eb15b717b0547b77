package responses

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// maxEcho bounds what is kept of a request while its reply is streamed, in
// bytes: clients have tools of 200 KB, and no need to be told of them.
const maxEcho = 4 << 10

// repeated are the members of a request that the reply has too, as they came
// in, and what stands there for those that it cannot do without. The tools,
// which may be large, come last. It is never written to.
var repeated = [...]struct {
	name, otherwise string
	from            wire.Slot
}{
	{`,"tool_choice":`, `"auto"`, echoChoice},
	{`,"max_output_tokens":`, "", wire.MaxTokens},
	{`,"temperature":`, "", wire.Temperature},
	{`,"top_p":`, "", wire.TopP},
	{`,"reasoning":`, "", echoReasoning},
	{`,"text":`, "", echoText},
	{`,"metadata":`, "", wire.Metadata},
	{`,"user":`, "", wire.User},
	{`,"tools":`, "[]", echoTools},
}

// appendEcho appends what the writer of the reply must know of the request: a
// list of the tools that take text, then the members to repeat.
func (d *decoder) appendEcho(dst []byte) []byte {
	o := wire.Output{Dst: append(dst, '[')}
	for i := range d.R.Tools {
		if t := &d.R.Tools[i]; t.Freeform {
			o.Comma()
			o.Bytes(t.Name)
		}
	}
	if d.R.ParallelTools == llm.False {
		o.Raw(`],"parallel_tool_calls":false`)
	} else {
		o.Raw(`],"parallel_tool_calls":true`)
	}
	for i := range repeated {
		x := &repeated[i]
		value := d.At(x.from)
		if len(o.Dst)+len(value) > maxEcho {
			value = nil
		}
		switch {
		case value != nil:
			o.Between(x.name, value, "")
		case x.otherwise != "":
			o.Raw(x.name)
			o.Raw(x.otherwise)
		}
	}
	return o.Dst
}

// nothing is the echo of a request that is not known. It is never written to.
var nothing = []byte(`[],"parallel_tool_calls":true,"tool_choice":"auto","tools":[]`)

// echo is what appendTo made.
type echo []byte

// members returns the members to repeat, with a comma before each.
func (e echo) members() []byte {
	s := jsonscan.New(e)
	s.Skip()
	return e[s.Offset():]
}

// freeform tells whether a tool takes text.
func (e echo) freeform(name llm.Text) bool {
	s := jsonscan.New(e)
	for s.Array(); s.Element(); {
		if string(wire.Literal(&s)) == string(name) {
			return true
		}
	}
	return false
}
