//go:build !wasip1

package abi

import "time"

// Now returns the time in nanoseconds since 1970.
func Now() int64 { return time.Now().UnixNano() }

var began = time.Now()

// Monotonic returns nanoseconds since some time: what nobody can set.
func Monotonic() int64 { return int64(time.Since(began)) }
