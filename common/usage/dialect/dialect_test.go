package dialect_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

func TestScan(t *testing.T) {
	for in, want := range map[string]llm.Usage{
		`null`: {}, `{}`: {}, `{"prompt_tokens":null}`: {}, `{"prompt_tokens":-1,"output_tokens":9999999999}`: {},
		`{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}`:                {Known: true, Input: 5, Output: 2},
		`{"prompt_tokens":5,"total_tokens":7}`:                                      {Known: true, Input: 5, Output: 2},
		`{"total_tokens":7}`:                                                        {Known: true, Input: 7},
		`{"prompt_tokens":12.0,"completion_tokens":0,"prompt_tokens_details":null}`: {Known: true, Input: 12},
		`{"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,"completion_tokens_details":{"reasoning_tokens":94}}`:                            {Known: true, Input: 32, Output: 103, Reasoning: 94},
		`{"input_tokens":36,"input_tokens_details":{"cached_tokens":30},"output_tokens":87}`:                                                           {Known: true, Input: 36, CacheRead: 30, Output: 87},
		`{"input_tokens":12,"cache_creation_input_tokens":300,"cache_read_input_tokens":2000,"output_tokens":1}`:                                       {Known: true, Input: 2312, CacheRead: 2000, CacheWrite: 300, Output: 1},
		`{"input_tokens":1,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}}`:                                          {Known: true, Input: 31, CacheWrite: 30, CacheWriteHour: 20},
		`{"promptTokenCount":8,"thoughtsTokenCount":3,"candidatesTokenCount":4,"totalTokenCount":12}`:                                                  {Known: true, Input: 8, Output: 4, Reasoning: 3},
		`{"promptTokenCount":8,"thoughtsTokenCount":3,"candidatesTokenCount":4,"totalTokenCount":15}`:                                                  {Known: true, Input: 8, Output: 7, Reasoning: 3},
		`{"inputTokens":1,"outputTokens":2,"cacheReadInputTokens":3,"cacheWriteInputTokens":4,"totalTokens":3}`:                                        {Known: true, Input: 8, CacheRead: 3, CacheWrite: 4, Output: 2},
		`{"tokens":{"input_tokens":71,"output_tokens":420}}`:                                                                                           {Known: true, Input: 71, Output: 420},
		`{"tokens":{"input_tokens":71,"output_tokens":420},"billed_units":{"input_tokens":5,"output_tokens":418}}`:                                     {Known: true, Input: 5, Output: 418},
		`{"prompt_tokens":2100,"completion_tokens":4,"cache_read_input_tokens":2000,"cache_creation_input_tokens":50,"prompt_tokens_details":{"x":1}}`: {Known: true, Input: 2100, CacheRead: 2000, CacheWrite: 50, Output: 4},
	} {
		assert.Equal(t, want, dialect.Scan(llm.Raw(in)), in)
	}
}

func TestMerge(t *testing.T) {
	var all dialect.Counts
	for _, raw := range []string{
		`{"input_tokens":5,"cache_read_input_tokens":7,"output_tokens":1}`, `{}`, `{"output_tokens":57,"input_tokens":0}`,
	} {
		var c dialect.Counts
		s := jsonscan.New([]byte(raw))
		for s.Object(); s.Member(); {
			c.Member(&s)
		}
		assert.Equal(t, raw != `{}`, c.Any())
		all.Merge(&c)
	}
	u, in, out := all.Usage()
	assert.Equal(t, llm.Usage{Known: true, Input: 12, CacheRead: 7, Output: 57}, u)
	assert.True(t, in && out)
}

func TestFinishOf(t *testing.T) {
	for word, want := range map[string]llm.Finish{
		"": 0, "null": 0, "STOP": llm.FinishStop, "end_turn": llm.FinishStop, "COMPLETE": llm.FinishStop, "max_output_tokens": llm.FinishLength,
		"RECITATION": llm.FinishFiltered, "tool_use": llm.FinishToolCalls, "pause_turn": llm.FinishPaused, "tired": llm.FinishOther,
	} {
		got, failed := dialect.FinishOf([]byte(word))
		assert.Equal(t, want, got, word)
		assert.False(t, failed, word)
	}
	_, failed := dialect.FinishOf([]byte("network_error"))
	assert.True(t, failed)
}
