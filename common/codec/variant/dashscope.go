package variant

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Groups of DashScope's requests.
const (
	dashscopeInput = iota + 1
	dashscopeParameters
)

// dashscope is the native protocol of Alibaba Cloud's Model Studio:
//
//	{"model":…,"input":{"messages":[…]},"parameters":{"result_format":"message",…}}
//	{"output":{"choices":[{"message":{…},"finish_reason":"stop"}]},"usage":{…},"request_id":"…"}
//
// A stream is asked for in a header (X-DashScope-SSE: enable), and its events
// are replies that hold what is new. An event of an error is a reply with a code.
//
// Source: https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope
var dashscope = protocol{
	name:    "dashscope",
	framing: codec.SSE,
	dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true, NoTextParts: true, ReasoningContent: true, TopK: true},
	groups:  []string{"", "input", "parameters"},
	rest:    dashscopeParameters,
	prepare: func(e *encoder) {
		if budget := e.request.Reasoning.Budget; budget != nil {
			e.add("thinking_budget", budget)
			e.request.Reasoning.Budget, e.request.Reasoning.Mode = nil, llm.ReasoningOn
		}
		e.think("enable_thinking")
	},
	open: (*encoder).openDashScope,
	fields: []field{
		{name: "model", to: "model"},
		{name: "messages", group: dashscopeInput, write: (*encoder).dashscopeMessages},
		{name: "stream", group: dashscopeParameters, to: "incremental_output"},
		{name: "top_p", group: dashscopeParameters, write: (*encoder).dashscopeTopP},
		{name: "tool_choice", group: dashscopeParameters, write: (*encoder).dashscopeToolChoice},
		{name: "frequency_penalty", lost: none},
		{name: "user", lost: none},
		{name: "service_tier", lost: none},
	},
	wording: wording{
		list: "messages", role: "role", reasoning: "reasoning_content", calls: "tool_calls", callID: "tool_call_id",
		content: (*encoder).dashscopeContent, text: `{"text":$}`, image: `{"image":$}`, audio: `{"audio":"data:audio/$;base64,`,
	},
	reply: func(_ *reader, dst, data []byte) []byte {
		return fill(dst, `{"id":$request_id,"choices":$output.choices,"usage":$usage}`, data)
	},
	vectors: vectors{
		fields: []field{
			{name: "model", to: "model"},
			{name: "input", group: dashscopeInput, write: (*encoder).dashscopeTexts},
			{name: "dimensions", group: dashscopeParameters, to: "dimension"},
			{name: "encoding_format"},
			{name: "user", lost: none},
		},
		list: "output.embeddings", tokens: "usage.total_tokens",
	},
	failures: []failure{{"code", "message", "request_id"}},
	// Source: https://help.aliyun.com/zh/model-studio/error-code
	statuses: []status{
		{"InvalidApiKey", 401}, {"Arrearage", 402}, {"AccessDenied", 403}, {"Model.AccessDenied", 403}, {"ModelNotFound", 404},
		{"Throttling", 429}, {"InvalidParameter", 400}, {"DataInspectionFailed", 400}, {"BadRequest", 400}, {"InternalError", 500},
		{"RequestTimeOut", 504}, {"SystemError", 500}, {"ModelUnavailable", 503},
	},
}

func (e *encoder) openDashScope(group uint8) {
	if group == dashscopeParameters {
		e.Constant("result_format", `"message"`)
	}
}

// Multimodal tells whether the last request of DashScope's goes to where
// models are that see and hear: what they say is a list there, and so is what
// they are told.
func (s *Server) Multimodal() bool { return s.encoder.media }

// seers are what names of models have in them that are nowhere else.
var seers = [...]string{"-vl", "qvq", "-audio", "-omni", "-ocr", "gui-"}

func (e *encoder) dashscopeMessages(list []byte) {
	for _, word := range seers {
		e.media = e.media || bytes.Contains(e.has("model"), []byte(word))
	}
	e.media = e.media || bytes.Contains(list, []byte(`"content":[`))
	e.messages(list)
}

func (e *encoder) dashscopeContent(m *message) {
	if e.media {
		e.parts("content", m.content)
	} else {
		e.Name("content")
		e.texts(m.content, nil)
	}
}

// dashscopeTexts writes what is to be embedded, which is a list here.
func (e *encoder) dashscopeTexts(input []byte) {
	e.Name("texts")
	if input[0] == '"' {
		e.Raw("[")
		e.Bytes(input)
		e.Raw("]")
		return
	}
	e.Bytes(input)
}

// dashscopeTopP keeps between 0 and 1, which DashScope refuses.
func (e *encoder) dashscopeTopP(value []byte) {
	switch n, ok := jsonscan.Int(value); {
	case ok && n > 0:
		value = []byte("0.999999")
	case ok && len(bytes.Trim(value, "0.-")) == 0:
		value = []byte("0.000001")
	}
	e.member("top_p", value)
}

// dashscopeToolChoice writes which tool is to be called.
func (e *encoder) dashscopeToolChoice(value []byte) {
	if name := e.forced(value); name != nil {
		e.put(`"tool_choice":{"type":"function","function":{"name":$}}`, name)
	} else {
		e.member("tool_choice", e.choice(value))
	}
}
