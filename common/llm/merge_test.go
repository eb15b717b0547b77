package llm_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/llm"
)

func TestMergeConsecutive(t *testing.T) {
	text := func(s string) llm.Part { return llm.Part{Type: llm.TextPart, Text: llm.Text(s)} }
	r := llm.Request{
		Parts: []llm.Part{text(`"a"`), text(`"b"`), text(`"c"`), {Type: llm.ImagePart}, text(`"d"`)},
		Messages: []llm.Message{
			{Role: llm.User, First: 0, Count: 1}, {Role: llm.User, First: 1, Count: 1},
			{Role: llm.Assistant, First: 2, Count: 1},
			{Role: llm.User, First: 3, Count: 1}, {Role: llm.User, First: 4, Count: 1},
		},
	}
	assert.True(t, r.MergeConsecutive())
	assert.Len(t, r.Messages, 3)
	assert.Equal(t, `"a\n\nb"`, string(r.Content(&r.Messages[0])[0].Text))
	assert.Len(t, r.Content(&r.Messages[2]), 2)
	assert.False(t, r.MergeConsecutive())
}
