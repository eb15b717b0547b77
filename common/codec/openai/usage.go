package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// appendUsage appends a usage object.
func appendUsage(dst []byte, u *llm.Usage) []byte {
	dst = gpt.AppendCount(dst, `{"prompt_tokens":`, u.Input)
	dst = gpt.AppendCount(dst, `,"completion_tokens":`, u.Output)
	dst = gpt.AppendCount(dst, `,"total_tokens":`, u.Input+u.Output)
	dst = gpt.AppendCount(dst, `,"prompt_tokens_details":{"cached_tokens":`, u.CacheRead)
	if u.CacheWrite > 0 {
		dst = gpt.AppendCount(dst, `,"cache_write_tokens":`, u.CacheWrite)
	}
	dst = gpt.AppendCount(dst, `,"audio_tokens":`, u.InputAudio)
	dst = gpt.AppendCount(dst, `},"completion_tokens_details":{"reasoning_tokens":`, u.Reasoning)
	dst = gpt.AppendCount(dst, `,"audio_tokens":`, u.OutputAudio)
	return append(dst, "}}"...)
}
