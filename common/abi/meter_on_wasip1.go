//go:build allocmeter

package abi

import "runtime"

var (
	stats     runtime.MemStats
	allocated uint32
	defined   bool
)

// meter tells after each exchange how many bytes the VM has allocated since it
// began, as the gauge plugin_allocated_bytes. A test of budgets builds plugins
// so.
func meter() {
	if !defined {
		allocated, _ = DefineMetric(Gauge, "plugin_allocated_bytes")
		defined = true
	}
	runtime.ReadMemStats(&stats)
	RecordMetric(allocated, stats.TotalAlloc)
}
