package aistatistics

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBucketsGrow(t *testing.T) {
	last := 0
	for n := int64(0); n < 1<<25; n += 1 + n/50 {
		b := bucket(n)
		assert.GreaterOrEqual(t, b, last)
		assert.Less(t, b, octaves*steps)
		last = b
	}
	assert.Equal(t, octaves*steps-1, bucket(1<<40))
	assert.Equal(t, 0, bucket(-5))
}

func TestExceedsIsAPercentile(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var d durations
	tagged := 0
	for i := range 20_000 {
		n := 100 + random.Int64N(1000)
		if d.exceeds(n, 99, 200) {
			tagged++
		}
		assert.False(t, i < 200 && tagged > 0, "tagged with too few samples")
		d.add(n)
	}
	assert.Less(t, tagged, 400, "at most two percent")
	assert.True(t, d.exceeds(5000, 99, 200))
	assert.False(t, d.exceeds(500, 99, 200))
	assert.False(t, d.exceeds(5000, 0, 200), "0 is off")
	for range 5000 {
		d.add(6000) // the model has become slow: that is how it is now
	}
	assert.False(t, d.exceeds(5000, 99, 200))
}
