package plugin

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestStreamsAreAMap does what a map does, and compares.
func TestStreamsAreAMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	table, known := newStreams(), map[uint32]*Stream{}
	for range 20_000 {
		id := uint32(random.IntN(300)) * 16 // many to a slot
		s := known[id]
		require.True(t, s == table.find(id), "the stream %d", id)
		switch {
		case s != nil:
			table.remove(s)
			delete(known, id)
		case random.IntN(3) > 0:
			known[id] = &Stream{id: id}
			table.add(known[id])
		}
		require.Equal(t, len(known), table.count)
	}
	for id, s := range known {
		require.True(t, s == table.find(id))
	}
}
