package soak_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	gcWorkers     = 2
	gcConnections = 48
	gcRequests    = 120 // a connection
	// collections is what every worker must have done, at least.
	collections = 1000
	// collecting is what a request costs at least when it collects, many
	// times what it costs otherwise.
	collecting = 500 * time.Microsecond
)

// TestCollections runs ai-proxy built so that every result that the host
// hands over begins with a garbage collection, inside the host's call for
// memory: the moment when a collector that moves or frees too much would
// corrupt an exchange. Every exchange takes several.
func TestCollections(t *testing.T) {
	provider := loadProvider(t)
	tortured := build(t, "./plugins/ai-proxy/wasm", "gctorture")
	g := start(t, gcWorkers, proxy(tortured, "openai", provider), proxy(tortured, "claude", provider))
	all := kinds()
	list := []kind{all["chat short"], all["messages paced"], all["messages short"], all["chat large"], all["chat paced"], all["messages large"]}
	cpu, err := g.CPU()
	require.NoError(t, err)
	idle := g.connections()
	began := time.Now()
	errs := make([]error, gcConnections)
	var wg sync.WaitGroup
	for i := range gcConnections {
		wg.Go(func() {
			errs[i] = run(g.addresses[i%2], gcRequests, func(n int) kind { return list[(n+i)%len(list)] })
		})
	}
	wg.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	after, err := g.CPU()
	require.NoError(t, err)
	cost := (after - cpu) / (gcConnections * gcRequests)
	t.Logf("%d requests in %s, %s of processor time each", gcConnections*gcRequests,
		time.Since(began).Round(time.Second), cost.Round(10*time.Microsecond))
	assert.Greater(t, cost, collecting, "so little time is not enough for a collection")
	// A connection stays with its worker, and each of its requests collects
	// at least once.
	for worker, n := range g.connections() {
		requests := (n - idle[worker]) * gcRequests
		t.Logf("worker %d: %d requests", worker, requests)
		assert.GreaterOrEqual(t, requests, int64(collections))
	}
	g.isIdle()
	g.isWell()
}

// connections are how many each worker took, by its number.
func (g *gateway) connections() []int64 {
	taken := make([]int64, gcWorkers)
	stats := g.stats("listener")
	for i := range taken {
		for name, n := range stats {
			if strings.HasSuffix(name, ".worker_"+strconv.Itoa(i)+".downstream_cx_total") {
				taken[i] += n
			}
		}
	}
	return taken
}
