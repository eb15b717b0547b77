package bedrock

import (
	"cmp"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// reply carries what the two forms of an answer are made of.
type reply struct {
	request *request
	answer  parrot.Answer
}

// object is a JSON object of ours.
type object = map[string]any

// usage is what the exchange is billed for; input tokens are those that no
// cache had to do with.
func (r *reply) usage() object {
	u := r.answer.Usage
	out := object{
		"inputTokens": u.Input - u.CacheRead - u.CacheWrite, "outputTokens": u.Output, "totalTokens": u.Input + u.Output,
	}
	if u.CacheRead+u.CacheWrite > 0 {
		out["cacheReadInputTokens"], out["cacheWriteInputTokens"] = u.CacheRead, u.CacheWrite
	}
	return out
}

// metrics take as long each time, in milliseconds.
var metrics = object{"latencyMs": 42}

func (r *reply) stopReason() string {
	return map[parrot.Finish]string{
		parrot.Done: "end_turn", parrot.Stopped: "stop_sequence", parrot.Cut: "max_tokens",
		parrot.Calling: "tool_use", parrot.Refused: "content_filtered",
	}[r.answer.Finish]
}

func (r *reply) tier() object {
	return object{"type": cmp.Or(r.request.ServiceTier.Type, "default")}
}

// body is the answer in one piece.
func (r *reply) body() []byte {
	content := []any{}
	if a := r.answer; a.Thinking != "" && a.Hidden {
		content = append(content, object{"reasoningContent": object{"redactedContent": seal(a.Thinking)}})
	} else if a.Thinking != "" {
		content = append(content, object{"reasoningContent": object{"reasoningText": object{"text": a.Thinking, "signature": sign(a.Thinking)}}})
	}
	if r.answer.Text != "" {
		content = append(content, object{"text": r.answer.Text})
	}
	for _, call := range r.answer.Calls {
		content = append(content, object{"toolUse": object{"toolUseId": "tooluse_" + call.ID, "name": call.Name, "input": call.Arguments}})
	}
	return service.Encode(object{
		"metrics": metrics, "output": object{"message": object{"content": content, "role": "assistant"}},
		"serviceTier": r.tier(), "stopReason": r.stopReason(), "usage": r.usage(),
	})
}

// stream collects the events of one answer.
type stream struct {
	events []service.Event
	index  int // of the current block
}

// emit adds an event. The service pads its events, so that their lengths tell
// nothing.
func (s *stream) emit(name string, payload object) {
	payload["p"] = strings.Repeat("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP", 2)[:8+len(s.events)*7%40]
	s.events = append(s.events, service.Event{Raw: frame("event", ":event-type", name, service.Encode(payload))})
}

func (s *stream) delta(delta object) {
	s.emit("contentBlockDelta", object{"contentBlockIndex": s.index, "delta": delta})
}

func (s *stream) stop() {
	s.emit("contentBlockStop", object{"contentBlockIndex": s.index})
	s.index++
}

// events is the answer cut in pieces. Only a tool call has an event that
// starts it.
func (r *reply) events() []service.Event {
	var s stream
	s.emit("messageStart", object{"role": "assistant"})
	if a := r.answer; a.Thinking != "" && a.Hidden {
		s.delta(object{"reasoningContent": object{"redactedContent": seal(a.Thinking)}})
		s.stop()
	} else if a.Thinking != "" {
		for _, part := range parrot.Deltas(a.Thinking) {
			s.delta(object{"reasoningContent": object{"text": part}})
		}
		s.delta(object{"reasoningContent": object{"signature": sign(a.Thinking)}})
		s.stop()
	}
	if r.answer.Text != "" {
		for _, part := range r.answer.Parts {
			s.delta(object{"text": part})
		}
		s.stop()
	}
	for _, call := range r.answer.Calls {
		s.emit("contentBlockStart", object{"contentBlockIndex": s.index, "start": object{"toolUse": object{"toolUseId": "tooluse_" + call.ID, "name": call.Name}}})
		for _, part := range parrot.Deltas(string(call.Arguments)) {
			s.delta(object{"toolUse": object{"input": part}})
		}
		s.stop()
	}
	s.emit("messageStop", object{"stopReason": r.stopReason()})
	s.emit("metadata", object{"metrics": metrics, "serviceTier": r.tier(), "usage": r.usage()})
	return s.events
}
