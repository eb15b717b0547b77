package dialect

import "aigateway/common/llm"

// FinishOf returns what a provider's word for the end of an answer means: 0
// for none yet ("", "null"), [llm.FinishOther] for a word that is not known.
// Failed tells that the answer is broken. Services that kept the words of
// another protocol, or of the engine behind them, are why there is one list.
func FinishOf(word []byte) (finish llm.Finish, failed bool) {
	switch string(word) {
	case "", "null", "FINISH_REASON_UNSPECIFIED":
		return 0, false
	case "stop", "eos", "eos_token", "end_turn", "STOP", "COMPLETE":
		return llm.FinishStop, false
	case "stop_sequence", "STOP_SEQUENCE":
		return llm.FinishStopSequence, false
	case "length", "max_tokens", "model_length", "MAX_TOKENS", "max_output", "max_output_tokens", "model_context_window_exceeded":
		return llm.FinishLength, false
	case "tool_calls", "function_call", "tool_use", "TOOL_CALL":
		return llm.FinishToolCalls, false
	case "content_filter", "content_filtered", "sensitive", "safety", "SAFETY", "RECITATION", "BLOCKLIST",
		"PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "guardrail_intervened", "ERROR_TOXIC":
		return llm.FinishFiltered, false
	case "refusal":
		return llm.FinishRefusal, false
	case "pause_turn":
		return llm.FinishPaused, false
	case "error", "ERROR", "abort", "network_error", "insufficient_system_resource":
		return 0, true
	}
	return llm.FinishOther, false
}
