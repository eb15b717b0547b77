package openai

import (
	"encoding/json"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

type chunk struct {
	ID                string          `json:"id"`
	Object            string          `json:"object"`
	Created           int64           `json:"created"`
	Model             string          `json:"model"`
	ServiceTier       string          `json:"service_tier"`
	SystemFingerprint string          `json:"system_fingerprint"`
	Choices           []chunkChoice   `json:"choices"`
	Usage             json.RawMessage `json:"usage,omitempty"`
}

type chunkChoice struct {
	Index        int       `json:"index"`
	Delta        delta     `json:"delta"`
	Logprobs     *logprobs `json:"logprobs"`
	FinishReason *string   `json:"finish_reason"`
}

// delta has members that are absent, null or a text: hence the raw ones.
type delta struct {
	Role             string          `json:"role,omitempty"`
	Content          json.RawMessage `json:"content,omitempty"`
	ReasoningContent json.RawMessage `json:"reasoning_content,omitempty"`
	Refusal          json.RawMessage `json:"refusal,omitempty"`
	ToolCalls        []replyCall     `json:"tool_calls,omitempty"`
}

// events is the answer cut in pieces: the role first, then what was said, then
// why it ends, then (when it was asked for) the usage.
func (r *reply) events() []service.Event {
	withUsage := r.request.StreamOptions != nil && r.request.StreamOptions.IncludeUsage
	c := chunk{
		ID: "chatcmpl-" + r.answer.Identify("reply"), Object: "chat.completion.chunk", Created: r.created,
		Model: r.request.Model, ServiceTier: "default", SystemFingerprint: fingerprint,
	}
	if withUsage {
		c.Usage = null
	}
	var events []service.Event
	emit := func(choices ...chunkChoice) {
		c.Choices = choices
		events = append(events, service.Event{Data: service.Encode(c)})
	}
	for i := range r.choices() {
		r.emitChoice(i, emit)
	}
	if withUsage {
		c.Usage = service.Encode(r.usage())
		emit([]chunkChoice{}...) // an empty list, not null
	}
	return append(events, service.Event{Data: []byte("[DONE]")})
}

func (r *reply) emitChoice(index int, emit func(...chunkChoice)) {
	say := func(d delta) { emit(chunkChoice{Index: index, Delta: d}) }
	say(r.opening())
	if r.showsThinking() {
		for _, part := range parrot.Deltas(r.answer.Thinking) {
			say(delta{Content: null, ReasoningContent: service.Encode(part)})
		}
	}
	if r.answer.Finish == parrot.Refused {
		for _, part := range parrot.Deltas(refusalText) {
			say(delta{Refusal: service.Encode(part)})
		}
	}
	for _, part := range r.answer.Parts {
		c := chunkChoice{Index: index, Delta: delta{Content: service.Encode(part)}}
		if r.request.Logprobs {
			c.Logprobs = logprobsOf(part)
		}
		emit(c)
	}
	for i, call := range r.answer.Calls {
		say(delta{ToolCalls: []replyCall{{
			Index: &i, ID: callID(call), Type: "function", Function: replyFunction{Name: call.Name},
		}}})
		for _, part := range parrot.Deltas(string(call.Arguments)) {
			say(delta{ToolCalls: []replyCall{{Index: &i, Function: replyFunction{Arguments: part}}}})
		}
	}
	reason := r.finish()
	emit(chunkChoice{Index: index, FinishReason: &reason})
}

// opening is the first delta: the role, and an empty text or, when only calls
// follow, none.
func (r *reply) opening() delta {
	d := delta{Role: "assistant", Content: json.RawMessage(`""`), Refusal: null}
	if r.answer.Text == "" && len(r.answer.Calls) > 0 || r.answer.Finish == parrot.Refused {
		d.Content = null
	}
	if r.showsThinking() && r.answer.Thinking != "" {
		d.ReasoningContent = json.RawMessage(`""`)
	}
	return d
}
