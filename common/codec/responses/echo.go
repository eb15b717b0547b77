package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// maxEcho bounds what is kept of a request while its reply is streamed, in
// bytes: clients have tools of 200 KB, and no need to be told of them.
const maxEcho = 4 << 10

// repeated are the members of a request that the reply has too, as they came
// in, and what stands there for those that it cannot do without. The tools,
// which may be large, come last. It is never written to.
var repeated = [...]struct{ name, otherwise string }{
	{"parallel_tool_calls", "true"},
	{"tool_choice", `"auto"`},
	{"max_output_tokens", ""},
	{"temperature", ""},
	{"top_p", ""},
	{"reasoning", ""},
	{"text", ""},
	{"metadata", ""},
	{"user", ""},
	{"tools", "[]"},
}

// repeats holds the values of repeated.
type repeats [len(repeated)]llm.Raw

func (r *repeats) note(name []byte, value llm.Raw) {
	for i := range repeated {
		if string(name) == repeated[i].name && string(value) != "null" {
			r[i] = value
		}
	}
}

// appendTo appends what the writer of the reply must know of the request: a
// list of the tools that take text, then the members to repeat.
func (r *repeats) appendTo(dst []byte, tools []llm.Tool) []byte {
	dst = append(dst, '[')
	for i := range tools {
		if tools[i].Freeform {
			if dst[len(dst)-1] != '[' {
				dst = append(dst, ',')
			}
			dst = append(dst, tools[i].Name...)
		}
	}
	dst = append(dst, ']')
	for i := range repeated {
		value := r[i]
		if len(dst)+len(value) > maxEcho {
			value = nil
		}
		switch {
		case value != nil:
			dst = append(append(append(dst, ',', '"'), repeated[i].name...), '"', ':')
			dst = append(dst, value...)
		case repeated[i].otherwise != "":
			dst = append(append(append(dst, ',', '"'), repeated[i].name...), '"', ':')
			dst = append(dst, repeated[i].otherwise...)
		}
	}
	return dst
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
		if string(gpt.Literal(&s)) == string(name) {
			return true
		}
	}
	return false
}
