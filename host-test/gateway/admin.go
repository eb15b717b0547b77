package gateway

import (
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
)

// StatsTag turns a part of a plugin's metric name into a label, as an entry
// of Envoy's stats_tags does: the first group of Regex is cut from the name,
// the second (or the first, if there is one only) is the label's value.
type StatsTag struct {
	Label string
	Regex *regexp.Regexp
}

// stats are the gateway's own metrics, and the door to those of plugins.
type stats struct {
	gateway  *Gateway
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

func newStats(g *Gateway) *stats {
	s := &stats{gateway: g, registry: prometheus.NewRegistry()}
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
	mux.Handle("GET /metrics", promhttp.HandlerFor(g.stats.registry, promhttp.HandlerOpts{}))
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
		name, labels, values := s.split(sample.Name)
		desc := prometheus.NewDesc(name, "Metric of a plugin.", labels, nil)
		out <- constMetric(desc, sample, values)
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
		buckets[engine.HistogramBounds[i]] = n
	}
	return prometheus.MustNewConstHistogram(desc, s.Count, s.Sum, buckets, labels...)
}

var notInName = regexp.MustCompile(`[^a-zA-Z0-9_]`)

// split cuts labels out of a metric's name and makes the rest one that
// Prometheus takes.
func (s *stats) split(name string) (rest string, labels, values []string) {
	rest = name
	for _, tag := range s.gateway.options.StatsTags {
		m := tag.Regex.FindStringSubmatchIndex(name)
		if len(m) < 4 || m[2] < 0 {
			continue
		}
		value := name[m[2]:m[3]]
		rest = strings.Replace(rest, value, "", 1)
		if len(m) >= 6 && m[4] >= 0 {
			value = name[m[4]:m[5]]
		}
		labels, values = append(labels, tag.Label), append(values, value)
	}
	rest = notInName.ReplaceAllString(rest, "_")
	if rest == "" || rest[0] >= '0' && rest[0] <= '9' {
		rest = "_" + rest
	}
	return rest, labels, values
}
