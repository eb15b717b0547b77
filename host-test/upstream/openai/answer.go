package openai

import (
	"encoding/json"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// refusalText is what the model says when it will not answer.
const refusalText = "I'm sorry, but I can't help with that."

// fingerprint names the configuration that answers.
const fingerprint = "fp_0123456789"

// reply carries what the two forms of an answer are made of.
type reply struct {
	request *request
	answer  parrot.Answer
	created int64
}

type completion struct {
	ID                string   `json:"id"`
	Object            string   `json:"object"`
	Created           int64    `json:"created"`
	Model             string   `json:"model"`
	Choices           []choice `json:"choices"`
	Usage             *usage   `json:"usage"`
	ServiceTier       string   `json:"service_tier"`
	SystemFingerprint string   `json:"system_fingerprint"`
}

type choice struct {
	Index        int          `json:"index"`
	Message      replyMessage `json:"message"`
	Logprobs     *logprobs    `json:"logprobs"`
	FinishReason string       `json:"finish_reason"`
}

type replyMessage struct {
	Role             string      `json:"role"`
	Content          *string     `json:"content"`
	ReasoningContent string      `json:"reasoning_content,omitempty"`
	ToolCalls        []replyCall `json:"tool_calls,omitempty"`
	Refusal          *string     `json:"refusal"`
	Annotations      []struct{}  `json:"annotations"`
}

type replyCall struct {
	// Index is there in streams only.
	Index    *int          `json:"index,omitempty"`
	ID       string        `json:"id,omitempty"`
	Type     string        `json:"type,omitempty"`
	Function replyFunction `json:"function"`
}

type replyFunction struct {
	Name      string `json:"name,omitempty"`
	Arguments string `json:"arguments"`
}

type usage struct {
	PromptTokens            int               `json:"prompt_tokens"`
	CompletionTokens        int               `json:"completion_tokens"`
	TotalTokens             int               `json:"total_tokens"`
	PromptTokensDetails     promptDetails     `json:"prompt_tokens_details"`
	CompletionTokensDetails completionDetails `json:"completion_tokens_details"`
}

type promptDetails struct {
	CachedTokens int `json:"cached_tokens"`
	AudioTokens  int `json:"audio_tokens"`
}

type completionDetails struct {
	ReasoningTokens          int `json:"reasoning_tokens"`
	AudioTokens              int `json:"audio_tokens"`
	AcceptedPredictionTokens int `json:"accepted_prediction_tokens"`
	RejectedPredictionTokens int `json:"rejected_prediction_tokens"`
}

type logprobs struct {
	Content []logprob `json:"content"`
	Refusal []logprob `json:"refusal"`
}

type logprob struct {
	Token       string    `json:"token"`
	Logprob     float64   `json:"logprob"`
	Bytes       []int     `json:"bytes"`
	TopLogprobs []logprob `json:"top_logprobs"`
}

// choices is how many times the answer is given.
func (r *reply) choices() int {
	if r.request.N == nil {
		return 1
	}
	return *r.request.N
}

// showsThinking tells whether the service lets the caller see the reasoning:
// OpenAI only bills for it.
func (r *reply) showsThinking() bool { return family(r.request.Model) == compatible }

func (r *reply) usage() *usage {
	u, n := r.answer.Usage, r.choices()
	return &usage{
		PromptTokens: u.Input, CompletionTokens: n * u.Output, TotalTokens: u.Input + n*u.Output,
		PromptTokensDetails:     promptDetails{CachedTokens: u.CacheRead},
		CompletionTokensDetails: completionDetails{ReasoningTokens: n * u.Thinking},
	}
}

// bill is the usage that the ledger gets.
func (r *reply) bill() parrot.Usage {
	u := r.answer.Usage
	u.Output *= r.choices()
	u.Thinking *= r.choices()
	return u
}

func (r *reply) finish() string {
	switch r.answer.Finish {
	case parrot.Cut:
		return "length"
	case parrot.Calling:
		return "tool_calls"
	}
	return "stop"
}

// body is the answer in one piece.
func (r *reply) body() []byte {
	c := completion{
		ID: "chatcmpl-" + r.answer.Identify("reply"), Object: "chat.completion", Created: r.created,
		Model: r.request.Model, Usage: r.usage(), ServiceTier: "default", SystemFingerprint: fingerprint,
	}
	for i := range r.choices() {
		c.Choices = append(c.Choices, choice{Index: i, Message: r.message(), Logprobs: r.logprobs(), FinishReason: r.finish()})
	}
	return service.Encode(c)
}

func (r *reply) message() replyMessage {
	m := replyMessage{Role: "assistant", Annotations: []struct{}{}}
	if r.showsThinking() {
		m.ReasoningContent = r.answer.Thinking
	}
	if r.answer.Finish == parrot.Refused {
		text := refusalText
		m.Refusal = &text
		return m
	}
	if r.answer.Text != "" || len(r.answer.Calls) == 0 {
		m.Content = &r.answer.Text
	}
	for _, call := range r.answer.Calls {
		m.ToolCalls = append(m.ToolCalls, replyCall{
			ID: callID(call), Type: "function",
			Function: replyFunction{Name: call.Name, Arguments: string(call.Arguments)},
		})
	}
	return m
}

func (r *reply) logprobs() *logprobs {
	if !r.request.Logprobs || r.answer.Finish == parrot.Refused {
		return nil
	}
	return logprobsOf(r.answer.Parts...)
}

// logprobsOf calls each text one token, and each certain.
func logprobsOf(texts ...string) *logprobs {
	l := &logprobs{Content: []logprob{}}
	for _, text := range texts {
		bytes := make([]int, len(text))
		for i := range len(text) {
			bytes[i] = int(text[i])
		}
		l.Content = append(l.Content, logprob{Token: text, Bytes: bytes, TopLogprobs: []logprob{}})
	}
	return l
}

func callID(c parrot.Call) string { return "call_" + c.ID }

// null is a member that is there and empty.
var null = json.RawMessage("null")
