package soak_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	loadRequests = 200_000
	connections  = 16
)

// mix is what a connection sends in turn: three of four are short, some have
// 64 KB, some are streamed, half of each in each client protocol.
func mix() []kind {
	all := kinds()
	var list []kind
	for range 3 {
		for range 5 {
			list = append(list, all["chat short"], all["messages short"])
		}
		list = append(list, all["chat stream"], all["messages stream"])
	}
	return append(list, all["chat large"], all["messages large"])
}

// TestLoad sends 200,000 requests through four workers: both client protocols
// to both providers, so that half of them are converted. None may fail, and
// memory must have found its size before the last third.
func TestLoad(t *testing.T) {
	provider := loadProvider(t)
	g := start(t, 4, proxy(module(), "openai", provider), proxy(module(), "claude", provider))
	list := mix()
	var done atomic.Int64
	memory := g.watchMemory(&done)
	began := time.Now()
	errs := make([]error, connections)
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			errs[i] = run(g.addresses[i%2], loadRequests/connections, func(n int) kind {
				done.Add(1)
				return list[(n+i)%len(list)]
			})
		})
	}
	wg.Wait()
	samples := memory()
	for _, err := range errs {
		require.NoError(t, err)
	}
	require.EqualValues(t, loadRequests, done.Load())
	t.Logf("%d requests in %s; %s", loadRequests, time.Since(began).Round(time.Second), samples)
	samples.isFlat(t)
	g.isIdle()
	g.isWell()
}

// sample is Envoy's memory after some of the requests, in bytes.
type sample struct {
	done           int64
	rss, allocated int64
}

type samples []sample

// watchMemory looks twice a second until its result is called.
func (g *gateway) watchMemory(done *atomic.Int64) (stop func() samples) {
	var list samples
	stopping, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stopping:
				return
			case <-time.After(500 * time.Millisecond):
			}
			stats, err := g.Admin().Stats(g.t.Context(), "server.memory_allocated")
			rss, missing := g.RSS()
			if err == nil && missing == nil {
				list = append(list, sample{done.Load(), rss, stats["server.memory_allocated"]})
			}
		}
	}()
	return func() samples {
		close(stopping)
		<-stopped
		return list
	}
}

// lastThird are the samples of the last third of the requests.
func (s samples) lastThird() samples {
	for i := range s {
		if s[i].done >= s[len(s)-1].done*2/3 {
			return s[i:]
		}
	}
	return nil
}

// growth is what the memory of the process may grow by in the last third. The
// VMs' own is exactly flat, as the budgets of ai-proxy show; Envoy's varies
// with what is in flight.
const growth = 1.02

func (s samples) isFlat(t *testing.T) {
	last := s.lastThird()
	require.Greater(t, len(last), 5, "too few samples")
	begin := max(last[0].rss, last[1].rss)
	end := min(last[len(last)-1].rss, last[len(last)-2].rss)
	assert.LessOrEqual(t, float64(end), growth*float64(begin), "memory grew in the last third: %s", s)
}

func (s samples) String() string {
	text := "RSS/allocated MiB"
	for i := 0; i < len(s); i += max(1, len(s)/12) {
		text += fmt.Sprintf(" %dk:%d/%d", s[i].done/1000, s[i].rss>>20, s[i].allocated>>20)
	}
	return text
}
