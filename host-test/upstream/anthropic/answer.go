package anthropic

import (
	"encoding/json"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// reply carries what the two forms of an answer are made of.
type reply struct {
	request *request
	answer  parrot.Answer
}

type messageBody struct {
	ID           string  `json:"id"`
	Type         string  `json:"type"`
	Role         string  `json:"role"`
	Model        string  `json:"model"`
	Content      []any   `json:"content"`
	StopReason   *string `json:"stop_reason"`
	StopSequence *string `json:"stop_sequence"`
	Usage        usage   `json:"usage"`
}

type textBody struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

type thinkingBody struct {
	Type      string `json:"type"`
	Thinking  string `json:"thinking"`
	Signature string `json:"signature"`
}

type redactedBody struct {
	Type string `json:"type"`
	Data string `json:"data"`
}

type toolUseBody struct {
	Type  string          `json:"type"`
	ID    string          `json:"id"`
	Name  string          `json:"name"`
	Input json.RawMessage `json:"input"`
}

type usage struct {
	InputTokens              int            `json:"input_tokens"`
	CacheCreationInputTokens int            `json:"cache_creation_input_tokens"`
	CacheReadInputTokens     int            `json:"cache_read_input_tokens"`
	CacheCreation            *cacheCreation `json:"cache_creation,omitempty"`
	OutputTokens             int            `json:"output_tokens"`
	OutputTokensDetails      *outputDetails `json:"output_tokens_details,omitempty"`
	ServiceTier              string         `json:"service_tier,omitempty"`
}

type cacheCreation struct {
	FiveMinutes int `json:"ephemeral_5m_input_tokens"`
	OneHour     int `json:"ephemeral_1h_input_tokens"`
}

type outputDetails struct {
	ThinkingTokens int `json:"thinking_tokens"`
}

// usage is what the exchange is billed for; input tokens are those that no
// cache had to do with.
func (r *reply) usage() usage {
	u := r.answer.Usage
	out := usage{
		InputTokens:              u.Input - u.CacheRead - u.CacheWrite,
		CacheCreationInputTokens: u.CacheWrite,
		CacheReadInputTokens:     u.CacheRead,
		OutputTokens:             u.Output,
	}
	if u.Thinking > 0 {
		out.OutputTokensDetails = &outputDetails{u.Thinking}
	}
	return out
}

// full is the usage with what only whole messages tell.
func (r *reply) full() usage {
	u := r.usage()
	u.ServiceTier = "standard"
	u.CacheCreation = &cacheCreation{FiveMinutes: u.CacheCreationInputTokens}
	return u
}

func (r *reply) stopReason() *string {
	reason := map[parrot.Finish]string{
		parrot.Done: "end_turn", parrot.Stopped: "stop_sequence", parrot.Cut: "max_tokens",
		parrot.Calling: "tool_use", parrot.Refused: "refusal",
	}[r.answer.Finish]
	return &reason
}

func (r *reply) stopSequence() *string {
	if r.answer.Finish != parrot.Stopped {
		return nil
	}
	return &r.answer.StopSequence
}

// message is the answer with its frame and without its content.
func (r *reply) message() messageBody {
	return messageBody{
		ID: "msg_" + r.answer.Identify("reply"), Type: "message", Role: "assistant",
		Model: r.request.Model, Content: []any{}, Usage: r.full(),
	}
}

// body is the answer in one piece.
func (r *reply) body() []byte {
	m := r.message()
	m.Content, m.StopReason, m.StopSequence = r.content(), r.stopReason(), r.stopSequence()
	return service.Encode(m)
}

func (r *reply) content() []any {
	content := []any{}
	switch a := r.answer; {
	case a.Thinking == "":
	case a.Hidden:
		content = append(content, redactedBody{"redacted_thinking", seal(a.Thinking)})
	default:
		shown := r.shown()
		content = append(content, thinkingBody{"thinking", shown, sign(shown)})
	}
	if r.answer.Text != "" {
		content = append(content, textBody{"text", r.answer.Text})
	}
	for _, call := range r.answer.Calls {
		content = append(content, toolUseBody{"tool_use", "toolu_" + call.ID, call.Name, call.Arguments})
	}
	return content
}

// shown is what the caller sees of the thinking.
func (r *reply) shown() string {
	if r.request.Thinking.Display == "omitted" {
		return ""
	}
	return r.answer.Thinking
}
