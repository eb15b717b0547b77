package anthropic_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/llm"
)

// TestGenerations says what becomes of the parameters that models do not agree
// on, all of which the client sent.
func TestGenerations(t *testing.T) {
	for model, want := range map[string]struct {
		thinking, temperature, topP string
		lost                        []string
	}{
		"claude-3-7-sonnet-20250219": {`{"type":"enabled","budget_tokens":1024}`, `1`, `0.95`, nil},
		"claude-sonnet-4-20250514":   {`{"type":"enabled","budget_tokens":1024}`, `1`, `0.95`, nil},
		"another":                    {`{"type":"enabled","budget_tokens":1024}`, `1`, `0.95`, nil},
		"claude-sonnet-4-5":          {`{"type":"enabled","budget_tokens":1024}`, `1`, ``, []string{"top_p"}},
		"claude-opus-4-6":            {`{"type":"adaptive"}`, `1`, ``, []string{"top_p"}},
		"claude-opus-4-8":            {`{"type":"adaptive"}`, ``, ``, []string{"temperature", "top_p"}},
		"claude-later-9":             {`{"type":"adaptive"}`, ``, ``, []string{"temperature", "top_p"}},
	} {
		t.Run(model, func(t *testing.T) {
			r := user(say("x"))
			r.Model = llm.Text(`"` + model + `"`)
			r.Reasoning.Effort = llm.Text(`"low"`)
			r.Temperature, r.TopP = llm.Raw("1"), llm.Raw("0.95")
			body, lost := encode(t, r)
			assert.Equal(t, want.thinking, member(t, body, "thinking"))
			assert.Equal(t, want.temperature, member(t, body, "temperature"))
			assert.Equal(t, want.topP, member(t, body, "top_p"))
			assert.Equal(t, want.lost, lost)
		})
	}
}

func TestBudgetOfAModelThatAdapts(t *testing.T) {
	r := user(say("x"))
	r.Model, r.Reasoning = llm.Text(`"claude-opus-5"`), llm.Reasoning{Mode: llm.ReasoningOn, Budget: llm.Raw("5000")}
	body, lost := encode(t, r)
	assert.Equal(t, `{"type":"adaptive"}`, member(t, body, "thinking"))
	assert.Equal(t, []string{"thinking.budget_tokens"}, lost)
}
