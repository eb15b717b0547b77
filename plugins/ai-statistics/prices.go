package aistatistics

import (
	"cmp"
	"strings"

	"aigateway/common/config"
	"aigateway/common/llm"
	"aigateway/common/pricing"
)

// Validate implements config.Validator.
func (p *Price) Validate(at *config.Report) {
	if p.Input == nil && p.Output == nil {
		at.Fault("needs a price for input or output")
	}
}

// overrides returns the prices of a configuration as package pricing has them.
func overrides(list []Price) []pricing.Override {
	out := make([]pricing.Override, len(list))
	for i := range list {
		p := &list[i]
		price := pricing.Price{Rates: p.over(pricing.Rates{})}
		for j := range p.Steps {
			s := &p.Steps[j]
			price.Steps = append(price.Steps, pricing.Step{Tier: pricing.TierOf(s.Tier), Above: s.Above, Rates: s.over(price.Rates)})
		}
		out[i] = pricing.Override{Provider: p.Provider, Model: p.Model, Price: price}
	}
	return out
}

// over returns r, and for what r does not have what contains it, or else what
// base has.
func (r *rates) over(base pricing.Rates) pricing.Rates {
	or := func(own *USD, other int64) int64 {
		if own != nil {
			return int64(*own)
		}
		return other
	}
	if r.Input != nil {
		base = pricing.NewRates(int64(*r.Input), base.Output)
	}
	base.Input = or(r.Input, base.Input)
	base.CacheRead = or(r.CacheRead, base.CacheRead)
	base.CacheWrite = or(r.CacheWrite, base.CacheWrite)
	base.CacheWriteHour = or(r.CacheWriteHour, or(r.CacheWrite, base.CacheWriteHour))
	base.InputAudio = or(r.InputAudio, base.InputAudio)
	base.Reasoning = or(r.Reasoning, or(r.Output, base.Reasoning))
	base.OutputAudio = or(r.OutputAudio, or(r.Output, base.OutputAudio))
	base.Output = or(r.Output, base.Output)
	return base
}

// maxPrices bounds how many prices a worker remembers.
const maxPrices = 1024

// priceKey names a price that was looked up.
type priceKey struct {
	policy          *policy
	provider, model string
}

type priceFound struct {
	price pricing.Price
	ok    bool
}

// vendors are those whose prices a model has where its provider is not known,
// by a part of its name.
var vendors = [...]struct{ part, vendor string }{
	{"claude", "claude"}, {"gemini", "gemini"}, {"deepseek", "deepseek"}, {"qwen", "qwen"}, {"qwq", "qwen"}, {"stral", "mistral"},
	{"kimi", "moonshot"}, {"moonshot", "moonshot"}, {"grok", "grok"}, {"glm", "zhipuai"}, {"command", "cohere"}, {"embed-", "cohere"},
	{"rerank", "cohere"}, {"minimax", "minimax"},
}

// vendorOf returns whose prices a model has by its name.
func vendorOf(model string) string {
	for _, v := range vendors {
		if strings.Contains(model, v.part) {
			return v.vendor
		}
	}
	return "openai"
}

// price returns what a model costs at a provider, which may be empty. It
// looks a model up once, for that takes long.
func (s *statistics) price(p *policy, provider, model string) (*pricing.Price, bool) {
	key := priceKey{p, provider, model}
	found := s.prices.find(key)
	if found == nil {
		found = &priceFound{}
		found.price, found.ok = p.prices.Find(cmp.Or(provider, vendorOf(model)), model)
		if len(s.prices.all) >= maxPrices {
			s.prices.clear()
		}
		s.prices.put(key, found)
	}
	return &found.price, found.ok
}

// charge sets what the exchange costs.
func (o *outcome) charge(s *statistics, p *policy) {
	if o.cacheHit() || o.usage == (llm.Usage{}) {
		return
	}
	price, ok := s.price(p, o.provider, o.servedModel)
	if !ok && o.servedModel != o.requestModel && !o.told {
		price, ok = s.price(p, o.provider, o.requestModel)
	}
	if !ok {
		o.unpriced = true
		return
	}
	o.cost = price.Cost(&o.usage, pricing.TierOf(o.tier))
}
