package plugin

import (
	"aigateway/common/abi"
	"aigateway/common/clock"
)

// Now returns the time of day, which somebody may set.
func Now() clock.Time { return clock.Time(abi.Now()) }

// Monotonic returns a time that only ever goes forward, since some beginning:
// what lengths of time are measured with.
func Monotonic() clock.Time { return clock.Time(abi.Monotonic()) }
