package openai

// usageObject writes a usage object.
func (w *writer) usageObject() {
	u := w.usage
	w.Count(`{"prompt_tokens":`, u.Input)
	w.Count(`,"completion_tokens":`, u.Output)
	w.Count(`,"total_tokens":`, u.Input+u.Output)
	w.Count(`,"prompt_tokens_details":{"cached_tokens":`, u.CacheRead)
	if u.CacheWrite > 0 {
		w.Count(`,"cache_write_tokens":`, u.CacheWrite)
	}
	w.Count(`,"audio_tokens":`, u.InputAudio)
	w.Count(`},"completion_tokens_details":{"reasoning_tokens":`, u.Reasoning)
	w.Counts(`,"audio_tokens":`, u.OutputAudio, "}}")
}
