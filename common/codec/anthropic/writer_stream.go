package anthropic

import (
	"strconv"

	"aigateway/common/llm"
)

// startStream writes the first event. Every event names its type twice, in the
// event line and in the data, since some clients read the one and some the
// other.
func (w *writer) startStream(e *llm.Event) {
	w.dst = append(w.dst, "event: message_start\ndata: {\"type\":\"message_start\",\"message\":"...)
	w.dst = w.appendMessage(w.dst, e)
	w.dst = append(w.dst, `],"stop_reason":null,"stop_sequence":null,"usage":`...)
	w.dst = append(w.appendUsage(w.dst), "}}\n\n"...)
}

func (w *writer) openStream(e *llm.Event) {
	w.dst = append(w.dst, "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":"...)
	w.dst = append(strconv.AppendInt(w.dst, int64(w.block), 10), `,"content_block":`...)
	w.dst = w.appendBlock(w.dst, e)
	end := "}}\n\n"
	switch w.part {
	case llm.TextPart:
		end = "\"}}\n\n"
	case llm.ReasoningPart:
		end = "\",\"signature\":\"\"}}\n\n"
	case llm.ToolCallPart:
		end = "{}}}\n\n"
	}
	w.dst = append(w.dst, end...)
}

func (w *writer) growStream(text llm.Text) {
	kind := `"text_delta","text":`
	switch w.part {
	case llm.ReasoningPart:
		kind = `"thinking_delta","thinking":`
	case llm.ToolCallPart:
		kind = `"input_json_delta","partial_json":`
	}
	w.delta(kind, text)
}

func (w *writer) signStream(signature llm.Text) {
	w.delta(`"signature_delta","signature":`, signature)
}

func (w *writer) delta(kind string, text llm.Text) {
	w.dst = append(w.dst, "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"...)
	w.dst = append(strconv.AppendInt(w.dst, int64(w.block), 10), `,"delta":{"type":`...)
	w.dst = append(append(append(w.dst, kind...), text...), "}}\n\n"...)
}

func (w *writer) closeStream() {
	w.dst = append(w.dst, "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":"...)
	w.dst = append(strconv.AppendInt(w.dst, int64(w.block), 10), "}\n\n"...)
}

func (w *writer) endStream() {
	w.dst = append(append(w.dst, w.held...), `},"usage":`...)
	w.dst = append(w.appendCounts(w.dst), "}}\n\n"...)
	w.dst = append(w.dst, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"...)
}
