package openai

import (
	"encoding/json"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// stream writes the events of an answer.
type stream struct {
	reply  *responseReply
	events []service.Event
}

// fields are the members of an event besides type and sequence_number.
type fields map[string]any

func (s *stream) emit(kind string, f fields) {
	f["type"], f["sequence_number"] = kind, len(s.events)
	s.events = append(s.events, service.Event{Name: kind, Data: service.Encode(f)})
}

// events is the answer as a stream: each item is added, grows part by part,
// and is told as a whole when it is done; so is the answer.
func (r *responseReply) events() []service.Event {
	s := &stream{reply: r}
	s.emit("response.created", fields{"response": r.response("in_progress", []responseItem{})})
	s.emit("response.in_progress", fields{"response": r.response("in_progress", []responseItem{})})
	items := r.items()
	for i := range items {
		s.item(i, &items[i])
	}
	status := statusOf(&r.answer)
	s.emit("response."+status, fields{"response": r.response(status, items)})
	return s.events
}

// item tells of one item of the output.
func (s *stream) item(index int, x *responseItem) {
	begun, empty := *x, ""
	begun.Content, begun.Summary, begun.Encrypted = nil, nil, ""
	if x.Status != "" {
		begun.Status = "in_progress"
	}
	if x.Arguments != nil {
		begun.Arguments = &empty
	}
	if x.Input != nil {
		begun.Input = &empty
	}
	s.emit("response.output_item.added", fields{"output_index": index, "item": begun})
	at := func(more fields) fields {
		more["output_index"], more["item_id"] = index, x.ID
		return more
	}
	switch {
	case x.Arguments != nil:
		s.grow("response.function_call_arguments", parrot.Deltas(*x.Arguments), at)
		s.emit("response.function_call_arguments.done", at(fields{"name": x.Name, "arguments": *x.Arguments}))
	case x.Input != nil:
		s.grow("response.custom_tool_call_input", parrot.Deltas(*x.Input), at)
		s.emit("response.custom_tool_call_input.done", at(fields{"input": *x.Input}))
	}
	for i, part := range x.Summary {
		s.summary(part, func(more fields) fields { more["summary_index"] = i; return at(more) })
	}
	for i, part := range x.Content {
		s.content(part, func(more fields) fields { more["content_index"] = i; return at(more) })
	}
	s.emit("response.output_item.done", fields{"output_index": index, "item": *x})
}

func (s *stream) grow(kind string, pieces []string, at func(fields) fields) {
	for _, piece := range pieces {
		s.emit(kind+".delta", at(fields{"delta": piece, "obfuscation": "x7Kq"}))
	}
}

func (s *stream) summary(part shortText, at func(fields) fields) {
	s.emit("response.reasoning_summary_part.added", at(fields{"part": shortText{"summary_text", ""}}))
	s.grow("response.reasoning_summary_text", parrot.Deltas(part.Text), at)
	s.emit("response.reasoning_summary_text.done", at(fields{"text": part.Text}))
	s.emit("response.reasoning_summary_part.done", at(fields{"part": part}))
}

func (s *stream) content(part outputPart, at func(fields) fields) {
	if part.Refusal != nil {
		none := ""
		s.emit("response.content_part.added", at(fields{"part": outputPart{Type: "refusal", Refusal: &none}}))
		s.grow("response.refusal", parrot.Deltas(*part.Refusal), at)
		s.emit("response.refusal.done", at(fields{"refusal": *part.Refusal}))
		s.emit("response.content_part.done", at(fields{"part": part}))
		return
	}
	withProbabilities := func(more fields) fields { more["logprobs"] = []json.RawMessage{}; return at(more) }
	s.emit("response.content_part.added", at(fields{"part": saidPart("")}))
	s.grow("response.output_text", s.reply.answer.Parts, withProbabilities)
	s.emit("response.output_text.done", withProbabilities(fields{"text": *part.Text}))
	s.emit("response.content_part.done", at(fields{"part": part}))
}
