package variant

import (
	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonscan"
)

const tritonParameters = 1 // the group of how to sample

// triton is the generate extension of NVIDIA's Triton Inference Server:
//
//	{"text_input":"…","parameters":{"stream":false,"max_tokens":9}}
//	{"model_name":…,"model_version":"1","text_output":"…"}
//
// A stream, which is at a path of its own, ends without a word about it. What
// clients send beside OpenAI's members are inputs of the model.
//
// Source: https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_generate.md
var triton = protocol{
	name:      "triton",
	framing:   codec.SSE,
	dialect:   openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true, NoTextParts: true, TopK: true},
	groups:    []string{"", "parameters"},
	otherwise: none,
	unended:   true,
	open: func(e *encoder, group uint8) {
		switch {
		case group == 0:
		case e.stream:
			e.Constant("stream", "true")
		default:
			e.Constant("stream", "false")
		}
	},
	fields: []field{
		{name: "model"}, {name: "stream"}, // they are in the address
		{name: "messages", write: func(e *encoder, list []byte) {
			e.Name("text_input")
			e.prompt(list, false, nil)
		}},
		{name: "temperature", group: tritonParameters, to: "temperature"},
		{name: "max_tokens", group: tritonParameters, to: "max_tokens"},
		{name: "top_p", group: tritonParameters, to: "top_p"},
		{name: "top_k", group: tritonParameters, to: "top_k"},
		{name: "seed", group: tritonParameters, to: "seed"},
		{name: "frequency_penalty", group: tritonParameters, to: "frequency_penalty"},
		{name: "presence_penalty", group: tritonParameters, to: "presence_penalty"},
		{name: "stop", group: tritonParameters, write: (*encoder).tritonStop},
		{name: "n", lost: oneReply},
	},
	reply: func(_ *reader, dst, data []byte) []byte {
		return fill(dst, `{"id":$id,"model":$model_name,"choices":[{"index":0,"delta":{"content":$text_output}}]}`, data)
	},
	failures: []failure{{"error", "error", ""}},
}

// tritonStop writes what ends an answer: parameters are no lists.
func (e *encoder) tritonStop(list []byte) {
	s := jsonscan.New(list)
	s.Array()
	s.Element()
	one := s.Value()
	if s.Element() {
		e.Lose("stop", "the provider takes one text to stop at")
	}
	e.member("stop", one)
}
