package variant

import (
	"encoding/json"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// SparkHost is where Spark is: its path is OpenAI's.
const SparkHost = "spark-api-open.xf-yun.com"

// Source: https://www.xfyun.cn/doc/spark/HTTP调用文档.html
var spark = vendor{
	name: "spark", key: bearer, answer: answerSpark, refusal: refuseSpark, render: renderSpark,
	interrupt: func(id string) service.Event { return service.Event{Data: renderSpark(refuseSpark(500, ""), id)} },
}

func refuseSpark(status int, _ string) *service.Refusal {
	switch status {
	case http.StatusUnauthorized:
		return refuse(status, "", "HMAC signature cannot be verified: fail to retrieve credential")
	case http.StatusTooManyRequests:
		return refuse(http.StatusOK, "11202", "AppIdQpsOverFlowError:(conc limit)")
	case http.StatusInternalServerError:
		return refuse(http.StatusOK, "10012", "EngineInternalError:The engine failed")
	}
	return refuse(http.StatusOK, "10163", "schema validate error")
}

func renderSpark(r *service.Refusal, id string) []byte {
	if r.Code == "" {
		return service.Encode(object{"message": r.Message})
	}
	return service.Encode(object{"code": json.Number(r.Code), "message": r.Message, "sid": id})
}

var (
	sparkText  = shape.Of(shape.String)
	sparkShape = shape.Struct(shape.Req("model", shape.Enum("lite", "generalv3", "pro-128k", "generalv3.5", "max-32k", "4.0Ultra")), shape.Opt("user", sparkText),
		shape.Req("messages", &shape.Shape{Kinds: []shape.Kind{shape.Array}, MinLen: 1, Items: shape.Struct(shape.Req("role", shape.Enum("system", "user", "assistant", "tool")),
			shape.Opt("content", sparkText.Nullable()), shape.Opt("tool_call_id", sparkText), shape.Opt("tool_calls", shape.List(shape.Of(shape.Object))))}),
		shape.Opt("temperature", number(0, 2)), shape.Opt("top_p", number(0, 1)), shape.Opt("top_k", number(1, 6)), shape.Opt("max_tokens", number(1, 32768)),
		shape.Opt("presence_penalty", number(-2, 2)), shape.Opt("frequency_penalty", number(-2, 2)), shape.Opt("stream", shape.Of(shape.Bool)),
		shape.Opt("response_format", shape.Struct(shape.Req("type", shape.Enum("text", "json_object")))), shape.Opt("suppress_plugin", shape.List(sparkText)),
		shape.Opt("tools", shape.List(shape.Of(shape.Object))), shape.Opt("tool_choice", shape.Of(shape.Object).Or(shape.Enum("auto", "none", "required"))), shape.Opt("tool_calls_switch", shape.Of(shape.Bool)))
)

type sparkRequest struct {
	Model    string
	Messages []struct {
		Role, Content string
		ToolCallID    string `json:"tool_call_id"`
		ToolCalls     []call `json:"tool_calls"`
	}
	MaxTokens      int `json:"max_tokens"`
	Stream         bool
	Tools          []tool
	ToolChoice     any                   `json:"tool_choice"`
	Switch         bool                  `json:"tool_calls_switch"`
	ResponseFormat struct{ Type string } `json:"response_format"`
}

func answerSpark(c *service.Call) (*service.Answer, *service.Refusal) {
	var r sparkRequest
	if refusal := read(c, sparkShape, "10163", &r); refusal != nil {
		refusal.Status = http.StatusOK
		return nil, refusal
	}
	chat := newChat(r.Model)
	chat.MaxTokens, chat.JSON = r.MaxTokens, r.ResponseFormat.Type == "json_object"
	chat.offer(r.Tools)
	if r.ToolChoice == "required" {
		chat.Choice = parrot.Any
	}
	for _, m := range r.Messages {
		chat.add(m.Role, m.Content, nil, m.ToolCalls, m.ToolCallID, "")
	}
	a := parrot.Continue(&chat.Conversation)
	return r.reply(&a, c.Now.Unix()), nil
}

// reply is the answer. Calls are an object without the switch for a list.
func (r *sparkRequest) reply(a *parrot.Answer, now int64) *service.Answer {
	sid := "cha000b" + strings.ToLower(a.Identify("reply"))
	usage := object{"prompt_tokens": a.Usage.Input, "completion_tokens": a.Usage.Output, "total_tokens": a.Usage.Input + a.Usage.Output}
	document := func(name string, message object) object {
		message["role"] = "assistant"
		return object{"code": 0, "message": "Success", "sid": sid, "created": now, "choices": []object{{name: message, "index": 0}}}
	}
	var calls []call
	for _, c := range a.Calls {
		calls = append(calls, call{ID: "call_" + c.ID, Type: "function", Function: functionCall{c.Name, string(c.Arguments)}})
	}
	called := func(message object) object {
		switch {
		case calls == nil:
		case r.Switch:
			message["tool_calls"] = calls
		default:
			message["tool_calls"] = calls[0]
		}
		return message
	}
	answer := &service.Answer{Model: r.Model, Usage: a.Usage}
	if !r.Stream {
		whole := document("message", called(object{"content": a.Text}))
		whole["usage"] = usage
		answer.Body = service.Encode(whole)
		return answer
	}
	for _, part := range a.Parts {
		answer.Events = append(answer.Events, service.Event{Data: service.Encode(document("delta", object{"content": part}))})
	}
	last := document("delta", called(object{"content": ""}))
	last["usage"] = usage
	answer.Events = append(answer.Events, service.Event{Data: service.Encode(last)}, service.Event{Data: []byte("[DONE]")})
	return answer
}
