package responses

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// The text of the open part, and all else that belongs to the open item, is
// written to output once; an event that repeats it takes it from there.

// open starts what a block needs. Texts that follow each other are parts of
// one message. A text and its message, or a summary, starts when there is
// something to say.
func (w *writer) open(e *llm.Event) {
	isText := e.Part == llm.TextPart || e.Part == llm.RefusalPart
	w.closePart()
	if !isText || w.kind != messageItem {
		w.closeItem()
	}
	switch e.Part {
	case llm.TextPart, llm.RefusalPart:
		w.kind, w.refusal = messageItem, e.Part == llm.RefusalPart
	case llm.ReasoningPart, llm.RedactedPart:
		w.openReasoning(e)
	case llm.ToolCallPart:
		w.openCall(e)
	}
}

// startItem starts an item: the kind of its id and what comes before it grows.
func (w *writer) startItem(prefix, opening string) {
	if len(w.output) > 0 {
		w.keep(",")
	}
	w.item = int32(len(w.output))
	w.keep(`{"id":"`)
	w.keep(prefix)
	w.output = strconv.AppendUint(w.output, w.options.Seed, 36)
	w.output = strconv.AppendInt(append(w.output, '_'), int64(w.items), 10)
	w.keep(`"`)
	w.keep(opening)
}

// added tells of the open item, which ends in closing as long as it is empty.
func (w *writer) added(closing string) {
	if !w.options.Stream {
		return
	}
	w.begin("response.output_item.added")
	w.index()
	w.put(`,"item":`)
	w.write(w.output[w.item:])
	w.put(closing)
	w.close()
}

func (w *writer) index() {
	w.put(`,"output_index":`)
	w.dst = strconv.AppendInt(w.dst, int64(w.items), 10)
}

// closeItem ends the open item, if there is one, and tells of it as a whole.
func (w *writer) closeItem() {
	w.closePart()
	kind := w.kind
	status := "completed"
	if w.finished && w.reason() != "" {
		status = "incomplete"
	}
	switch {
	case kind == noItem, int(w.item) >= len(w.output): // or it said nothing
		w.kind = noItem
		return
	case kind == messageItem:
		w.keep("]")
		w.keepStatus(status)
	case kind == reasoningItem:
		w.closeReasoning()
	case kind == callItem:
		w.closeCall()
		if w.freeform {
			w.keep("}")
		} else {
			w.keepStatus(status)
		}
	}
	if w.options.Stream {
		w.begin("response.output_item.done")
		w.index()
		w.put(`,"item":`)
		w.write(w.output[w.item:])
		w.close()
	}
	w.kind, w.parts = noItem, 0
	w.items++
	w.item = int32(len(w.output)) + 1 // behind the comma
}

func (w *writer) keepStatus(status string) {
	w.keep(`,"status":"`)
	w.keep(status)
	w.keep(`"}`)
}

func (w *writer) openReasoning(e *llm.Event) {
	w.kind, w.raw, w.sealed = reasoningItem, string(e.Name) == string(rawReasoning), false
	w.startItem("rs_", `,"type":"reasoning"`)
	w.added(`,"summary":[]}`)
	if w.raw {
		w.keep(`,"summary":[],"content":[`)
	} else {
		w.keep(`,"summary":[`)
	}
	if e.Part == llm.RedactedPart {
		w.seal(sealedSeal, e.Signature)
	}
}

// seal gives the open reasoning its seal, and ends its text with it. One that
// a provider of this protocol made is no one else's.
func (w *writer) seal(mark string, signature llm.Text) {
	if w.kind != reasoningItem || w.sealed || gpt.Empty(signature) {
		return
	}
	w.closePart()
	w.sealed = true
	w.keep(`],"encrypted_content":`)
	if own := unseal(signature, ownSeal); own != nil {
		w.hold(own)
	} else {
		w.output = appendSeal(w.output, mark, signature)
	}
}

// closeReasoning ends reasoning. What has no seal is marked, too: a provider of
// this protocol would look for it among its own.
func (w *writer) closeReasoning() {
	if !w.sealed {
		w.keep("]")
		if !w.raw {
			w.keep(`,"encrypted_content":`)
			w.keep(openSeal)
			w.keep(`"`)
		}
	}
	w.keep("}")
}

func (w *writer) openCall(e *llm.Event) {
	w.kind = callItem
	w.freeform = echo(w.options.Echo).freeform(e.Name)
	if w.freeform {
		w.startItem("ctc_", `,"type":"custom_tool_call","call_id":`)
	} else {
		w.startItem("fc_", `,"type":"function_call","call_id":`)
	}
	w.output = codec.AppendCallID(w.output, "call_", w.options.Seed, e)
	w.keep(`,"name":`)
	w.name = int32(len(w.output))
	if e.Name == nil {
		w.keep(`""`)
	}
	w.hold(e.Name)
	w.nameEnd = int32(len(w.output))
	w.keep(w.shape().member)
	w.keep(`"`)
	w.text = int32(len(w.output))
	if w.freeform {
		w.added(`"}`)
	} else {
		w.added(`","status":"in_progress"}`)
	}
}

// closeCall ends a call, up to its status. The text that a tool takes comes
// wrapped in JSON, and can be told only when that is complete.
func (w *writer) closeCall() {
	s := w.shape()
	switch {
	case w.freeform:
		w.unwrapInput()
		w.delta(s, w.output[w.text:])
	case int(w.text) == len(w.output):
		w.keep("{}")
		w.delta(s, w.output[w.text:])
	}
	w.keep(`"`)
	if w.options.Stream {
		w.about(s.textDone)
		w.put(`,"name":`)
		w.write(w.output[w.name:w.nameEnd])
		w.put(s.member)
		w.write(w.output[w.text-1:])
		w.close()
	}
}

// unwrapInput puts the text in the place of the arguments. Where the model
// wrote something else, that is the text.
func (w *writer) unwrapInput() {
	end := len(w.output)
	w.keep(`"`)
	literal := w.output[w.text-1:]
	w.output = jsonscan.AppendText(w.output, literal)
	input := gpt.Inner(unwrap(w.output[end+1:]))
	if input == nil {
		w.output = w.output[:end]
		return
	}
	w.output = append(w.output[:w.text], input...)
}
