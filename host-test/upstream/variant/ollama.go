package variant

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// Source: https://docs.ollama.com/api/chat, https://docs.ollama.com/api/embed.
// What Ollama itself would pass over without a word is refused here.
var ollama = vendor{
	name: "ollama", answer: answerOllama, refusal: refuseOllama,
	key:    func(*service.Call) (string, bool) { return "none is needed", true },
	render: func(r *service.Refusal, _ string) []byte { return service.Encode(object{"error": r.Message}) },
	interrupt: func(string) service.Event {
		return service.Event{Raw: []byte(`{"error":"an error was encountered while running the model: unexpected EOF"}` + "\n")}
	},
}

func refuseOllama(status int, model string) *service.Refusal {
	switch status {
	case http.StatusNotFound:
		return refuse(status, "", `model "%s" not found, try pulling it first`, model)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return refuse(status, "", "server busy, please try again.  maximum pending requests exceeded")
	}
	return refuse(status, "", "llama runner process has terminated: exit status 2")
}

var (
	ollamaText    = shape.Of(shape.String)
	ollamaMessage = shape.Struct(shape.Req("role", shape.Enum("system", "user", "assistant", "tool")), shape.Req("content", ollamaText),
		shape.Opt("thinking", ollamaText), shape.Opt("images", shape.List(ollamaText)), shape.Opt("tool_name", ollamaText), shape.Opt("tool_call_id", ollamaText),
		shape.Opt("tool_calls", shape.List(shape.Struct(shape.Opt("id", ollamaText), shape.Req("function", shape.Struct(shape.Req("name", ollamaText), shape.Req("arguments", shape.Of(shape.Object))))))))
	ollamaShape = shape.Struct(shape.Req("model", ollamaText), shape.Req("messages", shape.List(ollamaMessage)), shape.Opt("stream", shape.Of(shape.Bool)),
		shape.Opt("format", shape.Of(shape.Object).Or(shape.Enum("json"))), shape.Opt("keep_alive", &shape.Shape{}),
		shape.Opt("think", shape.Of(shape.Bool).Or(shape.Enum("low", "medium", "high"))), shape.Opt("tools", shape.List(shape.Struct(shape.Req("type", shape.Enum("function")),
			shape.Req("function", &shape.Shape{Kinds: []shape.Kind{shape.Object}, Open: true, Fields: []shape.Field{shape.Req("name", ollamaText)}})))),
		shape.Opt("options", shape.Struct(shape.Opt("num_predict", number(-2, 1e9)), shape.Opt("num_ctx", number(1, 1e9)), shape.Opt("temperature", number(0, 100)), shape.Opt("top_p", number(0, 1)),
			shape.Opt("top_k", number(0, 1e9)), shape.Opt("seed", number(-1e18, 1e18)), shape.Opt("stop", shape.List(ollamaText)), shape.Opt("frequency_penalty", number(-2, 2)), shape.Opt("presence_penalty", number(-2, 2)))))
	ollamaEmbed = shape.Struct(shape.Req("model", ollamaText), shape.Req("input", shape.List(ollamaText).Or(ollamaText)), shape.Opt("dimensions", number(1, 4096)), shape.Opt("truncate", shape.Of(shape.Bool)))
)

type ollamaRequest struct {
	Model    string
	Messages []struct {
		Role, Content string
		Images        []string
		ToolName      string `json:"tool_name"`
		ToolCalls     []struct {
			Function struct {
				Name      string
				Arguments json.RawMessage
			}
		} `json:"tool_calls"`
	}
	Stream  *bool
	Format  json.RawMessage
	Think   any
	Tools   []tool
	Options struct {
		NumPredict int `json:"num_predict"`
		Stop       []string
	}
	Input      json.RawMessage
	Dimensions int
}

func answerOllama(c *service.Call) (*service.Answer, *service.Refusal) {
	var r ollamaRequest
	s := ollamaShape
	if c.Operation == service.Embed {
		s = ollamaEmbed
	}
	if refusal := read(c, s, "", &r); refusal != nil {
		return nil, refusal
	}
	thinks := r.Think == true
	if level, ok := r.Think.(string); ok {
		thinks = true
		if !strings.Contains(r.Model, "gpt-oss") {
			return nil, refuse(http.StatusBadRequest, "", "think value %q is not supported for this model", level)
		}
	}
	switch {
	case strings.HasPrefix(r.Model, "missing"):
		return nil, refuseOllama(http.StatusNotFound, r.Model)
	case thinks && strings.HasPrefix(r.Model, "llama"):
		return nil, refuse(http.StatusBadRequest, "", `"%s" does not support thinking`, r.Model)
	case len(r.Tools) > 0 && strings.HasPrefix(r.Model, "gemma"):
		return nil, refuse(http.StatusBadRequest, "", "%s does not support tools", r.Model)
	case c.Operation == service.Embed:
		return r.embed(), nil
	}
	chat := newChat(r.Model)
	chat.Think, chat.MaxTokens, chat.Stop = thinks, r.Options.NumPredict, r.Options.Stop
	chat.JSON = r.Format != nil
	if chat.JSON && r.Format[0] == '{' {
		chat.Schema = r.Format
	}
	chat.offer(r.Tools)
	for _, m := range r.Messages {
		var media []parrot.Media
		for _, image := range m.Images {
			if _, err := base64.StdEncoding.DecodeString(image); err != nil {
				return nil, refuse(http.StatusBadRequest, "", "%v", err)
			}
			media = append(media, inline(image))
		}
		var calls []call
		for _, t := range m.ToolCalls {
			calls = append(calls, call{Function: functionCall{t.Function.Name, string(t.Function.Arguments)}})
		}
		chat.add(m.Role, m.Content, media, calls, "", m.ToolName)
	}
	a := parrot.Continue(&chat.Conversation)
	return ollamaAnswer(&r, &a), nil
}

func (r *ollamaRequest) embed() *service.Answer {
	texts, one := []string{}, ""
	if json.Unmarshal(r.Input, &one) == nil {
		texts = []string{one}
	} else {
		_ = json.Unmarshal(r.Input, &texts) // its shape was found right
	}
	size, tokens, list := 8, 0, [][]float64{}
	if r.Dimensions > 0 {
		size = r.Dimensions
	}
	for _, text := range texts {
		tokens += parrot.Count(text)
		list = append(list, vector(text, size))
	}
	return &service.Answer{Model: r.Model, Usage: parrot.Usage{Input: tokens},
		Body: service.Encode(object{"model": r.Model, "embeddings": list, "total_duration": 14143917, "load_duration": 1019500, "prompt_eval_count": tokens})}
}

// ollamaAnswer is the answer, streamed unless that was forbidden. Calls are not
// cut in pieces.
func ollamaAnswer(r *ollamaRequest, a *parrot.Answer) *service.Answer {
	reply := func(message object) object {
		message["role"] = "assistant"
		return object{"model": r.Model, "created_at": "2025-01-01T00:00:00.1Z", "message": message, "done": false}
	}
	end := func(o object) []byte {
		o["done"], o["done_reason"] = true, strings.Replace(finish(a), "tool_calls", "stop", 1)
		o["total_duration"], o["prompt_eval_count"], o["eval_count"] = 4883583458, a.Usage.Input, a.Usage.Output
		return service.Encode(o)
	}
	var calls []object
	for i, c := range a.Calls {
		calls = append(calls, object{"function": object{"index": i, "name": c.Name, "arguments": c.Arguments}})
	}
	answer := &service.Answer{Model: r.Model, Usage: a.Usage, ContentType: "application/x-ndjson"}
	if r.Stream != nil && !*r.Stream {
		message := object{"content": a.Text}
		if a.Thinking != "" {
			message["thinking"] = a.Thinking
		}
		if calls != nil {
			message["tool_calls"] = calls
		}
		answer.Body = end(reply(message))
		return answer
	}
	emit := func(line []byte) { answer.Events = append(answer.Events, service.Event{Raw: append(line, '\n')}) }
	for _, part := range parrot.Deltas(a.Thinking) {
		emit(service.Encode(reply(object{"content": "", "thinking": part})))
	}
	for _, part := range a.Parts {
		emit(service.Encode(reply(object{"content": part})))
	}
	for _, c := range calls {
		emit(service.Encode(reply(object{"content": "", "tool_calls": []object{c}})))
	}
	emit(end(reply(object{"content": ""})))
	return answer
}
