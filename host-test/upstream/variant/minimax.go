package variant

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// Source: https://platform.minimaxi.com/document/guides/chat-model/pro/api. The
// status of an answer is always 200.
var minimax = vendor{
	name: "minimax", answer: answerMiniMax, refusal: refuseMiniMax, render: renderMiniMax,
	key: func(c *service.Call) (string, bool) {
		key, ok := bearer(c)
		return key, ok && c.Query.Get("GroupId") != ""
	},
	interrupt: func(id string) service.Event {
		return service.Event{Data: renderMiniMax(refuseMiniMax(500, ""), id)}
	},
}

func refuseMiniMax(status int, _ string) *service.Refusal {
	switch status {
	case http.StatusUnauthorized:
		return refuse(http.StatusOK, "1004", "login fail: Please carry the API secret key in the 'Authorization' field of the request header")
	case http.StatusTooManyRequests:
		return refuse(http.StatusOK, "1002", "rate limit")
	case http.StatusInternalServerError:
		return refuse(http.StatusOK, "1000", "unknown error")
	}
	return refuse(http.StatusOK, "2013", "invalid params")
}

func renderMiniMax(r *service.Refusal, id string) []byte {
	return service.Encode(object{"created": 0, "model": "", "reply": "", "choices": nil, "id": id,
		"base_resp": object{"status_code": json.Number(r.Code), "status_msg": r.Message}})
}

var (
	minimaxText    = shape.Of(shape.String)
	minimaxMessage = shape.Struct(shape.Req("sender_type", shape.Enum("USER", "BOT", "FUNCTION")), shape.Req("sender_name", minimaxText), shape.Req("text", minimaxText),
		shape.Opt("function_call", shape.Struct(shape.Req("name", minimaxText), shape.Req("arguments", minimaxText))))
	minimaxShape = shape.Struct(shape.Req("model", minimaxText), shape.Req("messages", &shape.Shape{Kinds: []shape.Kind{shape.Array}, MinLen: 1, Items: minimaxMessage}),
		shape.Req("bot_setting", &shape.Shape{Kinds: []shape.Kind{shape.Array}, MinLen: 1, Items: shape.Struct(shape.Req("bot_name", minimaxText), shape.Req("content", &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1}))}),
		shape.Req("reply_constraints", shape.Struct(shape.Req("sender_type", shape.Enum("BOT")), shape.Req("sender_name", minimaxText), shape.Opt("glyph", shape.Of(shape.Object)))),
		shape.Opt("stream", shape.Of(shape.Bool)), shape.Opt("tokens_to_generate", number(1, 245760)), shape.Opt("temperature", number(0, 2)), shape.Opt("top_p", number(0, 1)),
		shape.Opt("mask_sensitive_info", shape.Of(shape.Bool)), shape.Opt("sample_messages", shape.List(minimaxMessage)), shape.Opt("plugins", shape.List(minimaxText)),
		shape.Opt("functions", shape.List(shape.Struct(shape.Req("name", minimaxText), shape.Opt("description", minimaxText), shape.Req("parameters", shape.Of(shape.Object))))))
)

type minimaxRequest struct {
	Model    string
	Messages []struct {
		SenderType   string `json:"sender_type"`
		SenderName   string `json:"sender_name"`
		Text         string
		FunctionCall *functionCall `json:"function_call"`
	}
	Bots []struct {
		Name    string `json:"bot_name"`
		Content string
	} `json:"bot_setting"`
	Reply struct {
		SenderName string `json:"sender_name"`
	} `json:"reply_constraints"`
	Stream    bool
	Tokens    int `json:"tokens_to_generate"`
	Functions []struct {
		Name       string
		Parameters json.RawMessage
	}
}

func answerMiniMax(c *service.Call) (*service.Answer, *service.Refusal) {
	var r minimaxRequest
	if refusal := read(c, minimaxShape, "2013", &r); refusal != nil {
		refusal.Status = http.StatusOK
		return nil, refusal
	}
	var bots []string
	chat := newChat(r.Model)
	chat.MaxTokens, chat.OneCall = r.Tokens, true
	for _, b := range r.Bots {
		bots = append(bots, b.Name)
		if !strings.HasPrefix(b.Content, "MM智能助理是") {
			chat.add("system", b.Content, nil, nil, "", "")
		}
	}
	for _, f := range r.Functions {
		chat.Tools = append(chat.Tools, parrot.Tool{Name: f.Name, Schema: f.Parameters})
	}
	last := r.Messages[len(r.Messages)-1]
	switch {
	case strings.HasPrefix(r.Model, "missing"):
		return nil, refuseMiniMax(http.StatusNotFound, "")
	case !slices.Contains(bots, r.Reply.SenderName):
		return nil, refuse(http.StatusOK, "2013", "invalid params, reply_constraints.sender_name is no bot")
	case last.SenderType == "BOT":
		return nil, refuse(http.StatusOK, "2013", "invalid params, the last message must not be the bot's")
	}
	for _, m := range r.Messages {
		role := map[string]string{"USER": "user", "BOT": "assistant", "FUNCTION": "tool"}[m.SenderType]
		if role == "assistant" && !slices.Contains(bots, m.SenderName) {
			return nil, refuse(http.StatusOK, "2013", "invalid params, a message is of no bot")
		}
		var calls []call
		if m.FunctionCall != nil {
			calls = []call{{Function: *m.FunctionCall}}
		}
		chat.add(role, m.Text, nil, calls, "", m.SenderName)
	}
	a := parrot.Continue(&chat.Conversation)
	answer := &service.Answer{Model: r.Model, Usage: a.Usage}
	document := func(text string, calls []parrot.Call) object {
		message := object{"sender_type": "BOT", "sender_name": r.Reply.SenderName, "text": text}
		if calls != nil {
			message["function_call"] = functionCall{calls[0].Name, string(calls[0].Arguments)}
		}
		return object{"created": c.Now.Unix(), "model": r.Model, "reply": "", "choices": []object{{"messages": []object{message}}}, "output_sensitive": false}
	}
	for _, part := range a.Parts {
		answer.Events = append(answer.Events, service.Event{Data: service.Encode(document(part, nil))})
	}
	end := document(a.Text, a.Calls)
	end["reply"], end["id"], end["usage"] = a.Text, "0106b3bc"+a.Identify("reply"), object{"total_tokens": a.Usage.Input + a.Usage.Output}
	end["base_resp"] = object{"status_code": 0, "status_msg": ""}
	end["choices"].([]object)[0]["finish_reason"] = map[parrot.Finish]string{parrot.Cut: "max_output"}[a.Finish]
	if a.Finish != parrot.Cut {
		end["choices"].([]object)[0]["finish_reason"] = "stop"
	}
	answer.Events = append(answer.Events, service.Event{Data: service.Encode(end)})
	if !r.Stream {
		answer.Body, answer.Events = service.Encode(end), nil
	}
	return answer, nil
}
