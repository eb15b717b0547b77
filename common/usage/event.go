package usage

// event is the sort of a streamed event, as far as the names of its members
// do not tell it.
type event uint8

const (
	plainEvent event = iota
	textEvent
	reasoningEvent
	argumentsEvent
	refusalEvent
	otherEvent // nothing of it is content
	addedEvent // a new item of an answer
	imageEvent // a whole image, which ends the answer
	lastEvent
	errorEvent
)

// eventOf returns what an event's name, or the type in it, says.
func eventOf(name []byte) event {
	switch string(name) {
	case "response.output_text.delta", "transcript.text.delta":
		return textEvent
	case "response.reasoning_summary_text.delta", "response.reasoning_text.delta":
		return reasoningEvent
	case "response.function_call_arguments.delta":
		return argumentsEvent
	case "response.refusal.delta":
		return refusalEvent
	case "response.output_item.added":
		return addedEvent
	case "image_generation.completed", "image_edit.completed":
		return imageEvent
	case "message_stop", "message-end", "response.completed", "response.incomplete", "response.failed",
		"transcript.text.done", "speech.audio.done":
		return lastEvent
	case "error":
		return errorEvent
	}
	for _, prefix := range [...]string{"response.", "transcript.", "image_", "speech."} {
		if len(name) > len(prefix) && string(name[:len(prefix)]) == prefix {
			return otherEvent
		}
	}
	return plainEvent
}

// delta returns what a delta that is a string means in an event.
func (e event) delta() node {
	switch e {
	case plainEvent, textEvent:
		return text
	case reasoningEvent:
		return reasoning
	case argumentsEvent:
		return arguments
	case refusalEvent:
		return refusal
	}
	return skipped
}
