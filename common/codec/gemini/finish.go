package gemini

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// finishBroken is the finish of a reply that cannot be used.
const finishBroken llm.Finish = 255

// finishes holds the reasons to finish, and those to refuse a prompt, as they
// stand on the wire. The first one of a finish is what it is written as.
//
// Source: https://ai.google.dev/api/generate-content#FinishReason
var finishes = [...]struct {
	word string
	is   llm.Finish
}{
	{`"OTHER"`, llm.FinishOther}, // 0, for what is not listed
	{`"STOP"`, llm.FinishStop},
	{`"MAX_TOKENS"`, llm.FinishLength},
	{`"SAFETY"`, llm.FinishFiltered},
	{`"PROHIBITED_CONTENT"`, llm.FinishFiltered},
	{`"RECITATION"`, llm.FinishFiltered},
	{`"LANGUAGE"`, llm.FinishFiltered},
	{`"BLOCKLIST"`, llm.FinishFiltered},
	{`"SPII"`, llm.FinishFiltered},
	{`"IMAGE_SAFETY"`, llm.FinishFiltered},
	{`"IMAGE_PROHIBITED_CONTENT"`, llm.FinishFiltered},
	{`"IMAGE_RECITATION"`, llm.FinishFiltered},
	{`"MODEL_ARMOR"`, llm.FinishFiltered},
	{`"ESCALATION"`, llm.FinishFiltered},
	{`"JAILBREAK"`, llm.FinishFiltered},
	{`"IMAGE_OTHER"`, llm.FinishOther},
	{`"NO_IMAGE"`, llm.FinishOther},
	{`"CONTINUATION"`, llm.FinishPaused},
	{`"MALFORMED_FUNCTION_CALL"`, finishBroken},
	{`"UNEXPECTED_TOOL_CALL"`, finishBroken},
	{`"TOO_MANY_TOOL_CALLS"`, finishBroken},
	{`"MISSING_THOUGHT_SIGNATURE"`, finishBroken},
	{`"MALFORMED_RESPONSE"`, finishBroken},
}

// Places of reasons in finishes.
const (
	placeStop   = 1
	placeSafety = 3
)

// reasonOf returns the place of a reason in finishes, 0 if it is not there.
func reasonOf(word llm.Text) uint8 {
	for i := range finishes {
		if string(word) == finishes[i].word {
			return uint8(i)
		}
	}
	return 0
}

// finished tells whether a reason says anything.
func finished(word llm.Text) bool {
	return !wire.Empty(word) && string(word) != `"FINISH_REASON_UNSPECIFIED"` && string(word) != `"BLOCKED_REASON_UNSPECIFIED"`
}

// wordOf returns the place of the reason that a finish is written as: the
// provider's own word where it is one of these.
func wordOf(e *llm.Event) uint8 {
	if place := reasonOf(e.FinishRaw); place != 0 {
		return place
	}
	finish := e.Finish
	switch finish {
	case llm.FinishStopSequence, llm.FinishToolCalls, 0:
		finish = llm.FinishStop
	case llm.FinishRefusal:
		finish = llm.FinishFiltered
	case llm.FinishPaused:
		return 0
	}
	for i := range finishes {
		if finishes[i].is == finish {
			return uint8(i)
		}
	}
	return 0
}
