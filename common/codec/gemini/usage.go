package gemini

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// usageMetadata writes that member.
func usageMetadata(o *wire.Output, u *llm.Usage) {
	o.Count(`,"usageMetadata":{"promptTokenCount":`, u.Input)
	o.Count(`,"candidatesTokenCount":`, max(u.Output-u.Reasoning, 0))
	o.Count(`,"totalTokenCount":`, u.Input+u.Output)
	if u.CacheRead > 0 {
		o.Count(`,"cachedContentTokenCount":`, u.CacheRead)
	}
	if u.Reasoning > 0 {
		o.Count(`,"thoughtsTokenCount":`, u.Reasoning)
	}
	modalities(o, `,"promptTokensDetails":`, u.Input, u.InputAudio)
	modalities(o, `,"candidatesTokensDetails":`, u.Output-u.Reasoning, u.OutputAudio)
	o.Raw("}")
}

func modalities(o *wire.Output, name string, total, audio int64) {
	if audio > 0 {
		o.Raw(name)
		o.Count(`[{"modality":"TEXT","tokenCount":`, max(total-audio, 0))
		o.Counts(`},{"modality":"AUDIO","tokenCount":`, audio, "}]")
	}
}
