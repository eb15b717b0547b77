package variant

import (
	"aigateway/common/codec"
	"aigateway/common/codec/openai"
)

// spark is iFLYTEK's Spark over HTTP: chat completions, but for what it has not,
// a switch without which calls are no list, and errors:
//
//	{"code":10013,"message":"…","sid":"cha000b0003@dx1905cd86d6bb86d552"}
//
// A stream has no finish_reason.
//
// Source: https://www.xfyun.cn/doc/spark/HTTP调用文档.html
var spark = protocol{
	name:      "spark",
	framing:   codec.SSE,
	dialect:   openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true, NoTextParts: true, TopK: true},
	groups:    []string{""},
	otherwise: none,
	open: func(e *encoder, _ uint8) {
		if len(e.request.Tools) > 0 && e.has("tool_calls_switch") == nil {
			e.Constant("tool_calls_switch", "true")
		}
	},
	fields: []field{
		{name: "model", to: "model"}, {name: "messages", to: "messages"}, {name: "tools", to: "tools"}, {name: "tool_choice", to: "tool_choice"},
		{name: "max_tokens", to: "max_tokens"}, {name: "temperature", to: "temperature"}, {name: "top_p", to: "top_p"}, {name: "top_k", to: "top_k"},
		{name: "frequency_penalty", to: "frequency_penalty"}, {name: "presence_penalty", to: "presence_penalty"},
		{name: "response_format", to: "response_format"}, {name: "user", to: "user"}, {name: "stream", to: "stream"},
		{name: "n", lost: oneReply},
	},
	reply: func(_ *reader, dst, data []byte) []byte {
		return fill(dst, `{"id":$sid,"created":$created,"choices":$choices,"usage":$usage}`, data)
	},
	failures: []failure{{"code", "message", "sid"}, {"error.message", "error.message", "sid"}},
	statuses: []status{
		{"10007", 429}, {"10010", 503}, {"10013", 400}, {"10014", 400}, {"10019", 400}, {"10163", 400}, {"10907", 400}, {"10110", 503},
		{"11200", 403}, {"1120", 429},
	},
}
