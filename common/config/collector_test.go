package config_test

import (
	"os"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/common/config"
)

// TestCollectorSparesWhatIsDecoded collects garbage all the time. What is
// written without the collector's knowledge would be somebody else's soon.
func TestCollectorSparesWhatIsDecoded(t *testing.T) {
	raw, err := os.ReadFile("testdata/every-form.json")
	require.NoError(t, err)
	var want sample
	require.Empty(t, config.Decode(raw, &want))
	var done atomic.Bool
	collected := make(chan struct{})
	go func() {
		for !done.Load() {
			runtime.GC()
		}
		close(collected)
	}()
	kept := make([]sample, 300)
	for i := range kept {
		config.Decode(raw, &kept[i])
	}
	done.Store(true)
	<-collected
	for i := range kept {
		require.Equal(t, want, kept[i])
	}
}
