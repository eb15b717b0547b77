package anthropic

import (
	"bytes"
	"slices"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

func (w *writer) startWhole(e *llm.Event) { w.held = w.appendMessage(w.held[:0], e) }

func (w *writer) openWhole(e *llm.Event) {
	if w.block > 0 {
		w.held = append(w.held, ',')
	}
	w.held = w.appendBlock(w.held, e)
	if w.part == llm.ToolCallPart {
		// The fragments are gathered as one string literal.
		w.input = len(w.held)
		w.held = append(w.held, '"')
	}
}

func (w *writer) closeWhole() {
	switch {
	case w.part == llm.TextPart:
		w.held = append(w.held, '"')
	case w.part == llm.ReasoningPart && !w.signed:
		w.held = append(w.held, `","signature":""`...)
	case w.part == llm.ToolCallPart:
		w.closeInput()
	}
	w.held = append(w.held, '}')
}

// closeInput makes the object of the literal that was gathered. Arguments that
// the model wrote wrong, or that were cut off by the limit, stand in an object
// of their own, as the provider's guide has it, so that the client sees them:
// https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming
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
		w.held = slices.Insert(w.held[:end], w.input, invalidInput...)
		w.held = append(w.held, '}')
	}
}

// invalidInput is never written to.
var invalidInput = []byte(`{"INVALID_JSON":`)

func (w *writer) endWhole() {
	w.dst = append(append(w.dst, w.held...), `,"usage":`...)
	w.dst = append(w.appendUsage(w.dst), '}')
}
