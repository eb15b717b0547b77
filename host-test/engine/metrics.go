package engine

import (
	"sort"
	"sync"

	"aigateway/common/abi"
)

// Metrics holds what the plugins of a gateway count, by name. One name is one
// value, whichever VM counts.
type Metrics struct {
	bounds func(name string) []float64
	mu     sync.Mutex
	values map[metricKey]*metric
}

type metricKey struct {
	kind abi.MetricType
	name string
}

// HistogramBounds are the upper bounds of a histogram's buckets when nobody
// says otherwise: Envoy's.
var HistogramBounds = []float64{
	0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000,
	60000, 300000, 600000, 1800000, 3600000,
}

// metric is guarded by the mutex of its Metrics.
type metric struct {
	value   uint64
	sum     float64
	count   uint64
	bounds  []float64
	buckets []uint64
}

// Sample is the value of one metric.
type Sample struct {
	Kind  abi.MetricType
	Name  string
	Value uint64 // of a counter or gauge
	// Sum, Count and Buckets are a histogram's; Buckets are cumulative, and
	// Bounds are their upper bounds.
	Sum     float64
	Count   uint64
	Bounds  []float64
	Buckets []uint64
}

// NewMetrics makes an empty registry. bounds says what the upper bounds of a
// histogram's buckets are; where it, or what it answers, is nil they are
// [HistogramBounds].
func NewMetrics(bounds func(name string) []float64) *Metrics {
	if bounds == nil {
		bounds = func(string) []float64 { return nil }
	}
	return &Metrics{bounds: bounds, values: map[metricKey]*metric{}}
}

// Samples returns all metrics, ordered by name.
func (m *Metrics) Samples() []Sample {
	m.mu.Lock()
	defer m.mu.Unlock()
	samples := make([]Sample, 0, len(m.values))
	for k, v := range m.values {
		samples = append(samples, Sample{Kind: k.kind, Name: k.name, Value: v.value,
			Sum: v.sum, Count: v.count, Bounds: v.bounds, Buckets: append([]uint64(nil), v.buckets...)})
	}
	sort.Slice(samples, func(i, j int) bool {
		if samples[i].Name != samples[j].Name {
			return samples[i].Name < samples[j].Name
		}
		return samples[i].Kind < samples[j].Kind
	})
	return samples
}

func (m *Metrics) define(k metricKey) *metric {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.values[k]
	if !ok {
		v = &metric{}
		if k.kind == abi.Histogram {
			if v.bounds = m.bounds(k.name); v.bounds == nil {
				v.bounds = HistogramBounds
			}
			v.buckets = make([]uint64, len(v.bounds))
		}
		m.values[k] = v
	}
	return v
}

// add changes a counter, which only grows, or a gauge, which never goes
// below zero.
func (m *Metrics) add(kind abi.MetricType, v *metric, offset int64) abi.Status {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case kind == abi.Histogram, kind == abi.Counter && offset <= 0:
		return abi.BadArgument
	case offset >= 0:
		v.value += uint64(offset)
	default:
		v.value -= min(v.value, uint64(-offset))
	}
	return abi.OK
}

// record sets a gauge, adds to a counter, or observes a value.
func (m *Metrics) record(kind abi.MetricType, v *metric, value uint64) abi.Status {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch kind {
	case abi.Counter:
		v.value += value
	case abi.Gauge:
		v.value = value
	case abi.Histogram:
		v.sum += float64(value)
		v.count++
		for i, bound := range v.bounds {
			if float64(value) <= bound {
				v.buckets[i]++
			}
		}
	}
	return abi.OK
}

func (m *Metrics) value(v *metric) uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return v.value
}
