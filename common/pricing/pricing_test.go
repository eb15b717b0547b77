package pricing

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/llm"
)

func TestEveryLineIsAPrice(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(data), "\n")
	require.Greater(t, len(lines), 500)
	provider := ""
	for _, line := range lines {
		if name, ok := strings.CutPrefix(line, "@"); ok {
			provider = name
			continue
		}
		names, row, _ := strings.Cut(line, "\t")
		want, ok := parse(row)
		require.True(t, ok, line)
		for _, name := range strings.Fields(names) {
			if strings.HasSuffix(name, "*") {
				continue
			}
			got, ok := Find(provider, name)
			assert.True(t, ok && assert.ObjectsAreEqual(want, got), "%s %s", provider, name)
		}
	}
}

func TestListedPricesAreExact(t *testing.T) {
	for _, c := range []struct {
		provider, model string
		tier            Tier
		usage           llm.Usage
		want            int64
	}{
		{"openai", "gpt-5", Standard, llm.Usage{Input: 1}, 1250},
		{"openai", "GPT-5-2025-08-07", Standard, llm.Usage{Input: 1000, CacheRead: 400, Output: 10, Reasoning: 7}, 600*1250 + 400*125 + 10*10000},
		{"openai", "gpt-5", Batch, llm.Usage{Input: 2, Output: 2}, 1250 + 10000},
		{"openai", "gpt-5", Priority, llm.Usage{Input: 2, Output: 2}, 5000 + 40000},
		{"claude", "claude-3-5-haiku-20241022", Standard, llm.Usage{Input: 100, CacheWrite: 30, CacheWriteHour: 10, CacheRead: 20, Output: 1}, 50*800 + 20*1000 + 10*1600 + 20*80 + 4000},
		{"azure", "gpt-5", Standard, llm.Usage{Input: 1}, 1250},
	} {
		price, ok := Find(c.provider, c.model)
		require.True(t, ok, "%s %s", c.provider, c.model)
		assert.Equal(t, c.want, price.Cost(&c.usage, c.tier), "%s %s", c.provider, c.model)
	}
}

func TestUnknownIsNotFree(t *testing.T) {
	for _, c := range [][2]string{{"openai", "no-such"}, {"", ""}, {"openai", ""}, {"no-such", "gpt-5"}, {"vllm", "llama"}, {"openai", "-latest"}} {
		_, ok := Find(c[0], c[1])
		assert.False(t, ok, "%q", c)
	}
}

func TestALargeInputCostsMoreForAllOfIt(t *testing.T) {
	price := Price{Rates: NewRates(1_000_000, 0), Steps: []Step{
		{Tier: Standard, Above: 200_000, Rates: NewRates(2_000_000, 0)},
		{Tier: Batch, Rates: NewRates(500_000, 0)},
		{Tier: Batch, Above: 200_000, Rates: NewRates(1_000_000, 0)},
	}}
	cost := func(input int64, tier Tier) int64 { return price.Cost(&llm.Usage{Input: input}, tier) }
	assert.EqualValues(t, 200_000, cost(200_000, Standard))
	assert.EqualValues(t, 400_002, cost(200_001, Standard))
	assert.EqualValues(t, 100_000, cost(200_000, Batch))
	assert.EqualValues(t, 200_001, cost(200_001, Batch))
	assert.EqualValues(t, 400_002, cost(200_001, Flex), "as Standard, for none is listed")
	assert.True(t, price.Has(Batch))
	assert.False(t, price.Has(Flex))
}

func TestCostIsSafe(t *testing.T) {
	huge := Price{Rates: NewRates(math.MaxInt64, math.MaxInt64)}
	assert.EqualValues(t, math.MaxInt64, huge.Cost(&llm.Usage{Input: math.MaxInt64, Output: math.MaxInt64}, Standard))
	assert.Zero(t, huge.Cost(&llm.Usage{Input: -5, Output: -5, CacheRead: 9, Reasoning: 3, CacheWriteHour: -1}, Standard))
	one := Price{Rates: NewRates(1_000_000, 1_000_000)}
	assert.EqualValues(t, 10, one.Cost(&llm.Usage{Input: 10, CacheRead: 50, CacheWrite: 50, InputAudio: 50}, Standard), "parts are cut to their total")
	half := Price{Rates: NewRates(500_000, 499_999)}
	assert.EqualValues(t, 1, half.Cost(&llm.Usage{Input: 1}, Standard))
	assert.EqualValues(t, 0, half.Cost(&llm.Usage{Output: 1}, Standard))
}

func TestOverridesComeFirst(t *testing.T) {
	price := func(n int64) Price { return Price{Rates: NewRates(n, n)} }
	table := Table{}.With([]Override{{Model: "gpt-*", Price: price(1)}, {Provider: "openai", Model: "GPT-5", Price: price(2)}})
	table = table.With([]Override{{Provider: "openai", Model: "gpt-*", Price: price(3)}})
	for _, c := range []struct {
		provider, model string
		want            int64
	}{{"openai", "gpt-5", 2}, {"openai", "gpt-9", 3}, {"vllm", "gpt-oss", 1}} {
		got, ok := table.Find(c.provider, c.model)
		require.True(t, ok)
		assert.Equal(t, c.want, got.Rates.Input, "%s %s", c.provider, c.model)
	}
	got, ok := table.Find("claude", "claude-3-5-haiku-latest")
	assert.True(t, ok)
	assert.EqualValues(t, 800_000_000, got.Rates.Input)
}

func TestParseUSD(t *testing.T) {
	for in, want := range map[string]int64{"0": 0, "1.25": 1_250_000_000, "0.0375": 37_500_000, "0.000000001": 1, "9000000000": 9e18} {
		got, ok := ParseUSD(in)
		assert.True(t, ok && got == want, "%s %d", in, got)
	}
	for _, in := range []string{"", ".", "1.", ".5", "-1", "1e3", "1.0000000001", "99999999999", "1,5", " 1"} {
		_, ok := ParseUSD(in)
		assert.False(t, ok, in)
	}
}

func BenchmarkFind(b *testing.B) {
	for b.Loop() {
		Find("openrouter", "z-ai/glm-no-such-model")
	}
}
