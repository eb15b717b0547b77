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
	groups:  []string{"", "options"},
	prepare: (*encoder).prepareOllama,
	open:    (*encoder).openOllama,
	fields: []field{
		{name: "messages", write: (*encoder).ollamaMessages},
		{name: "tool_choice", implied: `"auto"`, lost: "the provider cannot be made to call a tool: the model chooses"},
		{name: "parallel_tool_calls", implied: "true", lost: none},
		{name: "max_tokens", group: ollamaOptions, to: "num_predict"},
		{name: "temperature", group: ollamaOptions, to: "temperature"},
		{name: "top_p", group: ollamaOptions, to: "top_p"},
		{name: "top_k", group: ollamaOptions, to: "top_k"},
		{name: "seed", group: ollamaOptions, to: "seed"},
		{name: "stop", group: ollamaOptions, to: "stop"},
		{name: "frequency_penalty", group: ollamaOptions, to: "frequency_penalty"},
		{name: "presence_penalty", group: ollamaOptions, to: "presence_penalty"},
		{name: "n", implied: "1", lost: oneReply},
		{name: "user", lost: none},
		{name: "service_tier", implied: `"auto"`, lost: none},
	},
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
	if r.ToolChoice.Mode == llm.ToolNone {
		r.Tools, r.ToolChoice, r.ParallelTools = nil, llm.ToolChoice{}, llm.Absent
	}
	switch f := &r.Format; f.Type {
	case llm.FormatJSON:
		e.add("format", []byte(`"json"`))
	case llm.FormatSchema:
		e.add("format", f.Schema)
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
		e.constant("stream", "false")
	}
}

func (e *encoder) ollamaMessages(list []byte) {
	var called []member // the names of tools by the ids of their calls
	e.name("messages")
	e.raw("[")
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		m := next(&s)
		e.open(`{"role":`)
		e.bytes(m.role)
		e.name("content")
		e.texts(m.content, skipPart)
		e.ollamaImages(m.content)
		e.member("thinking", m.reasoning)
		called = e.ollamaCalls(m.calls, called)
		for i := range called {
			if m.callID != nil && string(called[i].name) == string(m.callID) {
				e.member("tool_name", called[i].value)
				break
			}
		}
		e.raw("}")
		e.loseName(&m)
	}
	e.raw("]")
}

// ollamaImages writes the parts of a content that are no text.
func (e *encoder) ollamaImages(content []byte) {
	if content == nil || content[0] != '[' {
		return
	}
	e.name("images")
	e.raw("[")
	s := jsonscan.New(content)
	for s.Array(); s.Element(); {
		p := e.nextPart(&s)
		if p.text != nil {
			continue
		}
		data, found := bytes.CutPrefix(inner(p.url), []byte("data:"))
		_, data, _ = bytes.Cut(data, []byte(";base64,"))
		if string(p.kind) != "image_url" || !found {
			e.fail("messages", partsHeld+": it takes images as base64 data, not by their address, and nothing else")
		}
		e.open(`"`)
		e.bytes(data)
		e.raw(`"`)
	}
	e.raw("]")
}

// ollamaCalls writes calls, whose arguments are objects here.
func (e *encoder) ollamaCalls(calls []byte, called []member) []member {
	if calls == nil {
		return called
	}
	e.name("tool_calls")
	e.raw("[")
	s := jsonscan.New(calls)
	for s.Array(); s.Element(); {
		call := s.Value()
		name := find(call, "function.name")
		called = append(called, member{find(call, "id"), name})
		e.open(`{"function":{"name":`)
		e.bytes(name)
		e.raw(`,"arguments":`)
		e.unquoted(find(call, "function.arguments"))
		e.raw("}}")
	}
	e.raw("]")
	return called
}

// unquoted writes the object that a string literal holds as text.
func (e *encoder) unquoted(literal []byte) {
	start := len(e.dst)
	e.dst = jsonscan.AppendText(e.dst, literal)
	s := jsonscan.New(e.dst[start:])
	switch s.Kind() {
	case '{':
		if s.Skip(); s.End() == nil {
			return
		}
	case 0:
		if start == len(e.dst) {
			e.raw("{}")
			return
		}
	}
	e.fail("messages", "the arguments of an earlier tool call must be a JSON object")
}
