package abi

import _ "unsafe" // for wasmimport

//go:wasmimport env proxy_set_tick_period_milliseconds
func proxySetTickPeriod(millis uint32) Status

// SetTickPeriod has the host call Tick of the effective root context every
// so many milliseconds; 0 stops it.
func SetTickPeriod(millis uint32) Status { return proxySetTickPeriod(millis) }
