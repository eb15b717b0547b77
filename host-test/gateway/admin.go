package gateway

import (
	"io"
	"net/http"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
	"aigateway/host-test/stattags"
)

// stats are the gateway's own metrics, and the door to those of plugins.
type stats struct {
	gateway  *Gateway
	table    *stattags.Table
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

func newStats(g *Gateway) *stats {
	s := &stats{gateway: g, table: stattags.NewTable(g.options.StatsTags), registry: prometheus.NewRegistry()}
	s.requests = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "gateway_requests_total", Help: "Exchanges that ended, by route and status."}, []string{"route", "code"})
	s.duration = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "gateway_request_duration_seconds", Help: "From the request's headers to the end of the exchange.",
		Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 300}}, []string{"route"})
	active := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "gateway_active_requests", Help: "Exchanges in flight."}, func() float64 {
		g.mu.Lock()
		defer g.mu.Unlock()
		return float64(len(g.active))
	})
	s.registry.MustRegister(s.requests, s.duration, active, s)
	return s
}

func (s *stats) observe(r *engine.Report) {
	s.requests.WithLabelValues(r.Route, strconv.Itoa(r.Status)).Inc()
	s.duration.WithLabelValues(r.Route).Observe(r.Duration.Seconds())
}

// Admin serves /metrics in Prometheus' text format and /healthz.
func (g *Gateway) Admin() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(g.stats.registry, promhttp.HandlerOpts{
		// Two metrics of plugins that come out as one series cost only these.
		ErrorHandling: promhttp.ContinueOnError,
	}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		g.mu.Lock()
		closing := g.closing
		g.mu.Unlock()
		if closing {
			http.Error(w, "closing", http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n") // the prober may be gone
	})
	return mux
}

// Describe implements prometheus.Collector: plugins define metrics as they go.
func (s *stats) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (s *stats) Collect(out chan<- prometheus.Metric) {
	g := s.gateway
	for _, sample := range g.env.Metrics.Samples() {
		series := s.table.Series(sample.Name)
		if series.Name == "" {
			continue
		}
		desc := prometheus.NewDesc(series.Name, "Metric of a plugin.", series.Labels, nil)
		out <- constMetric(desc, sample, series.Values)
	}
	memory := prometheus.NewDesc("gateway_wasm_memory_bytes", "Linear memory of a VM.", []string{"worker", "vm"}, nil)
	for _, vm := range g.VMs() {
		out <- prometheus.MustNewConstMetric(memory, prometheus.GaugeValue, float64(vm.Memory),
			strconv.Itoa(vm.Worker), strconv.Itoa(vm.Index))
	}
	calls := prometheus.NewDesc("gateway_wasm_host_calls_total", "Host calls of modules.", []string{"function"}, nil)
	for function, n := range g.HostCalls() {
		out <- prometheus.MustNewConstMetric(calls, prometheus.CounterValue, float64(n), function)
	}
}

func constMetric(desc *prometheus.Desc, s engine.Sample, labels []string) prometheus.Metric {
	switch s.Kind {
	case abi.Counter:
		return prometheus.MustNewConstMetric(desc, prometheus.CounterValue, float64(s.Value), labels...)
	case abi.Gauge:
		return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, float64(s.Value), labels...)
	}
	buckets := make(map[float64]uint64, len(s.Buckets))
	for i, n := range s.Buckets {
		buckets[s.Bounds[i]] = n
	}
	return prometheus.MustNewConstHistogram(desc, s.Count, s.Sum, buckets, labels...)
}
