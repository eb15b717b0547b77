package abi

import "unsafe"

// WASI's clock and not proxy_get_current_time_nanoseconds: it has a monotonic
// one, and the Go runtime imports it anyway.
//
//go:wasmimport wasi_snapshot_preview1 clock_time_get
func clockTimeGet(clock uint32, precision uint64, time unsafe.Pointer) uint32

// The clocks of WASI.
const (
	realtime  = 0
	monotonic = 1
)

// Now returns the time in nanoseconds since 1970.
func Now() int64 { return read(realtime) }

// Monotonic returns nanoseconds since some time: what nobody can set.
func Monotonic() int64 { return read(monotonic) }

func read(clock uint32) int64 {
	clockTimeGet(clock, 1, unsafe.Pointer(&out.b))
	return int64(out.b)
}
