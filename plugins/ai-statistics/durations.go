package aistatistics

import "math/bits"

// durations remembers how long the recent answers of a model took: how many
// fell into each of a fixed number of ranges, a fifth wide. Old ones count
// for less and less.
type durations struct {
	counts [octaves * steps]uint16
	total  int
}

const (
	octaves    = 24 // from a millisecond to four and a half hours
	steps      = 4  // ranges an octave
	remembered = 2048
)

// bucket returns the range of a duration.
func bucket(millis int64) int {
	n := uint64(max(millis, 1))
	octave := bits.Len64(n) - 1
	step := 0
	if octave >= 2 {
		step = int(n>>(octave-2)) & 3
	} else if octave == 1 {
		step = int(n&1) * 2
	}
	return min(octave*steps+step, octaves*steps-1)
}

// add counts a duration.
func (d *durations) add(millis int64) {
	d.counts[bucket(millis)]++
	if d.total++; d.total < remembered {
		return
	}
	d.total = 0
	for i := range d.counts {
		d.counts[i] /= 2
		d.total += int(d.counts[i])
	}
}

// exceeds tells whether a duration is longer than percent of those seen, by
// more than a range; never before there were as many as samples.
func (d *durations) exceeds(millis int64, percent, samples int) bool {
	if percent == 0 || d.total < samples {
		return false
	}
	below := 0
	for i := range bucket(millis) {
		below += int(d.counts[i])
	}
	return below*100 >= d.total*percent
}
