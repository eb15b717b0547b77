// Package dialect knows what the names mean that providers give to counts of
// tokens and to the ends of answers. It is asked
// member by member, by readers that have the whole of an object and by those
// that have not.
package dialect

import "aigateway/common/llm"

// Group is the object that a member stands in.
type Group uint8

const (
	// Usage is a usage object: usage, usageMetadata.
	Usage Group = iota + 1
	// InputDetails and OutputDetails are the objects in it that list the
	// parts of a total.
	InputDetails
	OutputDetails
	// CacheCreation is Anthropic's cache_creation.
	CacheCreation
	// Tokens and Billed are Cohere's two ways of counting.
	Tokens
	Billed
	// Answer is the answer itself, where Ollama counts.
	Answer
)

// Field is what a member counts. Names that mean the same are one field; what
// is counted differently is not.
type Field uint8

const (
	prompt     Field = iota + 1 // the whole prompt
	input                       // the whole prompt, or what was not cached: see [Counts.input]
	fresh                       // the prompt without what was cached
	toolPrompt                  // what tools added to the prompt, not in it
	output                      // the whole answer
	candidates                  // the answer without reasoning
	thoughts                    // reasoning that is not in candidates
	total
	// CacheRead is a part of the prompt.
	CacheRead
	cacheReadBeside // what was read from the cache, as Anthropic has it
	cacheWrite
	cacheWriteBeside
	cacheWriteHour
	cacheWriteMinutes
	reasoning
	// InputAudio and OutputAudio are parts of their totals.
	InputAudio
	OutputAudio
	tokensInput // Cohere: what the model read and wrote
	tokensOutput
	fields
)

// GroupOf returns which group the member key of a usage object is, 0 if it is
// none.
func GroupOf(key []byte) Group {
	switch string(key) {
	case "prompt_tokens_details", "input_tokens_details", "input_token_details":
		return InputDetails
	case "completion_tokens_details", "output_tokens_details", "output_token_details":
		return OutputDetails
	case "cache_creation":
		return CacheCreation
	case "tokens":
		return Tokens
	case "billed_units":
		return Billed
	}
	return 0
}

// FieldOf returns what the member key of a group counts, 0 if nothing that
// matters.
func FieldOf(g Group, key []byte) Field {
	switch g {
	case Usage:
		return usageField(key)
	case InputDetails:
		return inputField(key)
	case OutputDetails:
		switch string(key) {
		case "reasoning_tokens", "thinking_tokens":
			return reasoning
		case "audio_tokens":
			return OutputAudio
		}
	case CacheCreation:
		switch string(key) {
		case "ephemeral_1h_input_tokens":
			return cacheWriteHour
		case "ephemeral_5m_input_tokens":
			return cacheWriteMinutes
		}
	case Tokens:
		return pair(key, tokensInput, tokensOutput)
	case Billed:
		return pair(key, prompt, output)
	case Answer:
		switch string(key) {
		case "prompt_eval_count":
			return prompt
		case "eval_count":
			return output
		}
	}
	return 0
}

// usageField knows, besides OpenAI's and Anthropic's names: DeepSeek's
// prompt_cache_hit_tokens, Moonshot's cached_tokens, xAI's reasoning_tokens,
// Gemini's usageMetadata and Bedrock's camel case.
func usageField(key []byte) Field {
	switch string(key) {
	case "prompt_tokens", "promptTokenCount":
		return prompt
	case "input_tokens":
		return input
	case "inputTokens":
		return fresh
	case "toolUsePromptTokenCount":
		return toolPrompt
	case "completion_tokens", "output_tokens", "outputTokens":
		return output
	case "candidatesTokenCount", "responseTokenCount":
		return candidates
	case "thoughtsTokenCount":
		return thoughts
	case "total_tokens", "totalTokenCount", "totalTokens":
		return total
	case "cached_tokens", "prompt_cache_hit_tokens", "cachedContentTokenCount":
		return CacheRead
	case "cache_read_input_tokens", "cacheReadInputTokens":
		return cacheReadBeside
	case "cache_creation_input_tokens", "cacheWriteInputTokens":
		return cacheWriteBeside
	case "reasoning_tokens":
		return reasoning
	}
	return 0
}

func inputField(key []byte) Field {
	switch string(key) {
	case "cached_tokens":
		return CacheRead
	case "cache_write_tokens", "cache_creation_tokens":
		return cacheWrite
	case "audio_tokens":
		return InputAudio
	}
	return 0
}

func pair(key []byte, in, out Field) Field {
	switch string(key) {
	case "input_tokens":
		return in
	case "output_tokens":
		return out
	}
	return 0
}

// maxCount is more tokens than any call has; what is above is nonsense.
const maxCount = 1 << 31

// Counts are what usage objects say, as they say it. The zero value is empty.
type Counts struct {
	given uint32 // a bit for each field
	count [fields]uint32
}

// Set notes the count of a field. The fields of one usage object are each set
// once; a count that is negative or absurd is ignored.
func (c *Counts) Set(f Field, n int64) {
	if f == 0 || n < 0 || n > maxCount {
		return
	}
	c.given |= 1 << f
	c.count[f] = uint32(n)
}

// Add adds to a field what is listed in pieces.
func (c *Counts) Add(f Field, n int64) {
	if n > 0 {
		c.Set(f, int64(c.count[f])+n)
	}
}

// SetHour notes what Bedrock lists as kept for an hour, a part of what was
// written.
func (c *Counts) SetHour(n int64) { c.Set(cacheWriteHour, n) }

// Clear empties c.
func (c *Counts) Clear() { *c = Counts{} }

// Any tells whether anything was counted.
func (c *Counts) Any() bool { return c.given != 0 }

// Merge takes in a later usage object of the same answer. Counts are totals so
// far, so that a new one replaces the old; a zero may stand for one that is
// not repeated.
func (c *Counts) Merge(later *Counts) {
	for f := Field(1); f < fields; f++ {
		if later.count[f] > 0 {
			c.count[f] = later.count[f]
		}
	}
	c.given |= later.given
}

func (c *Counts) has(list ...Field) bool {
	for _, f := range list {
		if c.given&(1<<f) != 0 {
			return true
		}
	}
	return false
}

func (c *Counts) of(f Field) int64 { return int64(c.count[f]) }

// Usage returns what the counts come to, and which totals were given.
func (c *Counts) Usage() (u llm.Usage, in, out bool) {
	in = c.has(prompt, input, fresh, tokensInput)
	out = c.has(output, candidates, thoughts, tokensOutput)
	u.CacheRead = c.either(CacheRead, cacheReadBeside)
	u.CacheWrite = max(c.either(cacheWrite, cacheWriteBeside), c.of(cacheWriteHour)+c.of(cacheWriteMinutes))
	u.CacheWriteHour = c.of(cacheWriteHour)
	u.InputAudio, u.OutputAudio = c.of(InputAudio), c.of(OutputAudio)
	u.Reasoning = c.of(reasoning) + c.of(thoughts)
	u.Input = c.input(u.CacheRead + u.CacheWrite)
	u.Output = c.output()
	switch rest := c.of(total) - u.Input; {
	case c.of(thoughts) > 0 && rest == c.of(candidates): // some count thoughts in
		u.Output = rest
	case !in && !out && c.has(total): // an embedding or a rerank: there is nothing but a prompt
		u.Input, in, out = c.of(total), true, true
	case in && !out && c.has(total):
		u.Output, out = max(rest, 0), true
	case c.of(reasoning) > 0 && rest == u.Output+c.of(reasoning):
		// Some services, such as xAI, count reasoning beside the output,
		// which their total tells.
		u.Output = rest
	}
	u.Known = in || out
	return u, in, out
}

// either returns a count that goes by two names.
func (c *Counts) either(a, b Field) int64 { return max(c.of(a), c.of(b)) }

// input returns the whole prompt. OpenAI's input_tokens and prompt_tokens hold
// what was cached. Anthropic's input_tokens do not: it is told by the names of
// the counts beside it.
func (c *Counts) input(cached int64) int64 {
	switch {
	case c.has(fresh):
		return c.of(fresh) + cached
	case c.has(prompt):
		return c.of(prompt) + c.of(toolPrompt)
	case !c.has(input):
		return c.of(tokensInput)
	case c.has(cacheReadBeside, cacheWriteBeside, cacheWriteHour, cacheWriteMinutes) && !c.has(CacheRead, cacheWrite):
		return c.of(input) + cached
	}
	return c.of(input)
}

func (c *Counts) output() int64 {
	switch {
	case c.has(output):
		return c.of(output)
	case c.has(candidates, thoughts):
		return c.of(candidates) + c.of(thoughts)
	}
	return c.of(tokensOutput)
}
