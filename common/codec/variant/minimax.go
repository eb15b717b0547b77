package variant

import (
	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// minimax is MiniMax' ChatCompletion Pro, a play of named bots and users:
//
//	{"model":…,"messages":[{"sender_type":"USER","sender_name":"…","text":"…"}],"bot_setting":[{"bot_name":"…","content":"…"}],
//	 "reply_constraints":{"sender_type":"BOT","sender_name":"…"},"tokens_to_generate":9}
//	{"choices":[{"messages":[{"sender_type":"BOT","sender_name":"…","text":"…"}],"finish_reason":"stop"}],"reply":"…",
//	 "usage":{"total_tokens":9},"id":"…","base_resp":{"status_code":0,"status_msg":""}}
//
// The last event of a stream holds all of the answer once more.
//
// Source: https://platform.minimaxi.com/document/guides/chat-model/pro/api
var minimax = protocol{
	name:      "minimax-pro",
	framing:   codec.SSE,
	dialect:   openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true, NoTextParts: true},
	groups:    []string{""},
	otherwise: none,
	prepare:   (*encoder).withoutTools,
	open:      (*encoder).openMiniMax,
	fields: []field{
		{name: "model", to: "model"},
		{name: "messages", write: (*encoder).minimaxMessages},
		{name: "tools", write: (*encoder).minimaxFunctions},
		{name: "tool_choice", lost: unforced},
		{name: "max_tokens", to: "tokens_to_generate"},
		{name: "temperature", to: "temperature"},
		{name: "top_p", to: "top_p"},
		{name: "n", lost: oneReply},
		{name: "stream", to: "stream"},
	},
	reply:    replyOfMiniMax,
	failures: []failure{{"base_resp.status_code", "base_resp.status_msg", "id"}},
	// Source: https://platform.minimaxi.com/document/error-code
	statuses: []status{
		{"1001", 504}, {"1002", 429}, {"1004", 401}, {"1008", 402}, {"1026", 400}, {"1027", 400}, {"1039", 429}, {"1042", 400}, {"2013", 400}, {"2049", 401},
	},
}

const (
	minimaxText = "choices.0.messages.0.text"
	minimaxCall = "choices.0.messages.0.function_call"
)

// replyOfMiniMax reads a reply. What the last event repeats is not told again.
func replyOfMiniMax(r *reader, dst, data []byte) []byte {
	dst = fill(dst, `{"id":$id,"created":$created,"model":$model,"usage":$usage,"choices":[{"index":0,"finish_reason":$choices.0.finish_reason,"delta":{"role":null`, data)
	last := says(find(data, "choices.0.finish_reason"))
	if text := find(data, minimaxText); says(text) && !(last && r.said) {
		r.said = true
		dst = fill(dst, `,"content":$`+minimaxText, data)
	}
	if call := find(data, minimaxCall); says(call) && !(last && r.called) {
		r.called = true
		dst = fill(dst, `,"function_call":$`+minimaxCall, data)
	}
	return append(dst, "}}]}"...)
}

// Who speaks where no message says it, and what the bot is, in Higress' words.
const (
	botName  = `"MM智能助理"`
	userName = `"小明"`
	botIs    = `"MM智能助理是一款由MiniMax自研的，没有调用其他产品的接口的大型语言模型。MiniMax是一家中国科技公司，一直致力于进行大模型相关的研究。"`
)

func (e *encoder) openMiniMax(uint8) {
	if e.has("mask_sensitive_info") == nil {
		e.constant("mask_sensitive_info", "true")
	}
}

// minimaxMessages writes the conversation. System messages are what the bot is.
func (e *encoder) minimaxMessages(list []byte) {
	bot := e.minimaxBot(list)
	e.name("messages")
	e.raw("[")
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		m := next(&s)
		switch string(m.role) {
		case `"user"`:
			e.minimaxMessage(`{"sender_type":"USER","sender_name":$,"text":`, orElse(m.name, userName), m.content)
		case `"tool"`:
			e.minimaxMessage(`{"sender_type":"FUNCTION","sender_name":$,"text":`, orElse(e.calledAs(m.callID), userName), m.content)
		case `"assistant"`:
			e.minimaxAnswer(&m, orElse(m.name, bot))
		}
	}
	e.raw("]")
}

// minimaxBot writes who answers, unless the client did, and returns the name.
func (e *encoder) minimaxBot(list []byte) string {
	name, said := []byte(botName), false
	if e.has("bot_setting") == nil {
		start := len(e.dst)
		e.raw(`"`)
		s := jsonscan.New(list)
		for s.Array(); s.Element(); {
			m := next(&s)
			if string(m.role) != `"system"` {
				continue
			}
			if said {
				e.raw(`\n\n`)
			}
			e.inline(m.content, nil)
			name, said = orElse(m.name, string(name)), true
		}
		e.raw(`"`)
		content := append([]byte(nil), e.dst[start:]...)
		if e.dst = e.dst[:start]; !said {
			content = []byte(botIs)
		}
		e.put(`"bot_setting":[{"bot_name":$,"content":`, name)
		e.bytes(content)
		e.raw("}]")
	}
	if e.has("reply_constraints") == nil {
		e.put(`"reply_constraints":{"sender_type":"BOT","sender_name":$}`, name)
	}
	return string(name)
}

func orElse(value []byte, otherwise string) []byte {
	if value == nil {
		return []byte(otherwise)
	}
	return value
}

func (e *encoder) minimaxMessage(begin string, name, content []byte) {
	e.put(begin, name)
	e.texts(content, nil)
	e.raw("}")
}

// minimaxAnswer writes an earlier answer: a message holds one call.
func (e *encoder) minimaxAnswer(m *message, name []byte) {
	const begin = `{"sender_type":"BOT","sender_name":$,"text":`
	e.minimaxMessage(begin, name, m.content)
	if m.calls == nil {
		return
	}
	s := jsonscan.New(m.calls)
	s.Array()
	for i := 0; s.Element(); i++ {
		call := s.Value()
		e.called = append(e.called, member{find(call, "id"), find(call, "function.name")})
		if i > 0 {
			e.minimaxMessage(begin, name, nil)
		}
		e.dst = e.dst[:len(e.dst)-1]
		e.member("function_call", find(call, "function"))
		e.raw("}")
	}
}

func (e *encoder) minimaxFunctions(list []byte) {
	e.name("functions")
	e.raw("[")
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		tool := s.Value()
		e.open("{")
		e.member("name", find(tool, "function.name"))
		e.member("description", find(tool, "function.description"))
		e.member("parameters", orElse(find(tool, "function.parameters"), `{"type":"object","properties":{}}`))
		e.raw("}")
		e.loseStrict(tool)
	}
	e.raw("]")
}

// loseStrict tells that the schema of a tool is not kept to.
func (e *encoder) loseStrict(tool []byte) {
	if find(tool, "function.strict") != nil {
		e.lose("tools[].function.strict", none)
	}
}

// withoutTools takes the tools out of a request that forbids to call one, for
// services that cannot be told so.
func (e *encoder) withoutTools() {
	if r := &e.request; r.ToolChoice.Mode == llm.ToolNone {
		r.Tools, r.ToolChoice, r.ParallelTools = nil, llm.ToolChoice{}, llm.Absent
	}
}
