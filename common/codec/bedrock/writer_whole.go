package bedrock

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

func (w *writer) openWhole(e *llm.Event) {
	if w.block > 0 {
		w.held = append(w.held, ',')
	}
	switch w.part {
	case llm.ToolCallPart:
		w.held = append(w.appendCall(append(w.held, `{"toolUse":`...), e), `,"input":`...)
		// The fragments are gathered as one string literal.
		w.input = len(w.held)
		w.held = append(w.held, '"')
	case llm.ReasoningPart:
		w.held = append(w.held, `{"reasoningContent":{"reasoningText":{"text":"`...)
	case llm.RedactedPart:
		w.held = append(append(w.held, `{"reasoningContent":{"redactedContent":`...), orEmpty(e.Signature)...)
	default:
		w.held = append(w.held, `{"text":"`...)
	}
}

func (w *writer) closeWhole() {
	switch {
	case w.part == llm.ToolCallPart:
		w.closeInput()
	case w.signed:
		w.held = append(w.held, `}}}`...)
	case w.part == llm.ReasoningPart:
		w.held = append(w.held, `"}}}`...)
	case w.part == llm.RedactedPart:
		w.held = append(w.held, `}}`...)
	default:
		w.held = append(w.held, `"}`...)
	}
}

// closeInput makes the object of the literal that was gathered. Arguments that
// the model wrote wrong, or that were cut off by the limit, stay a text.
func (w *writer) closeInput() {
	w.held = append(w.held, '"')
	end := len(w.held)
	w.held = jsonscan.AppendText(w.held, w.held[w.input:])
	input := bytes.TrimSpace(w.held[end:])
	switch {
	case len(input) == 0:
		w.held = append(w.held[:w.input], "{}"...)
	case jsonscan.ValidObject(input):
		w.held = append(w.held[:w.input], input...)
	default:
		w.held = w.held[:end]
	}
	w.held = append(w.held, "}}"...)
}
