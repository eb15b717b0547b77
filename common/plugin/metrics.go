package plugin

import "aigateway/common/abi"

// Counter, Gauge and Histogram are metrics of the gateway: every worker adds
// to the same one. Their zero values do nothing.
type (
	Counter   struct{ metric }
	Gauge     struct{ metric }
	Histogram struct{ metric }
)

type metric struct {
	id    uint32
	valid bool
}

func define(kind abi.MetricType, name string) metric {
	id, status := abi.DefineMetric(kind, name)
	return metric{id, status == abi.OK}
}

// Counter returns the counter called name. Defining it costs a host call, so
// plugins keep it.
func (r *Root) Counter(name string) Counter { return Counter{define(abi.Counter, name)} }

// Gauge returns the gauge called name.
func (r *Root) Gauge(name string) Gauge { return Gauge{define(abi.Gauge, name)} }

// Histogram returns the histogram called name.
func (r *Root) Histogram(name string) Histogram { return Histogram{define(abi.Histogram, name)} }

// Add adds n, which is not negative.
func (c Counter) Add(n int64) {
	if c.valid {
		abi.IncrementMetric(c.id, n)
	}
}

// Add adds n, which may be negative.
func (g Gauge) Add(n int64) {
	if g.valid {
		abi.IncrementMetric(g.id, n)
	}
}

// Set sets the gauge.
func (g Gauge) Set(value uint64) {
	if g.valid {
		abi.RecordMetric(g.id, value)
	}
}

// Observe adds an observation.
func (h Histogram) Observe(value uint64) {
	if h.valid {
		abi.RecordMetric(h.id, value)
	}
}
