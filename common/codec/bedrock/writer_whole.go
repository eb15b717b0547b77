package bedrock

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

func (w *writer) openWhole(e *llm.Event) {
	h := &w.held
	if w.block > 0 {
		h.Raw(",")
	}
	switch w.part {
	case llm.ToolCallPart:
		h.Raw(`{"toolUse":`)
		w.call(h, e)
		h.Raw(`,"input":`)
		w.input = h.Gather()
	case llm.ReasoningPart:
		h.Raw(`{"reasoningContent":{"reasoningText":{"text":"`)
	case llm.RedactedPart:
		h.Between(`{"reasoningContent":{"redactedContent":`, wire.OrEmpty(e.Signature), "")
	default:
		h.Raw(`{"text":"`)
	}
}

func (w *writer) closeWhole() {
	h := &w.held
	switch {
	case w.part == llm.ToolCallPart:
		// What the model wrote wrong, or what was cut off by the limit, stays a
		// text.
		h.Gathered(w.input, "", "")
		h.Raw("}}")
	case w.signed:
		h.Raw(`}}}`)
	case w.part == llm.ReasoningPart:
		h.Raw(`"}}}`)
	case w.part == llm.RedactedPart:
		h.Raw(`}}`)
	default:
		h.Raw(`"}`)
	}
}
