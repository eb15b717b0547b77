package openai

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

// finishFailed is a finish_reason that says that the reply is broken.
const finishFailed llm.Finish = 255

// finished tells whether a finish_reason says anything.
func finished(reason llm.Text) bool { return !wire.Empty(reason) && string(reason) != `"null"` }

// finishOf returns what a finish_reason means; one that says nothing is an
// ordinary end.
func finishOf(reason llm.Text) llm.Finish {
	switch finish, failed := dialect.FinishOf(wire.Inner(reason)); {
	case failed:
		return finishFailed
	case finish == 0:
		return llm.FinishStop
	default:
		return finish
	}
}

// reasonOf returns the finish_reason for a finish; calls and refusal tell what
// the choice holds. A refusal that has a text is an ordinary end, as OpenAI has
// it; one that has none is told as content_filter, the only word that keeps a
// client from taking it for an answer.
func reasonOf(f llm.Finish, calls, refusal bool) string {
	switch {
	case f == llm.FinishRefusal && !refusal:
		f = llm.FinishFiltered
	case f == 0 && calls:
		f = llm.FinishToolCalls
	}
	if reason := wire.WordFor(reasons, uint8(f)); reason != "" {
		return reason
	}
	return "stop"
}

var reasons = []wire.Word{
	{Text: "length", Is: uint8(llm.FinishLength)}, {Text: "tool_calls", Is: uint8(llm.FinishToolCalls)},
	{Text: "content_filter", Is: uint8(llm.FinishFiltered)},
}
