package anthropic

import (
	"aigateway/common/codec"
	"aigateway/common/llm"
)

// startStream writes the first event. Every event names its type twice, in the
// event line and in the data, since some clients read the one and some the
// other.
func (w *writer) startStream(e *llm.Event) {
	w.Raw("event: message_start\ndata: {\"type\":\"message_start\",\"message\":")
	w.message(&w.Output, e)
	w.Raw(`],"stop_reason":null,"stop_sequence":null,"usage":`)
	w.usageObject()
	w.Raw("}}\n\n")
}

func (w *writer) openStream(e *llm.Event) {
	w.Counts("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":", int64(w.number), `,"content_block":`)
	w.block(&w.Output, e)
	end := "}}\n\n"
	switch w.part {
	case llm.TextPart:
		end = "\"}}\n\n"
	case llm.ReasoningPart:
		end = "\",\"signature\":\"\"}}\n\n"
	case llm.ToolCallPart:
		end = "{}}}\n\n"
	}
	w.Raw(end)
}

func (w *writer) growStream(text llm.Text) {
	kind := `,"delta":{"type":"text_delta","text":`
	switch w.part {
	case llm.ReasoningPart:
		kind = `,"delta":{"type":"thinking_delta","thinking":`
	case llm.ToolCallPart:
		kind = `,"delta":{"type":"input_json_delta","partial_json":`
	}
	w.delta(kind, text)
}

func (w *writer) signStream(signature llm.Text) {
	w.delta(`,"delta":{"type":"signature_delta","signature":`, signature)
}

func (w *writer) delta(kind string, text llm.Text) {
	w.Count("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":", int64(w.number))
	at := len(w.Dst)
	w.Between(kind, text, "}}")
	codec.OneLine(w.Dst[at:])
	w.Raw("\n\n")
}

func (w *writer) closeStream() {
	w.Counts("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":", int64(w.number), "}\n\n")
}

func (w *writer) endStream() {
	w.Between("", w.held.Dst, `},"usage":`)
	w.counts()
	w.Raw("}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")
}
