//go:build !wasip1

package abi

// DefineMetric returns the number of the metric called name, the same for
// every definition of one name.
func DefineMetric(t MetricType, name string) (metric uint32, s Status) {
	return host.DefineMetric(t, name)
}

// IncrementMetric adds offset to a counter or gauge.
func IncrementMetric(metric uint32, offset int64) Status { return host.IncrementMetric(metric, offset) }

// RecordMetric sets a gauge or adds an observation to a histogram.
func RecordMetric(metric uint32, value uint64) Status { return host.RecordMetric(metric, value) }

// MetricValue returns the value of a counter or gauge.
func MetricValue(metric uint32) (uint64, Status) { return host.Metric(metric) }
