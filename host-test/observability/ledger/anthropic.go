package ledger

import "strings"

// messagesUsage has the input as Anthropic does: without what was cached.
func messagesUsage(u Usage) object {
	return object{
		"input_tokens": u.Input - u.CacheRead - u.CacheWrite, "cache_read_input_tokens": u.CacheRead,
		"cache_creation_input_tokens": u.CacheWrite,
		"cache_creation":              object{"ephemeral_5m_input_tokens": u.CacheWrite, "ephemeral_1h_input_tokens": 0},
		"output_tokens":               u.Output,
	}
}

func messagesFinish(o *Order) string {
	if o.Ending == Truncated {
		return "max_tokens"
	}
	return "end_turn"
}

func messages(o *Order) object {
	return object{
		"id": "msg_1", "type": "message", "role": "assistant", "model": o.Model, "stop_reason": messagesFinish(o), "stop_sequence": nil,
		"content": []object{{"type": "text", "text": strings.Join(words(o), "")}}, "usage": messagesUsage(o.Usage),
	}
}

func messagesStream(o *Order) answer {
	// The input is known at the beginning, the output only at the end.
	a := answer{contentType: "text/event-stream", tells: o.Ending != Unmetered, early: o.Usage}
	a.early.Output, a.early.Reasoning = 0, 0
	begun := messages(o)
	begun["content"], begun["stop_reason"] = []object{}, nil
	usage := messagesUsage(o.Usage)
	usage["output_tokens"] = 1
	begun["usage"] = usage
	end := object{"type": "message_delta", "delta": object{"stop_reason": messagesFinish(o), "stop_sequence": nil},
		"usage": object{"output_tokens": o.Usage.Output}}
	if o.Ending == Unmetered {
		delete(begun, "usage")
		delete(end, "usage")
		a.early = Usage{}
	}
	add := func(data object) { a.pieces = append(a.pieces, event(data["type"].(string), data)) }
	add(object{"type": "message_start", "message": begun})
	add(object{"type": "content_block_start", "index": 0, "content_block": object{"type": "text", "text": ""}})
	add(object{"type": "ping"})
	for _, w := range words(o) {
		add(object{"type": "content_block_delta", "index": 0, "delta": object{"type": "text_delta", "text": w}})
	}
	add(object{"type": "content_block_stop", "index": 0})
	add(end)
	add(object{"type": "message_stop"})
	return a
}
