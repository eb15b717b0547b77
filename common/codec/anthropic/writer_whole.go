package anthropic

import "aigateway/common/llm"

func (w *writer) startWhole(e *llm.Event) {
	w.held.Dst = w.held.Dst[:0]
	w.message(&w.held, e)
}

func (w *writer) openWhole(e *llm.Event) {
	if w.number > 0 {
		w.held.Raw(",")
	}
	w.block(&w.held, e)
	if w.part == llm.ToolCallPart {
		w.input = w.held.Gather()
	}
}

// closeWhole ends a block. Arguments that are no JSON stand in an object of
// their own, as the provider's guide has it:
// https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming
func (w *writer) closeWhole() {
	switch {
	case w.part == llm.TextPart:
		w.held.Raw(`"`)
		if w.sources != nil {
			w.held.Between(`,"citations":[`, w.sources.Dst, "]")
			w.sources = nil
		}
	case w.part == llm.ReasoningPart && !w.signed:
		w.held.Raw(`","signature":""`)
	case w.part == llm.ToolCallPart:
		w.held.Gathered(w.input, `{"INVALID_JSON":`, "}")
	}
	w.held.Raw("}")
}

func (w *writer) endWhole() {
	w.Between("", w.held.Dst, `,"usage":`)
	w.usageObject()
	w.Raw("}")
}
