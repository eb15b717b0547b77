package abi

import "unsafe"

//go:wasmimport env proxy_define_metric
func proxyDefineMetric(t MetricType, name unsafe.Pointer, nameSize uint32, metric unsafe.Pointer) Status

//go:wasmimport env proxy_increment_metric
func proxyIncrementMetric(metric uint32, offset int64) Status

//go:wasmimport env proxy_record_metric
func proxyRecordMetric(metric uint32, value uint64) Status

//go:wasmimport env proxy_get_metric
func proxyGetMetric(metric uint32, value unsafe.Pointer) Status

// DefineMetric returns the number of the metric called name, the same for
// every definition of one name.
func DefineMetric(t MetricType, name string) (metric uint32, s Status) {
	s = proxyDefineMetric(t, text(name), uint32(len(name)), unsafe.Pointer(&out.a))
	return out.a, s
}

// IncrementMetric adds offset to a counter or gauge.
func IncrementMetric(metric uint32, offset int64) Status { return proxyIncrementMetric(metric, offset) }

// RecordMetric sets a gauge or adds an observation to a histogram.
func RecordMetric(metric uint32, value uint64) Status { return proxyRecordMetric(metric, value) }

// MetricValue returns the value of a counter or gauge.
func MetricValue(metric uint32) (uint64, Status) {
	s := proxyGetMetric(metric, unsafe.Pointer(&out.b))
	return out.b, s
}
