package observability_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/observability/dashboard"
	"aigateway/host-test/observability/promhost"
	"aigateway/host-test/stattags"
)

// How many calls go through the Envoy with our labels, and through the one
// with Higress'.
const (
	envoyCalls   = 10_000
	higressCalls = 500
)

// warmUp is left out of the dashboard: while each series is born, a rate does
// not see its first requests, and a ratio of two rates is nonsense.
const warmUp = 4 * time.Second

// TestPrometheusAgreesWithTheProvider is the proof of the numbers: what a real
// Prometheus reads from a real Envoy is what the provider has in its books.
func TestPrometheusAgreesWithTheProvider(t *testing.T) {
	provider, server := startProvider(t)
	envoy, higress := startGateway(t, server, stattags.Tags(), itsOwn), startGateway(t, server, stattags.Higress(), allInOne)
	p := startPrometheus(t, map[string]string{envoyJob: envoy.admin, higressJob: higress.admin})
	p.await(`min(up)`, 1)
	began := time.Now()

	first := callsFrom(envoyCalls, higressCalls)
	_, err := makeCalls(higress.address, first)
	require.NoError(t, err)
	calls := callsFrom(0, envoyCalls)
	took, err := makeCalls(envoy.address, calls)
	require.NoError(t, err)
	t.Logf("%d calls in %v", envoyCalls+higressCalls, time.Since(began).Round(time.Millisecond))
	p.await(fmt.Sprintf(`sum(ai_inference_requests_total{job=%q})`, envoyJob), envoyCalls)
	p.await(fmt.Sprintf(`sum(ai_inference_requests_total{job=%q})`, higressJob), higressCalls)
	time.Sleep(3 * time.Second) // histograms are flushed, and scraped, and rules evaluated
	span := promhost.Range{Start: began.Add(warmUp), End: time.Now(), Step: time.Second}

	books := accounts(t, provider, calls)
	t.Run("the books of a stock Envoy", func(t *testing.T) {
		checkBooks(t, prometheus{p.Prometheus, t}, envoyJob, books)
		checkEstimates(t, prometheus{p.Prometheus, t}, envoyJob, books)
	})
	t.Run("the books of an Envoy with Higress' labels", func(t *testing.T) {
		checkBooks(t, prometheus{p.Prometheus, t}, higressJob, accounts(t, provider, first))
	})
	t.Run("the 95th percentile", func(t *testing.T) { checkPercentile(t, prometheus{p.Prometheus, t}, calls, took) })
	t.Run("the rules", func(t *testing.T) { checkRules(t, prometheus{p.Prometheus, t}) })
	t.Run("the dashboard", func(t *testing.T) { checkDashboard(t, prometheus{p.Prometheus, t}, span) })
}

func callsFrom(first, n int) []call {
	calls := make([]call, n)
	for i := range calls {
		calls[i] = callOf(first + i)
	}
	return calls
}

// await waits until an expression has a value.
func (p prometheus) await(expr string, want float64) {
	p.t.Helper()
	var got float64
	require.Eventually(p.t, func() bool { got = p.number(expr); return got >= want }, 20*time.Second, 200*time.Millisecond, "%s: %v", expr, &got)
	require.Equal(p.t, want, got, expr)
}

// checkPercentile compares a percentile of the histogram with what the clients
// saw: it may be in the next bucket, no farther.
func checkPercentile(t *testing.T, p prometheus, calls []call, took []time.Duration) {
	var answered []time.Duration
	for i := range calls {
		if calls[i].status() == "2xx" {
			answered = append(answered, took[i])
		}
	}
	of := fmt.Sprintf(`sum by (le) (ai_inference_latency_milliseconds_bucket{job=%q})`, envoyJob)
	var bounds []float64
	for _, s := range p.ask(of) {
		bound, err := strconv.ParseFloat(s.Labels["le"], 64)
		require.NoError(t, err)
		bounds = append(bounds, bound)
	}
	slices.Sort(bounds)
	bucket := func(milliseconds float64) int { at, _ := slices.BinarySearch(bounds, milliseconds); return at }
	truth := float64(percentile(0.95, answered).Microseconds()) / 1e3
	said := p.number(`histogram_quantile(0.95, ` + of + `)`)
	t.Logf("the clients saw %.1f ms, Prometheus says %.1f ms", truth, said)
	assert.InDelta(t, bucket(truth), bucket(said), 1)
	assert.EqualValues(t, len(answered), p.number(fmt.Sprintf(`sum(ai_inference_latency_milliseconds_count{job=%q})`, envoyJob)))
}

// checkRules wants every rule to be evaluated without a fault, every recording
// rule to have recorded, and an alert that these calls must raise.
func checkRules(t *testing.T, p prometheus) {
	var data struct {
		Groups []struct {
			Rules []struct{ Name, Health, LastError string }
		}
	}
	require.NoError(t, p.Get(context.Background(), "/api/v1/rules", nil, &data))
	n := 0
	for _, g := range data.Groups {
		for _, r := range g.Rules {
			assert.Equal(t, "ok", r.Health, "%s: %s", r.Name, r.LastError)
			n++
		}
	}
	assert.Len(t, rules(t), n)
	for _, r := range rules(t) {
		if r.Record != "" {
			assert.NotEmpty(t, p.ask(r.Record), r.Record)
		}
	}
	assert.InDelta(t, p.number(`sum(ai_inference_cost_nano_usd_total)`)/1e9, p.number(`ai_inference_spent_usd{consumer="*",period="day"}`), 1e-6)
	assert.EqualValues(t, 1, p.number(`max(ALERTS{alertname="AIInferenceUnpricedModel",model="unheard-of",alertstate="firing"})`))
}

const grafana = "../../deploy/grafana"

// checkDashboard asks every query of the dashboard's file, with each choice of
// the label to split by, over the time of the test.
func checkDashboard(t *testing.T, p prometheus, span promhost.Range) {
	text, err := os.ReadFile(filepath.Join(grafana, "ai-gateway.json"))
	require.NoError(t, err)
	charts, err := dashboard.Read(text)
	require.NoError(t, err)
	for _, by := range []string{"route", "consumer", "upstream", "model"} {
		values := dashboard.Values{By: by, Interval: 5 * time.Second, Range: span.End.Sub(span.Start).Round(time.Second)}
		drawn := make([]drawing, len(charts))
		for i, c := range charts {
			drawn[i] = drawing{Chart: c, values: values}
			drawn[i].ask(t, p, span)
			assert.True(t, drawn[i].hasData(), "%s by %s shows nothing", c.Title, by)
		}
		if by == "model" { // which the dashboard begins with
			draw(t, drawn)
		}
	}
	for _, label := range []string{"route", "upstream", "model", "consumer"} {
		var values []string
		require.NoError(t, p.Get(context.Background(), "/api/v1/label/"+label+"/values", nil, &values))
		assert.NotEmpty(t, values, label)
	}
}

// drawing is a chart and what its queries gave.
type drawing struct {
	dashboard.Chart
	values dashboard.Values
	series [][]promhost.Series // of each query
}

func (d *drawing) ask(t *testing.T, p prometheus, span promhost.Range) {
	for _, q := range d.Queries {
		expr, err := d.values.Fill(q.Expr)
		require.NoError(t, err)
		var list []promhost.Series
		if d.Instant {
			list = p.ask(expr)
		} else {
			list, err = p.QueryRange(context.Background(), expr, span)
			require.NoError(t, err)
		}
		d.series = append(d.series, list)
	}
}

// hasData tells whether every query has a number.
func (d *drawing) hasData() bool {
	return !slices.ContainsFunc(d.series, func(list []promhost.Series) bool {
		return !slices.ContainsFunc(list, func(s promhost.Series) bool {
			return slices.ContainsFunc(s.Points, func(p promhost.Point) bool { return !math.IsNaN(p.Value) })
		})
	})
}
