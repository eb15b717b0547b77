// Package pricing says what a model call costs, in integers. It does not count
// tokens (see llm.Usage and package tokens) and knows no discounts of one's
// own: those are overrides, see [Table.With].
//
// A rate is in nano-USD per million tokens, so that USD 0.0375 per million
// tokens, as it is listed, is exactly 37,500,000. Costs are in nano-USD.
package pricing

import (
	"math"
	"math/bits"

	"aigateway/common/llm"
)

// Rates are in nano-USD per million tokens. Each is set: a kind of token that
// a provider lists no price for costs what the kind that contains it costs,
// see [NewRates]; zero is free.
type Rates struct {
	Input int64
	// CacheWrite is for what is kept for minutes (Anthropic: 5).
	CacheRead, CacheWrite, CacheWriteHour int64
	InputAudio                            int64
	Output                                int64
	Reasoning, OutputAudio                int64
}

// NewRates returns rates where only the input and the output have a price.
func NewRates(input, output int64) Rates {
	return Rates{
		Input: input, CacheRead: input, CacheWrite: input, CacheWriteHour: input, InputAudio: input,
		Output: output, Reasoning: output, OutputAudio: output,
	}
}

// Tier is the class of service that a call was made in.
type Tier uint8

const (
	Standard Tier = iota + 1
	Batch
	Flex
	Priority
)

// TierOf returns the tier that a provider calls name in service_tier. What is
// no name of a dearer or cheaper one is [Standard]: "", "default", "auto".
func TierOf(name string) Tier {
	switch name {
	case "batch":
		return Batch
	case "flex":
		return Flex
	case "priority":
		return Priority
	}
	return Standard
}

// Price is what one model costs.
type Price struct {
	// Rates are those of [Standard] for any size of input.
	Rates Rates
	// Steps hold what differs.
	Steps []Step
}

// Step is what a call of Tier costs if its input is larger than Above tokens.
// It holds for the whole call, not for the tokens behind the threshold only.
type Step struct {
	Tier  Tier
	Above int64
	Rates Rates
}

// Has tells whether p knows prices of tier.
func (p *Price) Has(tier Tier) bool {
	if tier == Standard {
		return true
	}
	for i := range p.Steps {
		if p.Steps[i].Tier == tier {
			return true
		}
	}
	return false
}

// At returns the rates for a call with input tokens in tier. A tier that p has
// no prices of costs as [Standard].
func (p *Price) At(input int64, tier Tier) *Rates {
	if !p.Has(tier) {
		tier = Standard
	}
	rates, above := &p.Rates, int64(-1)
	for i := range p.Steps {
		step := &p.Steps[i]
		// A step of 0 holds for every input, an empty one too.
		if step.Tier == tier && step.Above > above && (input > step.Above || step.Above == 0) {
			rates, above = &step.Rates, step.Above
		}
	}
	return rates
}

// Cost returns what u costs in tier, in nano-USD, rounded once, half up. Parts
// that exceed their total are cut to it; a sum beyond int64 is its maximum.
func (p *Price) Cost(u *llm.Usage, tier Tier) int64 {
	r := p.At(u.Input, tier)
	var s sum
	hour := min(max(u.CacheWriteHour, 0), max(u.CacheWrite, 0))
	rest := max(u.Input, 0)
	rest = s.part(rest, u.CacheRead, r.CacheRead)
	rest = s.part(rest, hour, r.CacheWriteHour)
	rest = s.part(rest, max(u.CacheWrite, 0)-hour, r.CacheWrite)
	rest = s.part(rest, u.InputAudio, r.InputAudio)
	s.part(rest, rest, r.Input)

	rest = max(u.Output, 0)
	rest = s.part(rest, u.OutputAudio, r.OutputAudio)
	rest = s.part(rest, u.Reasoning, r.Reasoning)
	s.part(rest, rest, r.Output)
	return s.perMillion()
}

// sum is tokens times rates in 128 bits. It cannot overflow: it has at most
// eight terms of at most 126 bits.
type sum struct{ high, low uint64 }

// part adds tokens of rest at rate and returns how many are left of rest.
func (s *sum) part(rest, tokens, rate int64) int64 {
	tokens = min(max(tokens, 0), rest)
	high, low := bits.Mul64(uint64(tokens), uint64(max(rate, 0)))
	var carry uint64
	s.low, carry = bits.Add64(s.low, low, 0)
	s.high, _ = bits.Add64(s.high, high, carry)
	return rest - tokens
}

func (s *sum) perMillion() int64 {
	const million = 1_000_000
	low, carry := bits.Add64(s.low, million/2, 0)
	high := s.high + carry
	if high >= million {
		return math.MaxInt64
	}
	cost, _ := bits.Div64(high, low, million)
	return int64(min(cost, math.MaxInt64))
}
