package variant

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// Source: https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope,
// https://help.aliyun.com/zh/model-studio/error-code
var dashscope = vendor{
	name: "dashscope", key: bearer, answer: answerDashScope,
	refusal: refuseDashScope,
	render:  renderDashScope,
	interrupt: func(id string) service.Event {
		body := renderDashScope(refuse(500, "InternalError", "An internal error has occured."), id)
		return service.Event{Raw: append([]byte("id:0\nevent:error\n:HTTP_STATUS/500\ndata:"), append(body, "\n\n"...)...)}
	},
}

func refuseDashScope(status int, model string) *service.Refusal {
	switch status {
	case http.StatusUnauthorized:
		return refuse(status, "InvalidApiKey", "Invalid API-key provided.")
	case http.StatusNotFound:
		return refuse(status, "ModelNotFound", "Model can not be found.")
	case http.StatusTooManyRequests:
		return refuse(status, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later.")
	case http.StatusInternalServerError:
		return refuse(status, "InternalError", "An internal error has occured, please try again later or contact service support.")
	}
	return refuse(status, "InvalidParameter", "The request with the model %s was refused.", model)
}

func renderDashScope(r *service.Refusal, id string) []byte {
	return service.Encode(object{"code": r.Code, "message": r.Message, "request_id": id})
}

var (
	dashscopeCall  = shape.Struct(shape.Opt("id", shape.Of(shape.String)), shape.Opt("index", shape.Of(shape.Integer)), shape.Req("type", shape.Enum("function")), shape.Req("function", shape.Struct(shape.Req("name", shape.Of(shape.String)), shape.Req("arguments", shape.Of(shape.String)))))
	dashscopePart  = shape.Struct(shape.Opt("text", shape.Of(shape.String)), shape.Opt("image", shape.Of(shape.String)), shape.Opt("audio", shape.Of(shape.String)), shape.Opt("video", &shape.Shape{}))
	dashscopeShape = shape.Struct(
		shape.Req("model", shape.Of(shape.String)),
		shape.Req("input", shape.Struct(shape.Req("messages", &shape.Shape{Kinds: []shape.Kind{shape.Array}, MinLen: 1, Items: shape.Struct(
			shape.Req("role", shape.Enum("system", "user", "assistant", "tool")),
			shape.Req("content", shape.List(dashscopePart).Or(shape.Of(shape.String))),
			shape.Opt("reasoning_content", shape.Of(shape.String)), shape.Opt("partial", shape.Of(shape.Bool)),
			shape.Opt("tool_calls", shape.List(dashscopeCall)), shape.Opt("tool_call_id", shape.Of(shape.String)))}))),
		shape.Opt("parameters", shape.Struct(
			shape.Opt("result_format", shape.Enum("text", "message")), shape.Opt("incremental_output", shape.Of(shape.Bool)),
			shape.Opt("temperature", number(0, 1.9999)), shape.Opt("top_p", number(0.0000001, 0.9999999)), shape.Opt("top_k", number(0, 1e6)),
			shape.Opt("max_tokens", number(1, 1e6)), shape.Opt("seed", number(0, 9e18)), shape.Opt("n", number(1, 4)),
			shape.Opt("presence_penalty", number(-2, 2)), shape.Opt("repetition_penalty", number(0, 10)),
			shape.Opt("stop", shape.List(&shape.Shape{}).Or(shape.Of(shape.String))), shape.Opt("enable_search", shape.Of(shape.Bool)), shape.Opt("search_options", shape.Of(shape.Object)),
			shape.Opt("enable_thinking", shape.Of(shape.Bool)), shape.Opt("thinking_budget", number(1, 1e6)),
			shape.Opt("tools", shape.List(shape.Struct(shape.Req("type", shape.Enum("function")), shape.Req("function", &shape.Shape{Kinds: []shape.Kind{shape.Object}, Open: true, Fields: []shape.Field{shape.Req("name", shape.Of(shape.String))}})))),
			shape.Opt("tool_choice", shape.Of(shape.Object).Or(shape.Enum("auto", "none"))), shape.Opt("parallel_tool_calls", shape.Of(shape.Bool)),
			shape.Opt("response_format", shape.Union("type", shape.Case{Value: "text", Shape: shape.Struct()}, shape.Case{Value: "json_object", Shape: shape.Struct()},
				shape.Case{Value: "json_schema", Shape: shape.Struct(shape.Req("json_schema", shape.Of(shape.Object)))})),
		)))
	dashscopeEmbeddings = shape.Struct(shape.Req("model", shape.Of(shape.String)),
		shape.Req("input", shape.Struct(shape.Req("texts", &shape.Shape{Kinds: []shape.Kind{shape.Array}, MinLen: 1, MaxLen: 10, Items: shape.Of(shape.String)}))),
		shape.Opt("parameters", shape.Struct(shape.Opt("dimension", number(1, 4096)), shape.Opt("text_type", shape.Enum("query", "document")), shape.Opt("output_type", shape.Enum("dense")))))
)

func number(low, high float64) *shape.Shape {
	return &shape.Shape{Kinds: []shape.Kind{shape.Decimal}, Min: shape.Limit(low), Max: shape.Limit(high)}
}

type dashscopeRequest struct {
	Model string
	Input struct {
		Messages []struct {
			Role       string
			Content    json.RawMessage
			ToolCalls  []call `json:"tool_calls"`
			ToolCallID string `json:"tool_call_id"`
		}
		Texts []string
	}
	Parameters struct {
		ResultFormat      string `json:"result_format"`
		IncrementalOutput bool   `json:"incremental_output"`
		MaxTokens         int    `json:"max_tokens"`
		N                 int
		Stop              json.RawMessage
		EnableThinking    bool `json:"enable_thinking"`
		Tools             []tool
		ToolChoice        json.RawMessage `json:"tool_choice"`
		ParallelToolCalls *bool           `json:"parallel_tool_calls"`
		ResponseFormat    struct {
			Type       string
			JSONSchema struct{ Schema json.RawMessage } `json:"json_schema"`
		} `json:"response_format"`
		Dimension int
	}
}

func answerDashScope(c *service.Call) (*service.Answer, *service.Refusal) {
	var r dashscopeRequest
	if c.Operation == service.Embed {
		if refusal := read(c, dashscopeEmbeddings, "InvalidParameter", &r); refusal != nil {
			return nil, refusal
		}
		return r.embed(), nil
	}
	if refusal := read(c, dashscopeShape, "InvalidParameter", &r); refusal != nil {
		return nil, refusal
	}
	sees := strings.Contains(r.Model, "-vl")
	switch {
	case strings.HasPrefix(r.Model, "missing"):
		return nil, refuseDashScope(http.StatusNotFound, r.Model)
	case sees != (c.Name == "multimodal-generation"):
		return nil, refuse(http.StatusBadRequest, "InvalidParameter", "url error, please check url!")
	case r.Parameters.Tools != nil && r.Parameters.ResultFormat != "message":
		return nil, refuse(http.StatusBadRequest, "InvalidParameter", "result_format must be message when tools are used.")
	}
	chat, refusal := r.conversation(sees)
	if refusal != nil {
		return nil, refusal
	}
	a := parrot.Continue(&chat.Conversation)
	answer := &service.Answer{Model: r.Model, Usage: a.Usage}
	out := dashscopeReply{request: &r, answer: &a, id: "71689cfc-" + a.Identify("reply"), sees: sees}
	if c.Header.Get("X-DashScope-SSE") == "enable" {
		answer.ContentType, answer.Events = "text/event-stream;charset=UTF-8", out.events()
	} else {
		answer.Body = out.body()
	}
	return answer, nil
}

func (r *dashscopeRequest) conversation(sees bool) (*chat, *service.Refusal) {
	chat, p := newChat(r.Model), &r.Parameters
	chat.Think, chat.MaxTokens = p.EnableThinking, p.MaxTokens
	chat.JSON, chat.Schema = strings.HasPrefix(p.ResponseFormat.Type, "json"), p.ResponseFormat.JSONSchema.Schema
	chat.OneCall = p.ParallelToolCalls == nil || !*p.ParallelToolCalls
	chat.offer(p.Tools)
	var stop string
	if json.Unmarshal(p.Stop, &stop) == nil {
		chat.Stop = []string{stop}
	} else {
		_ = json.Unmarshal(p.Stop, &chat.Stop)
	}
	var choice struct{ Function struct{ Name string } }
	switch {
	case string(p.ToolChoice) == `"none"`:
		chat.Choice = parrot.Never
	case json.Unmarshal(p.ToolChoice, &choice) == nil:
		chat.Choice, chat.ToolName = parrot.Named, choice.Function.Name
	}
	for i, m := range r.Input.Messages {
		text, media, refusal := dashscopeContent(m.Content, sees, i)
		switch {
		case refusal != nil:
			return nil, refusal
		case m.Role == "tool" && !chat.open[m.ToolCallID]:
			return nil, refuse(http.StatusBadRequest, "InvalidParameter", `messages with role "tool" must be a response to a preceeding message with "tool_calls".`)
		case m.Role != "tool" && len(chat.open) > 0:
			return nil, refuse(http.StatusBadRequest, "InvalidParameter", `An assistant message with "tool_calls" must be followed by tool messages responding to each "tool_call_id".`)
		}
		chat.add(m.Role, text, media, m.ToolCalls, m.ToolCallID, "")
	}
	return chat, nil
}

func dashscopeContent(raw json.RawMessage, sees bool, at int) (text string, media []parrot.Media, refusal *service.Refusal) {
	isText := json.Unmarshal(raw, &text) == nil
	if isText == sees {
		return "", nil, refuse(http.StatusBadRequest, "InvalidParameter", "input.messages.%d.content: is of a wrong type for this model", at)
	}
	if isText {
		return text, nil, nil
	}
	var parts []map[string]string
	if err := json.Unmarshal(raw, &parts); err != nil {
		return "", nil, refuse(http.StatusBadRequest, "InvalidParameter", "input.messages.%d.content: %v", at, err)
	}
	for _, p := range parts {
		if len(p) != 1 {
			return "", nil, refuse(http.StatusBadRequest, "InvalidParameter", "input.messages.%d.content: each part holds one thing", at)
		}
		text += p["text"]
		for _, kind := range []string{"image", "audio"} {
			if p[kind] != "" {
				media = append(media, mediaOf(p[kind]))
			}
		}
	}
	return text, media, nil
}

func (r *dashscopeRequest) embed() *service.Answer {
	size, tokens := 8, 0
	if r.Parameters.Dimension > 0 {
		size = r.Parameters.Dimension
	}
	var list []object
	for i, text := range r.Input.Texts {
		tokens += parrot.Count(text)
		list = append(list, object{"embedding": vector(text, size), "text_index": i})
	}
	return &service.Answer{Model: r.Model, Usage: parrot.Usage{Input: tokens},
		Body: service.Encode(object{"output": object{"embeddings": list}, "usage": object{"total_tokens": tokens}, "request_id": "71689cfc"})}
}

// dashscopeReply carries what the two forms of an answer are made of.
type dashscopeReply struct {
	request *dashscopeRequest
	answer  *parrot.Answer
	id      string
	sees    bool
}

func (r *dashscopeReply) document(message object, reason string) []byte {
	message["role"] = "assistant"
	if text, isText := message["content"].(string); isText && r.sees {
		message["content"] = []object{}
		if text != "" {
			message["content"] = []object{{"text": text}}
		}
	}
	u := r.answer.Usage
	usage := object{"input_tokens": u.Input, "output_tokens": u.Output, "total_tokens": u.Input + u.Output, "prompt_tokens_details": object{"cached_tokens": u.CacheRead}}
	if u.Thinking > 0 {
		usage["output_tokens_details"] = object{"reasoning_tokens": u.Thinking}
	}
	return service.Encode(object{
		"output": object{"choices": []object{{"message": message, "finish_reason": reason}}}, "usage": usage, "request_id": r.id,
	})
}

func (r *dashscopeReply) calls() (list []call) {
	for i, c := range r.answer.Calls {
		list = append(list, call{Index: &i, ID: "call_" + c.ID, Type: "function", Function: functionCall{c.Name, string(c.Arguments)}})
	}
	return list
}

func (r *dashscopeReply) body() []byte {
	message := object{"content": r.answer.Text}
	if r.answer.Thinking != "" {
		message["reasoning_content"] = r.answer.Thinking
	}
	if calls := r.calls(); calls != nil {
		message["tool_calls"] = calls
	}
	return r.document(message, finish(r.answer))
}

// events are the answer in pieces; unless incremental output was asked for,
// each holds all of the text so far.
func (r *dashscopeReply) events() (events []service.Event) {
	text := ""
	emit := func(message object, reason string) {
		events = append(events, service.Event{Raw: fmt.Appendf(nil, "id:%d\nevent:result\n:HTTP_STATUS/200\ndata:%s\n\n", len(events)+1, r.document(message, reason))})
	}
	for _, part := range parrot.Deltas(r.answer.Thinking) {
		emit(object{"content": "", "reasoning_content": part}, "null")
	}
	for _, part := range r.answer.Parts {
		text += part
		if !r.request.Parameters.IncrementalOutput {
			part = text
		}
		emit(object{"content": part}, "null")
	}
	for i, c := range r.calls() {
		first := c
		first.Function.Arguments = ""
		emit(object{"content": "", "tool_calls": []call{first}}, "null")
		for _, part := range parrot.Deltas(c.Function.Arguments) {
			emit(object{"content": "", "tool_calls": []call{{Index: &i, Type: "function", Function: functionCall{Arguments: part}}}}, "null")
		}
	}
	emit(object{"content": ""}, finish(r.answer))
	return events
}
