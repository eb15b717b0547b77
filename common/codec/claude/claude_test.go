package claude_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/codec/claude"
	"aigateway/common/llm"
)

func TestOf(t *testing.T) {
	for name, want := range map[string]claude.Generation{
		"claude-3-7-sonnet-20250219": claude.Budgeted, "claude-sonnet-4-20250514-v1:0": claude.Budgeted, "claude-opus-4-1": claude.Exclusive,
		"claude-sonnet-4-5-20250929-v1:0": claude.Exclusive, "claude-opus-4-6-v1": claude.Adaptive, "claude-opus-4-8": claude.Unsampled,
		"claude-later-9": claude.Unsampled, "another": claude.Budgeted, "": claude.Budgeted,
	} {
		assert.Equal(t, want, claude.Of([]byte(name)), name)
	}
}

func TestPlan(t *testing.T) {
	for name, test := range map[string]struct {
		reasoning llm.Reasoning
		limit     string
		model     claude.Generation
		want      claude.Plan
		lost      []string
	}{
		"nothing":         {llm.Reasoning{}, "", claude.Budgeted, claude.Plan{MaxTokens: 100}, nil},
		"an effort":       {llm.Reasoning{Effort: llm.Text(`"low"`)}, "", claude.Budgeted, claude.Plan{Mode: llm.ReasoningOn, Tokens: 1024, MaxTokens: 1124}, nil},
		"below a limit":   {llm.Reasoning{Effort: llm.Text(`"high"`)}, "2000", claude.Budgeted, claude.Plan{Mode: llm.ReasoningOn, Tokens: 1999, MaxTokens: 100}, nil},
		"no room":         {llm.Reasoning{Effort: llm.Text(`"high"`)}, "1000", claude.Budgeted, claude.Plan{MaxTokens: 100}, []string{"reasoning_effort"}},
		"an adaptive one": {llm.Reasoning{Effort: llm.Text(`"high"`)}, "", claude.Adaptive, claude.Plan{Mode: llm.ReasoningAdaptive, Tokens: 16384, Effort: llm.Text(`"high"`), MaxTokens: 100}, nil},
		"its own budget":  {llm.Reasoning{Mode: llm.ReasoningOn, Budget: llm.Raw("5000")}, "", claude.Budgeted, claude.Plan{Mode: llm.ReasoningOn, Budget: llm.Raw("5000"), MaxTokens: 5100}, nil},
		"off":             {llm.Reasoning{Effort: llm.Text(`"none"`)}, "", claude.Unsampled, claude.Plan{Mode: llm.ReasoningOff, MaxTokens: 100}, nil},
		"an odd effort":   {llm.Reasoning{Effort: llm.Text(`"odd"`)}, "", claude.Budgeted, claude.Plan{MaxTokens: 100}, []string{"reasoning_effort"}},
	} {
		t.Run(name, func(t *testing.T) {
			var lost []llm.Loss
			r := llm.Request{Reasoning: test.reasoning, MaxTokens: llm.Raw(test.limit)}
			if test.limit == "" {
				r.MaxTokens = nil
			}
			ask := claude.Ask{Request: &r, Model: test.model, Lost: &lost}
			assert.Equal(t, test.want, ask.Plan(100))
			var paths []string
			for _, l := range lost {
				paths = append(paths, l.Path)
			}
			assert.Equal(t, test.lost, paths)
		})
	}
}
