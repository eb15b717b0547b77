package responses

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// A tool of type custom takes text, perhaps of a grammar. Other protocols have
// functions, which take JSON. For them it is a function that takes the text as
// its one member, and the calls of that function become calls of the tool
// again, see writer.

// textSchema is that of a function which takes a text. It is never written to.
var textSchema = llm.Raw(`{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}`)

var formTable = wire.Table{Rows: []wire.Row{
	{Name: "definition", Is: wire.Text, To: 0}, {Name: "syntax", Is: wire.Text, To: 1},
}}

// schemaOf returns the parameters of a function in place of a tool that takes
// text in a format. Other providers cannot hold the model to a grammar, so it
// gets to read it.
func schemaOf(format llm.Raw) llm.Raw {
	var x [2][]byte
	formTable.Read(format, x[:])
	definition, syntax := x[0], x[1]
	if wire.Empty(definition) {
		return textSchema
	}
	before, after, _ := bytes.Cut(textSchema, []byte(`"string"`))
	o := wire.Output{Dst: make([]byte, 0, len(textSchema)+len(definition)+len(syntax)+64)}
	o.Between("", before, `"string","description":"Text of this `)
	o.Between("", wire.Inner(syntax), ` grammar:\n`)
	o.Bytes(definition[1:])
	o.Bytes(after)
	return o.Dst
}

// wrapped returns the arguments of such a function.
func wrapped(input llm.Text) llm.Raw {
	o := wire.Output{Dst: make([]byte, 0, len(input)+len(`{"input":""}`))}
	o.Between(`{"input":`, wire.OrEmpty(input), "}")
	return o.Dst
}

// unwrap returns the literal that the arguments of such a function hold, nil
// if the model wrote something else.
func unwrap(arguments []byte) llm.Text {
	if !jsonscan.ValidObject(arguments) {
		return nil
	}
	var x [1][]byte
	inputTable.Read(arguments, x[:])
	return x[0]
}

var inputTable = wire.Table{Rows: []wire.Row{{Name: "input", Is: wire.Text}}}
