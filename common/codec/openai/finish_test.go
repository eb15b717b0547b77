package openai

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/llm"
)

func TestFinishOf(t *testing.T) {
	for word, want := range map[string]llm.Finish{
		`"stop"`: llm.FinishStop, `"eos_token"`: llm.FinishStop, ``: llm.FinishStop, `"null"`: llm.FinishStop, `"stop_sequence"`: llm.FinishStopSequence,
		`"length"`: llm.FinishLength, `"model_length"`: llm.FinishLength, `"tool_calls"`: llm.FinishToolCalls, `"function_call"`: llm.FinishToolCalls,
		`"content_filter"`: llm.FinishFiltered, `"sensitive"`: llm.FinishFiltered, `"refusal"`: llm.FinishRefusal, `"pause_turn"`: llm.FinishPaused,
		`"insufficient_system_resource"`: finishFailed, `"tired"`: llm.FinishOther,
	} {
		assert.Equal(t, want, finishOf(llm.Text(word)), word)
	}
}

func TestReasonOf(t *testing.T) {
	for _, c := range []struct {
		finish         llm.Finish
		calls, refusal bool
		want           string
	}{
		{llm.FinishStop, false, false, "stop"},
		{llm.FinishStopSequence, false, false, "stop"},
		{llm.FinishLength, true, false, "length"},
		{llm.FinishToolCalls, true, false, "tool_calls"},
		{llm.FinishFiltered, false, false, "content_filter"},
		{llm.FinishRefusal, false, true, "stop"},
		{llm.FinishRefusal, false, false, "content_filter"},
		{llm.FinishPaused, false, false, "stop"},
		{llm.FinishOther, false, false, "stop"},
		{0, true, false, "tool_calls"},
	} {
		assert.Equal(t, c.want, reasonOf(c.finish, c.calls, c.refusal), "%+v", c)
	}
}

// TestArgumentsAreComplete holds at every cut between two escapes.
func TestArgumentsAreComplete(t *testing.T) {
	for text, want := range map[string]bool{
		``: false, ` `: false, `null`: false, `{`: false, `{}`: true, ` [1,{}]`: true, `{\"a\":{}`: false,
		`{\"a\":\"}\"`: false, `{\"a\":\"}\"}`: true, `{\"a\":\"\\\"}\"`: false, `{\"a\":\"\\\\\"}`: true,
		`\u007b\u0022a\u0022:1\u007D`: true, `{\"a\":\"\n\u00e9{\"}`: true,
	} {
		var whole arguments
		whole.add([]byte(text))
		assert.Equal(t, want, whole.complete(), text)
		var cut arguments
		for rest := []byte(text); len(rest) > 0; {
			n := 1
			if rest[0] == '\\' {
				if n = 2; rest[1] == 'u' {
					n = 6
				}
			}
			cut.add(rest[:n])
			rest = rest[n:]
		}
		assert.Equal(t, want, cut.complete(), text)
	}
}
