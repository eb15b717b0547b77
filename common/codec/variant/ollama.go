package variant

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

const ollamaOptions = 1 // the group of how to sample

// ollama is the native protocol of Ollama, /api/chat and /api/embed:
//
//	{"model":…,"messages":[{"role":"user","content":"…","images":["BASE64"]}],"options":{"num_predict":9},"stream":false}
//	{"model":…,"message":{"role":"assistant","content":"…","thinking":"…","tool_calls":[{"function":{"name":…,"arguments":{…}}}]},
//	 "done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":4}
//
// A stream has such a reply on each line, with what is new.
//
// Source: https://docs.ollama.com/api/chat
var ollama = protocol{
	name:    "ollama",
	framing: codec.JSONLines,
	dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true, NoTextParts: true, ReasoningContent: true, TopK: true},
	groups:  []string{"", "options"}, otherwise: none,
	prepare: (*encoder).prepareOllama,
	open:    (*encoder).openOllama,
	fields: []field{
		{name: "messages", write: (*encoder).messages},
		{name: "tool_choice", lost: unforced},
		{name: "max_tokens", group: ollamaOptions, to: "num_predict"},
		{name: "temperature", group: ollamaOptions, to: "temperature"},
		{name: "top_p", group: ollamaOptions, to: "top_p"},
		{name: "top_k", group: ollamaOptions, to: "top_k"},
		{name: "seed", group: ollamaOptions, to: "seed"},
		{name: "stop", group: ollamaOptions, to: "stop"},
		{name: "frequency_penalty", group: ollamaOptions, to: "frequency_penalty"},
		{name: "presence_penalty", group: ollamaOptions, to: "presence_penalty"},
		{name: "n", lost: oneReply},
		{name: "model", to: "model"},
		{name: "tools", to: "tools"},
		{name: "stream", to: "stream"},
	},
	wording: wording{list: "messages", role: "role", reasoning: "thinking", content: (*encoder).ollamaContent},
	// Calls have no ids, and those that are made for them come from the chunk,
	// which must not be the same in two turns: hence created_at.
	reply: func(_ *reader, dst, data []byte) []byte {
		return fill(dst, `{"created_at":$created_at,"model":$model,"choices":[{"index":0,"delta":{"content":$message.content,"reasoning":$message.thinking,"tool_calls":$message.tool_calls},`+
			`"finish_reason":$done_reason}],"usage":{"prompt_tokens":$prompt_eval_count,"completion_tokens":$eval_count}}`, data)
	},
	failures: []failure{{"error", "error", ""}},
	vectors: vectors{
		fields: []field{{name: "encoding_format"}, {name: "user", lost: none}},
		list:   "embeddings", tokens: "prompt_eval_count",
	},
}

// prepareOllama says what the model is to think and in which form it is to
// answer. A choice of no tool is one between none.
func (e *encoder) prepareOllama() {
	r := &e.request
	e.withoutTools()
	switch f := &r.Format; f.Type {
	case llm.FormatJSON:
		e.add("format", []byte(`"json"`))
	case llm.FormatSchema:
		e.add("format", f.Schema)
	}
	if r.Format.Description != nil {
		e.Lose("response_format.json_schema.description", none)
	}
	r.Format = llm.Format{}
	if effort := r.Reasoning.Effort; bytes.Contains(r.Model, []byte("gpt-oss")) && effort != nil && string(effort) != `"none"` {
		e.add("think", effort)
		r.Reasoning = llm.Reasoning{}
		return
	}
	e.think("think")
}

func (e *encoder) openOllama(group uint8) {
	if group == 0 && !e.stream {
		e.Constant("stream", "false")
	}
}

// ollamaContent writes the text, the images beside it, the calls, whose
// arguments are objects here, and the name of the tool that a result is of.
func (e *encoder) ollamaContent(m *message) {
	e.Name("content")
	e.texts(m.content, (*encoder).takeImage)
	e.taken("images", `"$"`)
	if m.calls != nil {
		e.each("tool_calls", m.calls, (*encoder).ollamaCall)
	}
	e.member("tool_name", e.calledAs(m.callID))
}

func (e *encoder) ollamaCall(call []byte) {
	e.called = append(e.called, member{find(call, "id"), find(call, "function.name")})
	e.put(`{"function":{"name":$,"arguments":`, find(call, "function.name"))
	e.unquoted(find(call, "function.arguments"))
	e.Raw("}}")
}

// takeImage keeps the data of an image to be written later.
func (e *encoder) takeImage(p *partForm) {
	_, data, isData := bytes.Cut(inner(p.url), []byte(";base64,"))
	if string(p.kind) != "image_url" || !isData {
		e.Fail("messages", partsHeld+": it takes images as base64 data, not by their address, and nothing else")
	}
	e.images = append(e.images, data)
}

// unquoted writes the object that a string literal holds as text.
func (e *encoder) unquoted(literal []byte) {
	start := len(e.Dst)
	e.Dst = jsonscan.AppendText(e.Dst, literal)
	s := jsonscan.New(e.Dst[start:])
	switch s.Kind() {
	case '{':
		if s.Skip(); s.End() == nil {
			return
		}
	case 0:
		if start == len(e.Dst) {
			e.Raw("{}")
			return
		}
	}
	e.Fail("messages", "the arguments of an earlier tool call must be a JSON object")
}
