// Package clock has instants and lengths of time, and the calendar of UTC. It
// reads no clock, as package plugin does, and knows no zones and no layouts but
// its own: package time would add 130 KB of code to every module.
package clock

// A Duration is a length of time in nanoseconds, as time.Duration is.
type Duration int64

// Lengths of time.
const (
	Millisecond Duration = 1e6
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

// Milliseconds returns d in milliseconds, cut off.
func (d Duration) Milliseconds() int64 { return int64(d / Millisecond) }

// A Time is an instant: nanoseconds since the beginning of 1970 in UTC, or
// since any other beginning where only lengths of time are measured with it.
type Time int64

// Add returns the instant d after t.
func (t Time) Add(d Duration) Time { return t + Time(d) }

// Sub returns how long u is before t.
func (t Time) Sub(u Time) Duration { return Duration(t - u) }

// Unix returns t in seconds since 1970.
func (t Time) Unix() int64 { return floor(int64(t), int64(Second)) }

// UnixMilli returns t in milliseconds since 1970.
func (t Time) UnixMilli() int64 { return floor(int64(t), int64(Millisecond)) }

// floor divides and rounds down, where Go rounds towards zero.
func floor(n, by int64) int64 {
	if n < 0 {
		n -= by - 1
	}
	return n / by
}
