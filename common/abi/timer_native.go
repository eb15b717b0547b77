//go:build !wasip1

package abi

// SetTickPeriod has the host call Tick of the effective root context every
// so many milliseconds; 0 stops it.
func SetTickPeriod(millis uint32) Status { return host.SetTickPeriod(millis) }
