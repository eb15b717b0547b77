//go:build gctorture

package abi

import "runtime"

// torture collects garbage where it is most dangerous: while the host waits
// for memory inside a call of ours. A test builds plugins so.
func torture() { runtime.GC() }
