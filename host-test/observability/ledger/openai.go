package ledger

import "strings"

func chatUsage(u Usage) object {
	return object{
		"prompt_tokens": u.Input, "completion_tokens": u.Output, "total_tokens": u.Input + u.Output,
		"prompt_tokens_details":     object{"cached_tokens": u.CacheRead, "audio_tokens": 0},
		"completion_tokens_details": object{"reasoning_tokens": u.Reasoning, "audio_tokens": 0},
	}
}

func chatFinish(o *Order) string {
	if o.Ending == Truncated {
		return "length"
	}
	return "stop"
}

func chat(o *Order) object {
	message := object{"role": "assistant", "content": strings.Join(words(o), "")}
	return object{
		"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": o.Model, "usage": chatUsage(o.Usage),
		"choices": []object{{"index": 0, "message": message, "finish_reason": chatFinish(o)}},
	}
}

func chatStream(o *Order, metered bool) answer {
	chunk := func(choices []object, usage any) string {
		return event("", object{
			"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1700000000, "model": o.Model, "choices": choices, "usage": usage,
		})
	}
	said := func(delta object, finish any) string {
		return chunk([]object{{"index": 0, "delta": delta, "finish_reason": finish}}, nil)
	}
	a := answer{contentType: "text/event-stream", tells: metered}
	a.pieces = append(a.pieces, said(object{"role": "assistant", "content": ""}, nil))
	for _, w := range words(o) {
		a.pieces = append(a.pieces, said(object{"content": w}, nil))
	}
	a.pieces = append(a.pieces, said(object{}, chatFinish(o)))
	if metered {
		a.pieces = append(a.pieces, chunk([]object{}, chatUsage(o.Usage)))
	}
	a.pieces = append(a.pieces, "data: [DONE]\n\n")
	return a
}

// response is the object of the Responses API, with the text said so far.
func response(o *Order, said []string) object {
	status := "completed"
	if o.Ending == Truncated {
		status = "incomplete"
	}
	r := object{
		"id": "resp_1", "object": "response", "created_at": 1700000000, "model": o.Model, "status": status,
		"output": []object{{"type": "message", "id": "msg_1", "role": "assistant", "status": status,
			"content": []object{{"type": "output_text", "text": strings.Join(said, ""), "annotations": []object{}}}}},
		// Responses echoes what it was asked; none of it is an answer.
		"tools": []object{{"type": "function", "name": "lookup", "parameters": object{"properties": object{
			"model": object{"type": "string"}, "usage": object{"input_tokens": object{"type": "integer"}}}}}},
		"usage": object{
			"input_tokens": o.Usage.Input, "output_tokens": o.Usage.Output, "total_tokens": o.Usage.Input + o.Usage.Output,
			"input_tokens_details":  object{"cached_tokens": o.Usage.CacheRead},
			"output_tokens_details": object{"reasoning_tokens": o.Usage.Reasoning},
		},
	}
	if o.Ending == Truncated {
		r["incomplete_details"] = object{"reason": "max_output_tokens"}
	}
	return r
}

func responsesStream(o *Order) answer {
	a := answer{contentType: "text/event-stream", tells: true}
	add := func(kind string, data object) {
		data["type"], data["sequence_number"] = kind, len(a.pieces)
		a.pieces = append(a.pieces, event(kind, data))
	}
	begun := response(o, nil)
	begun["status"], begun["usage"], begun["output"] = "in_progress", nil, []object{}
	add("response.created", object{"response": begun})
	for _, w := range words(o) {
		add("response.output_text.delta", object{"item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": w})
	}
	end := "response.completed"
	if o.Ending == Truncated {
		end = "response.incomplete"
	}
	done := response(o, words(o))
	if o.Ending == Unmetered {
		delete(done, "usage")
		a.tells = false
	}
	add(end, object{"response": done})
	return a
}
