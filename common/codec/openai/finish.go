package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// finishFailed is a finish_reason that says that the reply is broken.
const finishFailed llm.Finish = 255

// finished tells whether a finish_reason says anything.
func finished(reason llm.Text) bool { return !gpt.Empty(reason) && string(reason) != `"null"` }

// finishOf returns what a finish_reason means. Besides OpenAI's own words it
// knows those of services that kept the words of another protocol, or of the
// engine behind them.
func finishOf(reason llm.Text) llm.Finish {
	if !finished(reason) {
		return llm.FinishStop
	}
	switch string(gpt.Inner(reason)) {
	case "stop", "eos", "eos_token", "end_turn", "STOP":
		return llm.FinishStop
	case "stop_sequence":
		return llm.FinishStopSequence
	case "length", "max_tokens", "model_length", "MAX_TOKENS":
		return llm.FinishLength
	case "tool_calls", "function_call", "tool_use":
		return llm.FinishToolCalls
	case "content_filter", "content_filtered", "sensitive", "safety", "SAFETY":
		return llm.FinishFiltered
	case "refusal":
		return llm.FinishRefusal
	case "pause_turn":
		return llm.FinishPaused
	case "error", "abort", "network_error", "insufficient_system_resource":
		return finishFailed
	}
	return llm.FinishOther
}

// reasonOf returns the finish_reason for a finish; calls and refusal tell what
// the choice holds. A refusal that has a text is an ordinary end, as OpenAI has
// it; one that has none is told as content_filter, the only word that keeps a
// client from taking it for an answer.
func reasonOf(f llm.Finish, calls, refusal bool) string {
	switch f {
	case llm.FinishLength:
		return "length"
	case llm.FinishToolCalls:
		return "tool_calls"
	case llm.FinishFiltered:
		return "content_filter"
	case llm.FinishRefusal:
		if !refusal {
			return "content_filter"
		}
	case 0:
		if calls {
			return "tool_calls"
		}
	}
	return "stop"
}
