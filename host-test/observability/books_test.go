package observability_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/observability/ledger"
)

// series is what the gateway tells calls apart by.
type series struct{ route, upstream, model, consumer string }

func (s series) matchers(job string) string {
	return fmt.Sprintf(`{job=%q,route=%q,upstream=%q,model=%q,consumer=%q,`, job, s.route, s.upstream, s.model, s.consumer)
}

// account is what calls of one series must come to.
type account struct {
	status  map[string]int
	metered ledger.Usage
	charged int64 // nano-USD
	price   ledger.Price
	// said is how many words answers had that nobody metered; prompts is how
	// many calls' input nobody metered.
	said, prompts int
	unpriced      int
	cache         map[string]int
	calls         int
}

func (c *call) series() series {
	s := series{c.route, c.upstream, c.model, c.consumer}
	if s.consumer == "" {
		s.consumer = "none"
	}
	return s
}

// accounts adds up the provider's books, by the labels that the gateway must
// put on each call.
func accounts(t *testing.T, provider *ledger.Provider, calls []call) map[series]*account {
	all := map[series]*account{}
	for i := range calls {
		c := &calls[i]
		entry, ok := provider.Entry(c.number)
		require.True(t, ok, "call %d never reached the provider", c.number)
		a := all[c.series()]
		if a == nil {
			a = &account{status: map[string]int{}, cache: map[string]int{}, price: prices[c.answers]}
			all[c.series()] = a
		}
		a.add(c, entry)
	}
	return all
}

func (a *account) add(c *call, e ledger.Entry) {
	a.calls++
	a.status[c.status()]++
	a.metered.Input += e.Metered.Input
	a.metered.CacheRead += e.Metered.CacheRead
	a.metered.CacheWrite += e.Metered.CacheWrite
	a.metered.Output += e.Metered.Output
	a.metered.Reasoning += e.Metered.Reasoning
	a.charged += e.Charge
	if !e.Told {
		a.charged += a.price.Of(e.Metered)
	}
	used := c.order.Ending.Status() == 200 && c.order.Cache != "hit"
	if used && !e.Told {
		a.said += ledger.Said(c.upstreamPath(), c.order)
		if e.Metered.Input == 0 {
			a.prompts++
		}
	}
	if _, priced := prices[c.answers]; used && !priced {
		a.unpriced++
	}
	if c.order.Cache != "" {
		a.cache[c.order.Cache]++
	}
}

// checkBooks compares what Prometheus has of a job with the provider's books,
// series by series, to the last token and nano-USD.
func checkBooks(t *testing.T, p prometheus, job string, books map[series]*account) {
	want, got := map[string]int64{}, map[string]int64{}
	for s, a := range books {
		of := s.matchers(job)
		sum := func(metric, more string) int64 { return int64(p.number("sum(" + metric + of + more + "})")) }
		same := func(n int64, metric, more string) {
			name := metric + of + more + "}"
			want[name], got[name] = n, sum(metric, more)
		}
		same(int64(a.calls), "ai_inference_requests_total", "")
		for status, n := range a.status {
			same(int64(n), "ai_inference_requests_total", `status="`+status+`"`)
		}
		same(a.metered.Input, "ai_inference_tokens_total", `type="input",source="metered"`)
		same(a.metered.Output, "ai_inference_tokens_total", `type="output",source="metered"`)
		same(a.metered.CacheRead, "ai_inference_token_details_total", `type="cache_read"`)
		same(a.metered.CacheWrite, "ai_inference_token_details_total", `type="cache_write"`)
		same(a.metered.Reasoning, "ai_inference_token_details_total", `type="reasoning"`)
		// Estimates are priced like what is metered.
		estimated := ledger.Usage{
			Input:  sum("ai_inference_tokens_total", `type="input",source="estimated"`),
			Output: sum("ai_inference_tokens_total", `type="output",source="estimated"`),
		}
		same(a.charged+a.price.Of(estimated), "ai_inference_cost_nano_usd_total", "")
		same(int64(a.unpriced), "ai_inference_unpriced_requests_total", "")
		same(int64(a.status["client_closed"]), "ai_inference_abnormal_total", `reason="client_closed"`)
		for result, n := range a.cache {
			same(int64(n), "ai_inference_cache_requests_total", `result="`+result+`"`)
		}
	}
	assert.Equal(t, want, got)
}

// promptTokens is what a prompt is counted as by a tokenizer (o200k), to which
// protocols add a few each.
const promptTokens = 21

// estimateError is how far off the estimates of all answers together may be:
// where the model is Claude they are a fifth higher, on purpose.
const estimateError = 0.15

// checkEstimates compares what was estimated with what was said: a call that
// was counted twice, or not at all, would show here.
func checkEstimates(t *testing.T, p prometheus, job string, books map[series]*account) {
	said, asked := 0, 0
	for _, a := range books {
		said += a.said
		asked += a.prompts * promptTokens
	}
	for kind, want := range map[string]int{"output": said, "input": asked} {
		got := p.number(fmt.Sprintf(`sum(ai_inference_tokens_total{job=%q,type=%q,source="estimated"})`, job, kind))
		t.Logf("%s: %d tokens that were not metered, %v estimated", kind, want, got)
		assert.InEpsilon(t, want, got, estimateError, kind)
	}
}
