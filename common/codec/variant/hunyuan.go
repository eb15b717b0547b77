package variant

import (
	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
)

// hunyuan is ChatCompletions of Tencent Cloud's API 3.0:
//
//	{"Model":…,"Messages":[{"Role":"user","Contents":[{"Type":"image_url","ImageUrl":{"Url":"…"}}]}],"Tools":[…],"ToolChoice":"custom","CustomTool":{…}}
//	{"Response":{"Choices":[{"Message":{"Role":"assistant","Content":"…"},"FinishReason":"stop"}],"Usage":{"PromptTokens":9,…},"Id":"…","RequestId":"…"}}
//	{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"…"},"RequestId":"…"}}
//
// The status of an answer is always 200. The events of a stream have no
// Response around them.
//
// Source: https://cloud.tencent.com/document/api/1729/105701
var hunyuan = protocol{
	name:    "hunyuan",
	framing: codec.SSE,
	dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true, NoTextParts: true, ReasoningContent: true},
	groups:  []string{""}, otherwise: none,
	recased: true, alternates: true,
	prepare: func(e *encoder) { e.think("EnableThinking") },
	fields: []field{
		{name: "messages", write: (*encoder).messages},
		{name: "tools", write: func(e *encoder, list []byte) { e.each("Tools", list, (*encoder).hunyuanTool) }},
		{name: "tool_choice", write: (*encoder).hunyuanToolChoice},
		{name: "max_tokens", lost: "the provider decides how long an answer may be"},
		{name: "n", lost: oneReply},
		{name: "model", to: "Model"},
		{name: "temperature", to: "Temperature"},
		{name: "top_p", to: "TopP"},
		{name: "seed", to: "Seed"},
		{name: "stop", to: "Stop"},
		{name: "stream", to: "Stream"},
	},
	wording: wording{
		list: "Messages", role: "Role", reasoning: "ReasoningContent", callID: "ToolCallId", content: (*encoder).hunyuanContent,
		text: `{"Type":"text","Text":$}`, image: `{"Type":"image_url","ImageUrl":{"Url":$}}`,
	},
	reply: func(_ *reader, dst, data []byte) []byte {
		if response := find(data, "Response"); response != nil {
			data = response
		}
		o := wire.Output{Dst: dst}
		s := jsonscan.New(data)
		recase(&o, &s, false)
		return o.Dst
	},
	failures: []failure{
		{"Response.Error.Code", "Response.Error.Message", "Response.RequestId"},
		{"Response.ErrorMsg.Code", "Response.ErrorMsg.Msg", "Response.RequestId"},
		{"ErrorMsg.Code", "ErrorMsg.Msg", "Id"},
	},
	// Source: https://cloud.tencent.com/document/api/1729/101845
	statuses: []status{
		{"AuthFailure", 401}, {"UnauthorizedOperation", 403}, {"InvalidParameterValue.Model", 404}, {"InvalidParameter", 400}, {"MissingParameter", 400},
		{"UnknownParameter", 400}, {"OperationDenied", 400}, {"LimitExceeded", 429}, {"RequestLimitExceeded", 429},
		{"FailedOperation.EngineServerLimitExceeded", 429}, {"FailedOperation.EngineRequestTimeout", 504},
		{"FailedOperation.FreeResourcePackExhausted", 402}, {"FailedOperation.ResourcePackExhausted", 402}, {"FailedOperation.ServiceStopArrears", 402},
		{"ResourceInsufficient", 402}, {"ResourceUnavailable", 402}, {"4001", 504},
	},
}

func (e *encoder) hunyuanContent(m *message) {
	if isList(m.content) {
		e.parts("Contents", m.content)
	} else {
		e.Name("Content")
		e.texts(m.content, nil)
	}
	if m.calls != nil {
		e.Name("ToolCalls")
		s := jsonscan.New(m.calls)
		recase(&e.Output, &s, true)
	}
}

// hunyuanTool writes a tool, whose schema is a text here.
func (e *encoder) hunyuanTool(tool []byte) {
	e.put(`{"Type":"function","Function":{"Name":$`, find(tool, "function.name"))
	e.member("Description", find(tool, "function.description"))
	e.Name("Parameters")
	if schema := find(tool, "function.parameters"); schema != nil {
		e.Dst = jsonscan.AppendQuoted(e.Dst, schema)
	} else {
		e.Raw(`"{\"type\":\"object\",\"properties\":{}}"`)
	}
	e.Raw("}}")
	e.loseStrict(tool)
}

// hunyuanToolChoice writes which tool is to be called: one that has to be is
// there once more.
func (e *encoder) hunyuanToolChoice(value []byte) {
	name := e.forced(value)
	if name == nil {
		e.member("ToolChoice", e.choice(value))
		return
	}
	s := jsonscan.New(e.has("tools"))
	for s.Array(); s.Element(); {
		if tool := s.Value(); string(find(tool, "function.name")) == string(name) {
			next(&e.Output, `"ToolChoice":"custom","CustomTool":`)
			e.hunyuanTool(tool)
		}
	}
}
