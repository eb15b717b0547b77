package responses

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// shape is how one kind of text is told.
type shape struct {
	opening  string // of the part, up to its text
	added    string // the events that it starts and ends with
	done     string
	index    string // what the part is numbered by
	delta    string // the event that it grows by
	textDone string
	member   string // what the whole text is called in that event
}

// They are never written to.
var (
	outputText = shape{
		opening: `{"type":"output_text","annotations":[],"logprobs":[],"text":"`,
		added:   "response.content_part.added", done: "response.content_part.done", index: `,"content_index":`,
		delta: "response.output_text.delta", textDone: "response.output_text.done", member: `,"logprobs":[],"text":`,
	}
	refusalText = shape{
		opening: `{"type":"refusal","refusal":"`,
		added:   "response.content_part.added", done: "response.content_part.done", index: `,"content_index":`,
		delta: "response.refusal.delta", textDone: "response.refusal.done", member: `,"refusal":`,
	}
	summaryText = shape{
		opening: `{"type":"summary_text","text":"`,
		added:   "response.reasoning_summary_part.added", done: "response.reasoning_summary_part.done", index: `,"summary_index":`,
		delta: "response.reasoning_summary_text.delta", textDone: "response.reasoning_summary_text.done", member: `,"text":`,
	}
	callText = shape{
		delta: "response.function_call_arguments.delta", textDone: "response.function_call_arguments.done", member: `,"arguments":`,
	}
	inputText = shape{
		delta: "response.custom_tool_call_input.delta", textDone: "response.custom_tool_call_input.done", member: `,"input":`,
	}
	reasoningText = shape{
		opening: `{"type":"reasoning_text","text":"`,
		added:   "response.content_part.added", done: "response.content_part.done", index: `,"content_index":`,
		delta: "response.reasoning_text.delta", textDone: "response.reasoning_text.done", member: `,"text":`,
	}
)

// shape returns how the text of the open item is told.
func (w *writer) shape() *shape {
	switch {
	case w.kind == reasoningItem && w.raw:
		return &reasoningText
	case w.kind == reasoningItem:
		return &summaryText
	case w.kind == callItem && w.freeform:
		return &inputText
	case w.kind == callItem:
		return &callText
	case w.refusal:
		return &refusalText
	}
	return &outputText
}

// about starts an event about the open item.
func (w *writer) about(kind string) {
	w.begin(kind)
	item := w.out.Dst[w.item:]
	w.Between(`,"item_id":`, item[len(`{"id":`):bytes.IndexByte(item, ',')], "")
	w.index()
}

// ofPart starts an event about the open part.
func (w *writer) ofPart(kind string, s *shape) {
	w.about(kind)
	w.Count(s.index, int64(w.parts))
}

// grow adds a literal to what is open.
func (w *writer) grow(text llm.Text) {
	if wire.Empty(text) || w.sealed && w.kind == reasoningItem {
		return
	}
	switch {
	case w.kind == noItem:
		return
	case w.kind == callItem:
		w.out.Bytes(wire.Inner(text))
		if !w.freeform {
			w.delta(&callText, wire.Inner(text))
		}
		return
	case !w.inPart:
		w.openPart()
	}
	w.out.Bytes(wire.Inner(text))
	if w.Options.Stream {
		s := w.shape()
		w.ofPart(s.delta, s)
		if s == &outputText {
			w.Raw(`,"logprobs":[]`)
		}
		w.Between(`,"delta":`, text, "")
		w.close()
	}
}

// delta tells what the arguments of a call grow by.
func (w *writer) delta(s *shape, text []byte) {
	if !w.Options.Stream || len(text) == 0 {
		return
	}
	w.about(s.delta)
	w.Between(`,"delta":"`, text, `"`)
	w.close()
}

// openPart starts a part, and its message with the first one.
func (w *writer) openPart() {
	switch {
	case w.parts > 0:
		w.out.Raw(",")
	case w.kind == messageItem:
		w.startItem("msg_", `,"type":"message","role":"assistant","content":[`)
		w.added(`],"status":"in_progress"}`)
	}
	s := w.shape()
	w.inPart = true
	w.refused = w.refused || s == &refusalText
	w.part = int32(len(w.out.Dst))
	w.out.Raw(s.opening)
	w.text = int32(len(w.out.Dst))
	w.partEvent(s.added, s, `"}`)
}

// partEvent tells of the open part, which ends in closing.
func (w *writer) partEvent(kind string, s *shape, closing string) {
	if w.Options.Stream {
		w.ofPart(kind, s)
		w.Between(`,"part":`, w.out.Dst[w.part:], closing)
		w.close()
	}
}

// closePart ends the open part, if there is one.
func (w *writer) closePart() {
	if !w.inPart {
		return
	}
	w.inPart = false
	s := w.shape()
	if s == &outputText {
		w.endNotes()
	}
	w.out.Raw(`"`)
	if w.Options.Stream {
		w.ofPart(s.textDone, s)
		w.Between(s.member, w.out.Dst[w.text-1:], "")
		w.close()
	}
	w.out.Raw("}")
	w.partEvent(s.done, s, "")
	w.parts++
}
