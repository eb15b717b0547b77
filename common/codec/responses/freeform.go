package responses

import (
	"bytes"

	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// A tool of type custom takes text, perhaps of a grammar. Other protocols have
// functions, which take JSON. For them it is a function that takes the text as
// its one member, and the calls of that function become calls of the tool
// again, see writer.

// textSchema is that of a function which takes a text. It is never written to.
var textSchema = llm.Raw(`{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}`)

// schemaOf returns the parameters of a function in place of a tool that takes
// text in a format. Other providers cannot hold the model to a grammar, so it
// gets to read it.
func schemaOf(format llm.Raw) llm.Raw {
	var definition, syntax llm.Text
	s := jsonscan.New(format)
	if s.Kind() != '{' {
		return textSchema
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "definition":
			definition = gpt.Literal(&s)
		case "syntax":
			syntax = gpt.Literal(&s)
		default:
			s.Skip()
		}
	}
	if gpt.Empty(definition) {
		return textSchema
	}
	before, after, _ := bytes.Cut(textSchema, []byte(`"string"`))
	schema := make(llm.Raw, 0, len(textSchema)+len(definition)+len(syntax)+64)
	schema = append(append(schema, before...), `"string","description":"Text of this `...)
	schema = append(append(schema, gpt.Inner(syntax)...), ` grammar:\n`...)
	return append(append(schema, definition[1:]...), after...)
}

// wrapped returns the arguments of such a function.
func wrapped(input llm.Text) llm.Raw {
	if input == nil {
		input = noText
	}
	arguments := make(llm.Raw, 0, len(input)+len(`{"input":}`))
	return append(append(append(arguments, `{"input":`...), input...), '}')
}

// noText is never written to.
var noText = llm.Text(`""`)

// unwrap returns the literal that the arguments of such a function hold, nil
// if the model wrote something else.
func unwrap(arguments []byte) llm.Text {
	if !jsonscan.ValidObject(arguments) {
		return nil
	}
	s := jsonscan.New(arguments)
	for s.Object(); s.Member(); {
		if string(s.Key()) == "input" {
			return gpt.Literal(&s)
		}
		s.Skip()
	}
	return nil
}
