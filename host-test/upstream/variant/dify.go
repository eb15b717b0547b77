package variant

import (
	"net/http"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// DifyConversation is the one conversation that there is already.
const DifyConversation = "45701982-8118-4bc5-8e9b-64562b4555f2"

// Source: https://docs.dify.ai/api-reference
var dify = vendor{
	name: "dify", key: bearer, answer: answerDify, refusal: refuseDify,
	render: func(r *service.Refusal, _ string) []byte {
		return service.Encode(object{"code": r.Code, "message": r.Message, "status": r.Status})
	},
	interrupt: func(string) service.Event {
		return service.Event{Data: service.Encode(object{"event": "error", "message_id": "m-1", "conversation_id": DifyConversation, "status": 500,
			"code": "internal_server_error", "message": "Internal Server Error, please contact support."})}
	},
}

func refuseDify(status int, _ string) *service.Refusal {
	switch status {
	case http.StatusUnauthorized:
		return refuse(status, "unauthorized", "Access token is invalid")
	case http.StatusNotFound:
		return refuse(status, "not_found", "Conversation Not Exists.")
	case http.StatusTooManyRequests:
		return refuse(status, "too_many_requests", "Too many requests. Please try again later. The current maximum concurrent requests allowed for this app is 0.")
	case http.StatusInternalServerError:
		return refuse(status, "internal_server_error", "Internal Server Error, please contact support.")
	}
	return refuse(status, "invalid_param", "The request was refused.")
}

var (
	difyCommon = []shape.Field{shape.Req("inputs", shape.Of(shape.Object)), shape.Opt("response_mode", shape.Enum("blocking", "streaming")), shape.Req("user", shape.Of(shape.String)),
		shape.Opt("files", shape.List(shape.Struct(shape.Req("type", shape.Enum("image")), shape.Req("transfer_method", shape.Enum("remote_url")), shape.Req("url", shape.Of(shape.String)))))}
	difyShape = shape.Struct(append([]shape.Field{shape.Req("query", shape.Of(shape.String)), shape.Opt("conversation_id", shape.Of(shape.String)), shape.Opt("auto_generate_name", shape.Of(shape.Bool))}, difyCommon...)...)
	difyRun   = shape.Struct(difyCommon...)
)

type difyRequest struct {
	Query, User    string
	Inputs         map[string]any
	ResponseMode   string `json:"response_mode"`
	ConversationID string `json:"conversation_id"`
	Files          []struct{ URL string }
}

// answerDify answers as the application that the path and the key name: a key
// of an agent's begins with app-agent.
func answerDify(c *service.Call) (*service.Answer, *service.Refusal) {
	var r difyRequest
	s := difyRun
	if c.Name == "chat-messages" {
		s = difyShape
	}
	if refusal := read(c, s, "invalid_param", &r); refusal != nil {
		return nil, refusal
	}
	key, _ := bearer(c)
	text := r.Query
	for _, name := range []string{"query", "question"} {
		if said, ok := r.Inputs[name].(string); ok && c.Name != "chat-messages" {
			text = said
		}
	}
	switch {
	case strings.HasPrefix(key, "app-agent") && r.ResponseMode != "streaming":
		return nil, refuse(http.StatusBadRequest, "bad_request", "Agent Chat App does not support blocking mode")
	case text == "":
		return nil, refuse(http.StatusBadRequest, "invalid_param", "query is required in input form")
	case r.ConversationID != "" && r.ConversationID != DifyConversation:
		return nil, refuseDify(http.StatusNotFound, "")
	}
	chat := newChat("dify")
	var media []parrot.Media
	for _, f := range r.Files {
		media = append(media, mediaOf(f.URL))
	}
	chat.add("user", text, media, nil, "", "")
	a := parrot.Continue(&chat.Conversation)
	d := difyReply{answer: &a, isAgent: strings.HasPrefix(key, "app-agent"), runs: c.Name == "workflows/run"}
	answer := &service.Answer{Model: "dify", Usage: a.Usage}
	if r.ResponseMode == "streaming" {
		answer.Events = d.events()
	} else {
		answer.Body = d.body()
	}
	return answer, nil
}

// difyReply carries what the two forms of an answer are made of.
type difyReply struct {
	answer        *parrot.Answer
	isAgent, runs bool
}

func (d *difyReply) metadata() object {
	u := d.answer.Usage
	return object{"usage": object{"prompt_tokens": u.Input, "completion_tokens": u.Output, "total_tokens": u.Input + u.Output, "total_price": "0.0013030", "currency": "USD", "latency": 1.38}}
}

func (d *difyReply) outcome() object {
	u := d.answer.Usage
	return object{"id": "run-1", "workflow_id": "flow-1", "status": "succeeded", "outputs": object{"text": d.answer.Text}, "error": nil, "total_tokens": u.Input + u.Output, "created_at": 1705407629}
}

func (d *difyReply) body() []byte {
	if d.runs {
		return service.Encode(object{"workflow_run_id": "run-1", "task_id": "task-1", "data": d.outcome()})
	}
	return service.Encode(object{"event": "message", "task_id": "task-1", "id": "m-1", "message_id": "m-1", "conversation_id": DifyConversation, "mode": "chat",
		"answer": d.answer.Text, "metadata": d.metadata(), "created_at": 1705407629})
}

func (d *difyReply) events() (events []service.Event) {
	emit := func(name string, o object) {
		o["event"], o["task_id"] = name, "task-1"
		if d.runs {
			o["workflow_run_id"] = "run-1"
		} else {
			o["conversation_id"], o["message_id"], o["created_at"] = DifyConversation, "m-1", 1705407629
		}
		events = append(events, service.Event{Data: service.Encode(o)})
	}
	events = append(events, service.Event{Raw: []byte("event: ping\n\n")})
	if d.runs {
		emit("workflow_started", object{"data": object{"id": "run-1", "workflow_id": "flow-1", "created_at": 1705407629}})
		for _, part := range d.answer.Parts {
			emit("text_chunk", object{"data": object{"text": part, "from_variable_selector": []string{"1", "text"}}})
		}
		emit("workflow_finished", object{"data": d.outcome()})
		return events
	}
	name := "message"
	if d.isAgent {
		name = "agent_message"
		emit("agent_thought", object{"id": "a-1", "position": 1, "thought": "", "observation": "", "tool": "", "tool_input": ""})
	}
	for _, part := range d.answer.Parts {
		emit(name, object{"id": "m-1", "answer": part})
	}
	emit("message_end", object{"id": "m-1", "metadata": d.metadata()})
	return events
}
