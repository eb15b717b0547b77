package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"

	"aigateway/host-test/upstream"
)

// audit prints what the providers billed and what the gateway counted, and
// compares the two.
func audit(out io.Writer, gateway host, providers *upstream.Server) error {
	fmt.Fprintln(out, "── what the providers billed")
	var billed bill
	for _, line := range providers.Ledger() {
		fmt.Fprintf(out, "%-10s %-18s %s, %d tokens in, %d out\n", line.Service, line.Model, count(line.Requests, "request"), line.Input, line.Output)
		billed.input += int64(line.Input)
		billed.output += int64(line.Output)
	}
	fmt.Fprintln(out, "\n── what the gateway counted")
	counted := printMetrics(out, gateway)
	fmt.Fprintf(out, "in all USD %.6f\n\n", float64(counted.nanoUSD)/1e9)
	if counted.nanoUSD == 0 {
		return fmt.Errorf("the gateway priced nothing")
	}
	if counted.input != billed.input || counted.output != billed.output {
		return fmt.Errorf("the providers billed %d tokens in and %d out, the gateway counted %d and %d",
			billed.input, billed.output, counted.input, counted.output)
	}
	return nil
}

// bill is a sum of tokens and what they cost.
type bill struct{ input, output, nanoUSD int64 }

// demoMetrics are the beginnings of what is worth showing: a host has many
// more counters, of itself, and a plugin has histograms.
var demoMetrics = []string{
	"gateway_requests_total", "envoy_cluster_upstream_rq{", "ai_inference_requests_total", "ai_inference_tokens_total", "ai_inference_cost_nano_usd_total",
}

// printMetrics shows the counters that are not zero, and adds them up.
func printMetrics(out io.Writer, gateway host) (sum bill) {
	recorder := httptest.NewRecorder()
	gateway.Metrics().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for line := range strings.Lines(recorder.Body.String()) {
		line = strings.TrimSpace(line)
		shown := slices.ContainsFunc(demoMetrics, func(p string) bool { return strings.HasPrefix(line, p) })
		series, text, _ := cutLast(line, " ")
		value, err := strconv.ParseInt(text, 10, 64)
		if !shown || err != nil || value == 0 {
			continue
		}
		fmt.Fprintln(out, line)
		switch {
		case strings.HasPrefix(series, "ai_inference_cost_nano_usd_total"):
			sum.nanoUSD += value
		case strings.Contains(series, `type="input"`):
			sum.input += value
		case strings.Contains(series, `type="output"`):
			sum.output += value
		}
	}
	return sum
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
