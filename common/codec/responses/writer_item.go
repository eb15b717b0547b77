package responses

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/wire"
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
	o := &w.out
	o.Apart()
	w.item = int32(len(o.Dst))
	o.Raw(`{"id":"`)
	o.Raw(prefix)
	o.Dst = strconv.AppendUint(o.Dst, w.Options.Seed, 36)
	o.Counts("_", int64(w.items), `"`)
	o.Raw(opening)
}

// added tells of the open item, which ends in closing as long as it is empty.
func (w *writer) added(closing string) { w.itemEvent("response.output_item.added", closing) }

func (w *writer) itemEvent(kind, closing string) {
	if w.Options.Stream {
		w.begin(kind)
		w.index()
		w.Between(`,"item":`, w.out.Dst[w.item:], closing)
		w.close()
	}
}

func (w *writer) index() { w.Count(`,"output_index":`, int64(w.items)) }

// closeItem ends the open item, if there is one, and tells of it as a whole.
func (w *writer) closeItem() {
	w.closePart()
	kind := w.kind
	status := "completed"
	if w.finished && w.reason() != "" {
		status = "incomplete"
	}
	switch {
	case kind == noItem, int(w.item) >= len(w.out.Dst): // or it said nothing
		w.kind = noItem
		return
	case kind == messageItem:
		w.out.Raw("]")
		w.keepStatus(status)
	case kind == reasoningItem:
		w.closeReasoning()
	case kind == callItem:
		w.closeCall()
		if w.freeform {
			w.out.Raw("}")
		} else {
			w.keepStatus(status)
		}
	}
	w.itemEvent("response.output_item.done", "")
	w.kind, w.parts = noItem, 0
	w.items++
	w.item = int32(len(w.out.Dst)) + 1 // behind the comma
}

func (w *writer) keepStatus(status string) {
	w.out.Raw(`,"status":"`)
	w.out.Raw(status)
	w.out.Raw(`"}`)
}

func (w *writer) openReasoning(e *llm.Event) {
	w.kind, w.raw, w.sealed = reasoningItem, string(e.Name) == string(rawReasoning), false
	w.startItem("rs_", `,"type":"reasoning"`)
	w.added(`,"summary":[]}`)
	if w.raw {
		w.out.Raw(`,"summary":[],"content":[`)
	} else {
		w.out.Raw(`,"summary":[`)
	}
	if e.Part == llm.RedactedPart {
		w.seal(sealedSeal, e.Signature)
	}
}

// seal gives the open reasoning its seal, and ends its text with it. One that
// a provider of this protocol made is no one else's.
func (w *writer) seal(mark string, signature llm.Text) {
	if w.kind != reasoningItem || w.sealed || wire.Empty(signature) {
		return
	}
	w.closePart()
	w.sealed = true
	w.out.Raw(`],"encrypted_content":`)
	if own := unseal(signature, ownSeal); own != nil {
		w.out.Bytes(own)
	} else {
		seal(&w.out, mark, signature)
	}
}

// closeReasoning ends reasoning. What has no seal is marked, too: a provider of
// this protocol would look for it among its own.
func (w *writer) closeReasoning() {
	if !w.sealed {
		w.out.Raw("]")
		if !w.raw {
			w.out.Raw(`,"encrypted_content":`)
			w.out.Raw(openSeal)
			w.out.Raw(`"`)
		}
	}
	w.out.Raw("}")
}

func (w *writer) openCall(e *llm.Event) {
	w.kind = callItem
	w.freeform = echo(w.Options.Echo).freeform(e.Name)
	if w.freeform {
		w.startItem("ctc_", `,"type":"custom_tool_call","call_id":`)
	} else {
		w.startItem("fc_", `,"type":"function_call","call_id":`)
	}
	w.out.Dst = codec.AppendCallID(w.out.Dst, "call_", w.Options.Seed, e)
	w.out.Raw(`,"name":`)
	w.name = int32(len(w.out.Dst))
	w.out.Bytes(wire.OrEmpty(e.Name))
	w.nameEnd = int32(len(w.out.Dst))
	w.out.Raw(w.shape().member)
	w.out.Raw(`"`)
	w.text = int32(len(w.out.Dst))
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
		w.delta(s, w.out.Dst[w.text:])
	case int(w.text) == len(w.out.Dst):
		w.out.Raw("{}")
		w.delta(s, w.out.Dst[w.text:])
	}
	w.out.Raw(`"`)
	if w.Options.Stream {
		w.about(s.textDone)
		w.Between(`,"name":`, w.out.Dst[w.name:w.nameEnd], s.member)
		w.Bytes(w.out.Dst[w.text-1:])
		w.close()
	}
}

// unwrapInput puts the text in the place of the arguments. Where the model
// wrote something else, that is the text.
func (w *writer) unwrapInput() {
	end := len(w.out.Dst)
	w.out.Raw(`"`)
	literal := w.out.Dst[w.text-1:]
	w.out.Dst = jsonscan.AppendText(w.out.Dst, literal)
	input := wire.Inner(unwrap(w.out.Dst[end+1:]))
	if input == nil {
		w.out.Dst = w.out.Dst[:end]
		return
	}
	w.out.Dst = append(w.out.Dst[:w.text], input...)
}
