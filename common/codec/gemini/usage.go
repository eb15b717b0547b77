package gemini

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// scanUsage reads a usageMetadata. What is counted beside a total elsewhere
// contained in it is added: thoughts to the answer, what tools of Google's put
// in to the prompt.
func scanUsage(raw llm.Raw) (u llm.Usage) {
	var prompt, tools, answer, total int64
	var n names
	s := jsonscan.New(raw)
	for s.Object(); s.Member(); {
		switch string(n.of(s.Key())) {
		case "promptTokenCount":
			u.Known = number(&s, &prompt) || u.Known
		case "candidatesTokenCount", "responseTokenCount":
			u.Known = number(&s, &answer) || u.Known
		case "totalTokenCount":
			number(&s, &total)
		case "cachedContentTokenCount":
			number(&s, &u.CacheRead)
		case "thoughtsTokenCount":
			number(&s, &u.Reasoning)
		case "toolUsePromptTokenCount":
			number(&s, &tools)
		case "promptTokensDetails":
			sounds(&s, &u.InputAudio)
		case "candidatesTokensDetails":
			sounds(&s, &u.OutputAudio)
		default:
			s.Skip()
		}
	}
	u.Input, u.Output = prompt+tools, answer+u.Reasoning
	if u.Reasoning > 0 && total == u.Input+answer { // some count the thoughts in
		u.Output = answer
	}
	return u
}

// maxCount is more tokens than any reply has; what is above is nonsense.
const maxCount = 1 << 40

// number reads a number of tokens; anything else leaves to as it is.
func number(s *jsonscan.Scanner, to *int64) bool {
	n, ok := jsonscan.Int(s.Value())
	ok = ok && n >= 0 && n <= maxCount
	if ok {
		*to = n
	}
	return ok
}

// sounds reads how many tokens of a total are sound.
func sounds(s *jsonscan.Scanner, to *int64) {
	if s.Kind() != '[' {
		s.Skip()
		return
	}
	for s.Array(); s.Element(); {
		if s.Kind() != '{' {
			s.Skip()
			continue
		}
		var n names
		var modality llm.Text
		var count int64
		for s.Object(); s.Member(); {
			switch string(n.of(s.Key())) {
			case "modality":
				modality = text(s)
			case "tokenCount":
				number(s, &count)
			default:
				s.Skip()
			}
		}
		if string(modality) == `"AUDIO"` {
			*to = count
		}
	}
}

// usageMetadata writes that member.
func (o *output) usageMetadata(u *llm.Usage) {
	o.count(`,"usageMetadata":{"promptTokenCount":`, u.Input)
	o.count(`,"candidatesTokenCount":`, max(u.Output-u.Reasoning, 0))
	o.count(`,"totalTokenCount":`, u.Input+u.Output)
	if u.CacheRead > 0 {
		o.count(`,"cachedContentTokenCount":`, u.CacheRead)
	}
	if u.Reasoning > 0 {
		o.count(`,"thoughtsTokenCount":`, u.Reasoning)
	}
	o.modalities(`,"promptTokensDetails":`, u.Input, u.InputAudio)
	o.modalities(`,"candidatesTokensDetails":`, u.Output-u.Reasoning, u.OutputAudio)
	o.raw("}")
}

func (o *output) modalities(name string, total, audio int64) {
	if audio > 0 {
		o.raw(name)
		o.count(`[{"modality":"TEXT","tokenCount":`, max(total-audio, 0))
		o.count(`},{"modality":"AUDIO","tokenCount":`, audio)
		o.raw("}]")
	}
}
