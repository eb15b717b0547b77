package variant

import (
	"net/http"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// Source: https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_generate.md,
// with the inputs and parameters of its vLLM backend.
var triton = vendor{
	name: "triton", answer: answerTriton, refusal: refuseTriton,
	key:    func(*service.Call) (string, bool) { return "none is needed", true },
	render: func(r *service.Refusal, _ string) []byte { return service.Encode(object{"error": r.Message}) },
	interrupt: func(string) service.Event {
		return service.Event{Data: []byte(`{"error":"Error generating stream: the engine has died"}`)}
	},
}

func refuseTriton(status int, model string) *service.Refusal {
	switch status {
	case http.StatusNotFound:
		return refuse(http.StatusBadRequest, "", "Request for unknown model: '%s' is not found", model)
	case http.StatusTooManyRequests:
		return refuse(status, "", "Exceeds maximum queue size")
	}
	return refuse(status, "", "failed to infer")
}

var tritonShape = shape.Struct(shape.Req("text_input", shape.Of(shape.String)), shape.Opt("id", shape.Of(shape.String)), shape.Opt("exclude_input_in_output", shape.Of(shape.Bool)),
	shape.Opt("parameters", shape.Struct(shape.Opt("stream", shape.Of(shape.Bool)), shape.Opt("temperature", number(0, 2)), shape.Opt("max_tokens", number(1, 1e6)), shape.Opt("top_p", number(0, 1)),
		shape.Opt("top_k", number(-1, 1e6)), shape.Opt("seed", number(0, 9e18)), shape.Opt("stop", shape.Of(shape.String)), shape.Opt("frequency_penalty", number(-2, 2)), shape.Opt("presence_penalty", number(-2, 2)))))

type tritonRequest struct {
	Text       string `json:"text_input"`
	Exclude    *bool  `json:"exclude_input_in_output"`
	Parameters struct {
		Stream    bool
		MaxTokens int `json:"max_tokens"`
		Stop      string
	}
}

// answerTriton answers at generate with the prompt before the answer, unless it
// was told otherwise, as its vLLM backend does.
func answerTriton(c *service.Call) (*service.Answer, *service.Refusal) {
	var r tritonRequest
	if refusal := read(c, tritonShape, "", &r); refusal != nil {
		return nil, refusal
	}
	model, _, _ := strings.Cut(c.Name, "/")
	switch {
	case strings.HasPrefix(model, "missing"):
		return nil, refuseTriton(http.StatusNotFound, model)
	case r.Parameters.Stream && !c.Stream:
		return nil, refuse(http.StatusBadRequest, "", "generate expects model to produce exactly 1 response, use generate stream for model that generates various number of responses")
	}
	chat := newChat(model)
	chat.MaxTokens = r.Parameters.MaxTokens
	if r.Parameters.Stop != "" {
		chat.Stop = []string{r.Parameters.Stop}
	}
	chat.add("user", r.Text, nil, nil, "", "")
	a := parrot.Continue(&chat.Conversation)
	reply := func(text string) []byte {
		return service.Encode(object{"model_name": model, "model_version": "1", "text_output": text})
	}
	answer := &service.Answer{Model: model, Usage: a.Usage}
	if !c.Stream {
		text := a.Text
		if strings.HasPrefix(model, "vllm") && (r.Exclude == nil || !*r.Exclude) {
			text = r.Text + text
		}
		answer.Body = reply(text)
		return answer, nil
	}
	for _, part := range a.Parts {
		answer.Events = append(answer.Events, service.Event{Data: reply(part)})
	}
	return answer, nil
}
