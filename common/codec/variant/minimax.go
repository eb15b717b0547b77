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
		{name: "tools", write: func(e *encoder, list []byte) { e.each("functions", list, (*encoder).minimaxFunction) }},
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
	botIs    = `MM智能助理是一款由MiniMax自研的，没有调用其他产品的接口的大型语言模型。MiniMax是一家中国科技公司，一直致力于进行大模型相关的研究。`
)

func (e *encoder) openMiniMax(uint8) {
	if e.has("mask_sensitive_info") == nil {
		e.Constant("mask_sensitive_info", "true")
	}
}

// minimaxMessages writes the conversation. System messages are what the bot is,
// unless the client says that itself.
func (e *encoder) minimaxMessages(list []byte) {
	start := len(e.Dst)
	next(&e.Output, `"bot_setting":[{"content":"`)
	said := e.spoken(list, `"system"`, 0, `\n\n`)
	if !said {
		e.Raw(botIs)
	}
	e.speaker = orElse(e.speaker, []byte(botName))
	e.Raw(`"`)
	e.member("bot_name", e.speaker)
	e.Raw("}]")
	if e.has("bot_setting") != nil {
		e.Dst = e.Dst[:start]
		if said {
			e.Lose("messages[]", "bot_setting says what the bot is")
		}
	}
	if e.has("reply_constraints") == nil {
		e.put(`"reply_constraints":{"sender_type":"BOT","sender_name":$}`, e.speaker)
	}
	e.each("messages", list, (*encoder).minimaxMessage)
}

// minimaxMessage writes a message. One of the bot's holds one call.
func (e *encoder) minimaxMessage(element []byte) {
	m := messageOf(element)
	switch string(m.role) {
	case `"user"`:
		e.minimaxText(`{"sender_type":"USER","sender_name":$,"text":`, orElse(m.name, []byte(userName)), m.content)
	case `"tool"`:
		e.minimaxText(`{"sender_type":"FUNCTION","sender_name":$,"text":`, orElse(e.calledAs(m.callID), []byte(userName)), m.content)
	case `"assistant"`:
		name := orElse(m.name, e.speaker)
		if m.content != nil || m.calls == nil {
			e.minimaxText(byBot, name, m.content)
		}
		s := jsonscan.New(m.calls)
		for s.Array(); s.Element(); {
			call := s.Value()
			e.called = append(e.called, member{find(call, "id"), find(call, "function.name")})
			e.minimaxText(byBot, name, nil)
			e.Dst = e.Dst[:len(e.Dst)-1]
			e.member("function_call", find(call, "function"))
			e.Raw("}")
		}
	}
}

const byBot = `{"sender_type":"BOT","sender_name":$,"text":`

func (e *encoder) minimaxText(begin string, name, content []byte) {
	e.put(begin, name)
	e.texts(content, nil)
	e.Raw("}")
}

func orElse(value, otherwise []byte) []byte {
	if value == nil {
		return otherwise
	}
	return value
}

func (e *encoder) minimaxFunction(tool []byte) {
	e.put(`{"name":$`, find(tool, "function.name"))
	e.member("description", find(tool, "function.description"))
	e.member("parameters", orElse(find(tool, "function.parameters"), []byte(`{"type":"object","properties":{}}`)))
	e.Raw("}")
	e.loseStrict(tool)
}

// loseStrict tells that the schema of a tool is not kept to.
func (e *encoder) loseStrict(tool []byte) {
	if find(tool, "function.strict") != nil {
		e.Lose("tools[].function.strict", none)
	}
}

// withoutTools takes the tools out of a request that forbids to call one, for
// services that cannot be told so.
func (e *encoder) withoutTools() {
	if r := &e.request; r.ToolChoice.Mode == llm.ToolNone {
		r.Tools, r.ToolChoice, r.ParallelTools = nil, llm.ToolChoice{}, llm.Absent
	}
}
