package gpt

import (
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// counts is what a usage object says, as it says it.
type counts struct {
	usage  llm.Usage
	total  int64
	output bool
}

// ScanUsage reads a usage object, OpenAI's or one that differs from it: cached
// tokens are counted by DeepSeek as prompt_cache_hit_tokens, by Moonshot as
// cached_tokens, by LiteLLM also as Anthropic does.
func ScanUsage(raw llm.Raw) llm.Usage {
	var c counts
	s := jsonscan.New(raw)
	for s.Object(); s.Member(); {
		c.member(&s)
	}
	return c.settle()
}

func (c *counts) member(s *jsonscan.Scanner) {
	u := &c.usage
	switch string(s.Key()) {
	case "prompt_tokens", "input_tokens":
		c.known(s, &u.Input)
	case "completion_tokens", "output_tokens":
		c.output = c.known(s, &u.Output)
	case "total_tokens":
		count(s, &c.total)
	case "cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens":
		count(s, &u.CacheRead)
	case "cache_creation_input_tokens":
		count(s, &u.CacheWrite)
	case "reasoning_tokens":
		count(s, &u.Reasoning)
	case "prompt_tokens_details", "input_tokens_details":
		c.details(s, &u.InputAudio)
	case "completion_tokens_details", "output_tokens_details":
		c.details(s, &u.OutputAudio)
	default:
		s.Skip()
	}
}

// details reads the parts of a total.
func (c *counts) details(s *jsonscan.Scanner, audio *int64) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	u := &c.usage
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "cached_tokens":
			count(s, &u.CacheRead)
		case "cache_write_tokens", "cache_creation_tokens":
			count(s, &u.CacheWrite)
		case "audio_tokens":
			count(s, audio)
		case "reasoning_tokens":
			count(s, &u.Reasoning)
		default:
			s.Skip()
		}
	}
}

// count reads a number of tokens; anything else leaves to as it is.
func count(s *jsonscan.Scanner, to *int64) bool {
	n, ok := jsonscan.Int(s.Value())
	if ok && n >= 0 {
		*to = n
	}
	return ok
}

func (c *counts) known(s *jsonscan.Scanner, to *int64) bool {
	ok := count(s, to)
	c.usage.Known = c.usage.Known || ok
	return ok
}

// settle makes the output hold the reasoning: some services, such as xAI,
// count it beside the output, which their total tells.
func (c *counts) settle() llm.Usage {
	u := c.usage
	switch rest := c.total - u.Input; {
	case u.Known && !c.output && rest > 0:
		u.Output = rest
	case u.Reasoning > 0 && rest == u.Output+u.Reasoning:
		u.Output = rest
	}
	return u
}

// AppendCount appends a member, with what stands before its value.
func AppendCount(dst []byte, name string, n int64) []byte {
	return strconv.AppendInt(append(dst, name...), n, 10)
}
