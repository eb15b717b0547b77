package faults

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/manifest"
)

const (
	everyRequest = 5 * time.Millisecond // 200 a second
	// atOnceMost is how many requests may wait for a connection, slack what
	// may come on top: those that are being answered.
	atOnceMost, slack = 100, 60
	stormConnect      = time.Second
	// clearBy is when each request must have its answer: two attempts.
	clearBy = 2*stormConnect + 1500*time.Millisecond
	// settledBy is when a gateway must know what to do, recoveredBy when it
	// must have found a provider that is back.
	settledBy   = 2500 * time.Millisecond
	recoveredBy = 10 * time.Second
)

// Storm sends 200 requests a second to a provider that takes no connections,
// until it does: requests in flight are bounded, clients get errors in time,
// another provider is asked if there is one, and the first one is found again.
func Storm(t *testing.T, host Host) {
	kinds := []string{"alone", "chain"}
	if !host.Retries {
		kinds = append(kinds, "plain") // where there is nothing to retry
	}
	holes, clusters := map[string]*Hole{}, []manifest.Cluster{}
	for _, kind := range []string{"alone", "chain", "plain"} {
		holes[kind] = NewHole(t)
		clusters = append(clusters, clusterAt(kind, holes[kind].Address()))
	}
	g := start(t, host, hosttest.Upstreams{ConnectTimeout: stormConnect, MaxPending: atOnceMost}, clusters, func(r *routes) {
		r.oneTry = 2 * int(stormConnect.Milliseconds())
		r.route("alone", "", member{cluster: "alone", keys: "k1,k2"})
		r.route("plain", "", member{cluster: "plain", keys: "k", plain: true})
		r.route("chain", "", member{cluster: "chain", keys: "k"}, member{cluster: "b", keys: "kb"})
		r.timeout, r.oneTry = oneRoute, oneTry
		r.route("mute", "", member{cluster: "a", keys: "ka"}, member{cluster: "b", keys: "kb"}, member{cluster: "c", keys: "kc"})
	})
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { g.storm(t, kind, holes[kind]) })
	}
	if !host.Retries {
		t.Run("mute", g.mute)
	}
}

// mute has providers that take requests and answer none: few wait in vain once
// that is known, and they are found well soon.
func (g *gateway) mute(t *testing.T) {
	g.Hold(true)
	w := &weather{began: time.Now()}
	wait := func(d time.Duration) func() bool {
		return func() bool { return time.Since(w.began) > d }
	}
	w.blow(g, t, request{route: "mute", fault: "hold"}, wait(2500*time.Millisecond)) // until each of the three has let some wait
	g.ResetPeak()
	w.blow(g, t, request{route: "mute", fault: "hold"}, wait(3500*time.Millisecond))
	peak := g.ResetPeak()
	t.Logf("%d requests waited at a time", peak)
	assert.LessOrEqual(t, peak, 60, "requests that wait in vain")
	g.Hold(false)
	require.Eventually(t, func() bool {
		return g.send(t, request{route: "mute", fault: "hold"}).status == http.StatusOK
	}, recoveredBy, 20*time.Millisecond)
	w.wg.Wait()
}

// landed is a request of a storm that was answered.
type landed struct {
	outcome
	began time.Duration // since the storm did
	took  time.Duration
}

// weather is a storm under way.
type weather struct {
	began time.Time
	mu    sync.Mutex
	all   []landed

	inFlight, peak atomic.Int64
	wg             sync.WaitGroup
}

func (w *weather) blow(g *gateway, t *testing.T, r request, until func() bool) {
	for next := time.Now(); !until(); next = next.Add(everyRequest) {
		time.Sleep(time.Until(next))
		w.wg.Go(func() {
			n := w.inFlight.Add(1)
			for old := w.peak.Load(); n > old && !w.peak.CompareAndSwap(old, n); old = w.peak.Load() {
			}
			began := time.Now()
			got := g.send(t, r)
			w.inFlight.Add(-1)
			w.mu.Lock()
			w.all = append(w.all, landed{got, began.Sub(w.began), time.Since(began)})
			w.mu.Unlock()
		})
	}
}

// count is how many requests that began in some time were answered by a
// provider, nobody for those that failed.
func (w *weather) count(from, to time.Duration, who string) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, l := range w.all {
		by := ""
		if l.status == http.StatusOK {
			by = l.upstream[len(l.upstream)-1]
		}
		if l.began >= from && l.began < to && by == who {
			n++
		}
	}
	return n
}

func (g *gateway) storm(t *testing.T, kind string, hole *Hole) {
	w := &weather{began: time.Now()}
	// A chain tries the first provider again while it is away.
	blackout := map[string]time.Duration{"plain": 3 * time.Second, "alone": 4 * time.Second, "chain": 8 * time.Second}[kind]
	w.blow(g, t, request{route: kind}, func() bool { return time.Since(w.began) > blackout })
	peak := w.peak.Load()
	back := time.Since(w.began)
	hole.Open(g.Provider("back"))
	var found time.Duration
	w.blow(g, t, request{route: kind}, func() bool {
		now := time.Since(w.began)
		if found == 0 && now > back+time.Second && w.count(now-time.Second, now, "") == 0 && w.count(now-time.Second, now, "b kb") < 10 {
			found = now - time.Second - back
		}
		return found != 0 || now > back+recoveredBy+time.Second
	})
	w.wg.Wait()
	require.NotZero(t, found, "the provider is back, and not found")
	assert.LessOrEqual(t, found, recoveredBy)
	t.Logf("%d requests, %d in flight at most, well again after %s", len(w.all), peak, found.Round(10*time.Millisecond))
	assert.LessOrEqual(t, peak, int64(atOnceMost+slack), "requests in flight")
	for _, l := range w.all {
		require.NoError(t, l.err)
		require.LessOrEqual(t, l.took, clearBy, "%d %s", l.status, l.body)
		if l.status != http.StatusOK {
			l.refused(t, row{fault: "full"}, len(l.upstream), false)
		}
	}
	if kind == "chain" {
		failed, helped := w.count(settledBy, back, ""), w.count(settledBy, back, "b kb")
		t.Logf("%d of %d requests failed once the provider was known to be gone", failed, failed+helped)
		assert.LessOrEqual(t, failed, helped/50)
	}
}
