package soak_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recovery is the time within which a worker whose VM has ended must serve
// again.
const recovery = 2 * time.Second

// TestTrap ends a VM in the midst of a request. The worker must have a new one
// in time, and everything after it must go well; the other plugins of the
// gateway must not notice at all.
func TestTrap(t *testing.T) {
	provider := loadProvider(t)
	probe := listener{"probe", build(t, "./host-test/guests/probe/wasm", ""), "{}", provider}
	g := start(t, 1, probe, proxy(module(), "openai", provider))
	var stop atomic.Bool
	var bystander error
	var wg sync.WaitGroup
	wg.Go(func() {
		short := kinds()["chat short"]
		for !stop.Load() && bystander == nil {
			bystander = run(g.addresses[1], 50, func(int) kind { return short })
		}
	})
	for range 3 {
		status, err := g.probe("trap")
		assert.True(t, err != nil || status >= 500, "the request that ended the VM was answered with %d", status)
		took := g.awaitProbe()
		t.Logf("served again after %s", took.Round(10*time.Millisecond))
		assert.LessOrEqual(t, took, recovery)
		for range 100 {
			status, err := g.probe("reply 418")
			require.NoError(t, err)
			require.Equal(t, http.StatusTeapot, status)
		}
	}
	stop.Store(true)
	wg.Wait()
	require.NoError(t, bystander)
	t.Log(g.vms())
}

// awaitProbe returns how long the plugin was not there. While it is not,
// requests are refused: none may pass it by.
func (g *gateway) awaitProbe() time.Duration {
	began := time.Now()
	for time.Since(began) < 10*recovery {
		status, err := g.probe("reply 418")
		if err == nil && status == http.StatusTeapot {
			break
		}
		assert.False(g.t, err == nil && status < 500, "a request passed by the plugin: status %d", status)
		time.Sleep(10 * time.Millisecond)
	}
	return time.Since(began)
}

// probe sends a command to the probe, on a new connection.
func (g *gateway) probe(command string) (status int, err error) {
	c, err := connect(g.addresses[0])
	if err != nil {
		return 0, err
	}
	defer c.close()
	status, _, err = c.ask([]byte("GET /v1/models HTTP/1.1\r\nHost: soak.test\r\nX-Probe: " + command + "\r\n\r\n"))
	return status, err
}
