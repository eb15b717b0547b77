package anthropic

import (
	"encoding/json"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

type startEvent struct {
	Type    string      `json:"type"`
	Message messageBody `json:"message"`
}

type blockStartEvent struct {
	Type         string `json:"type"`
	Index        int    `json:"index"`
	ContentBlock any    `json:"content_block"`
}

type blockDeltaEvent struct {
	Type  string     `json:"type"`
	Index int        `json:"index"`
	Delta blockDelta `json:"delta"`
}

// blockDelta has one member beside its type; it is there even when it is empty.
type blockDelta struct {
	Type        string  `json:"type"`
	Text        *string `json:"text,omitempty"`
	Thinking    *string `json:"thinking,omitempty"`
	Signature   *string `json:"signature,omitempty"`
	PartialJSON *string `json:"partial_json,omitempty"`
}

type blockStopEvent struct {
	Type  string `json:"type"`
	Index int    `json:"index"`
}

type messageDeltaEvent struct {
	Type  string       `json:"type"`
	Delta messageDelta `json:"delta"`
	Usage usage        `json:"usage"`
}

type messageDelta struct {
	StopReason   *string `json:"stop_reason"`
	StopSequence *string `json:"stop_sequence"`
}

type bareEvent struct {
	Type string `json:"type"`
}

// stream collects the events of one answer.
type stream struct {
	events []service.Event
	index  int // of the current block
}

func (s *stream) emit(name string, v any) {
	s.events = append(s.events, service.Event{Name: name, Data: service.Encode(v)})
}

func (s *stream) delta(d blockDelta) {
	s.emit("content_block_delta", blockDeltaEvent{"content_block_delta", s.index, d})
}

// block emits one block: its beginning, its deltas, its end.
func (s *stream) block(empty any, deltas ...blockDelta) {
	s.emit("content_block_start", blockStartEvent{"content_block_start", s.index, empty})
	if s.index == 0 {
		s.emit("ping", bareEvent{"ping"})
	}
	for _, d := range deltas {
		s.delta(d)
	}
	s.emit("content_block_stop", blockStopEvent{"content_block_stop", s.index})
	s.index++
}

// events is the answer cut in pieces.
func (r *reply) events() []service.Event {
	var s stream
	start := r.message()
	start.Usage.OutputTokens, start.Usage.OutputTokensDetails = 1, nil // nothing was said yet
	s.emit("message_start", startEvent{"message_start", start})
	for _, b := range r.content() {
		switch b := b.(type) {
		case thinkingBody:
			s.block(thinkingBody{Type: b.Type}, thinkingDeltas(b)...)
		case redactedBody:
			s.block(b)
		case textBody:
			s.block(textBody{Type: b.Type}, textDeltas(r.answer.Parts)...)
		case toolUseBody:
			input := string(b.Input)
			b.Input = json.RawMessage("{}")
			s.block(b, inputDeltas(input)...)
		}
	}
	s.emit("message_delta", messageDeltaEvent{"message_delta", messageDelta{r.stopReason(), r.stopSequence()}, r.usage()})
	s.emit("message_stop", bareEvent{"message_stop"})
	return s.events
}

func thinkingDeltas(b thinkingBody) []blockDelta {
	var deltas []blockDelta
	for _, part := range parrot.Deltas(b.Thinking) {
		deltas = append(deltas, blockDelta{Type: "thinking_delta", Thinking: &part})
	}
	return append(deltas, blockDelta{Type: "signature_delta", Signature: &b.Signature})
}

func textDeltas(parts []string) []blockDelta {
	var deltas []blockDelta
	for _, part := range parts {
		deltas = append(deltas, blockDelta{Type: "text_delta", Text: &part})
	}
	return deltas
}

// inputDeltas begins with an empty part, and an input without members has no
// other: that is how the service streams them.
func inputDeltas(input string) []blockDelta {
	var empty string
	deltas := []blockDelta{{Type: "input_json_delta", PartialJSON: &empty}}
	if input == "{}" {
		return deltas
	}
	for _, part := range parrot.Deltas(input) {
		deltas = append(deltas, blockDelta{Type: "input_json_delta", PartialJSON: &part})
	}
	return deltas
}
