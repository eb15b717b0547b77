package faults

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
)

// row is one fault of an attempt, and whether the client wants a stream.
type row struct {
	fault   string
	broken  bool // there is not even a connection
	streams bool
}

func (r row) String() string { return fmt.Sprintf("%s stream=%t", r.fault, r.streams) }

// rows are all faults before an answer has begun.
func rows() (list []row) {
	for _, streams := range []bool{false, true} {
		for _, fault := range []string{"401", "402", "403", "404", "408", "429", "500", "503", "529", "bodyless", "reset", "silence"} {
			list = append(list, row{fault, false, streams})
		}
		for _, fault := range broken {
			list = append(list, row{fault, true, streams})
		}
	}
	return append(list, row{"no-token", false, true})
}

// key is part of the names of the row's routes.
func (r row) key() string { return fmt.Sprintf("%s-%t", r.fault, r.streams) }

// Run sends requests whose attempts fail, in each way and where each is
// configured: a pool of keys, a chain of providers, and both.
func Run(t *testing.T, host Host) {
	clusters, names := brokenClusters(t)
	g := start(t, host, hosttest.Upstreams{ConnectTimeout: connect, NameServer: names, Health: -1}, clusters, func(r *routes) {
		for _, row := range rows() {
			r.timeout = allTries
			if !row.streams && !host.Retries {
				r.timeout = oneRoute
			}
			row.add(r)
		}
		addHabits(r)
		if host.Name != "native" {
			addMeasured(r, host)
		}
	})
	tests := g.habits()
	if host.Name != "native" {
		tests = append(tests, g.measured()...)
	}
	for _, row := range rows() {
		tests = append(tests, test{row.String(), slices.Contains([]string{"silence", "no-token", "full"}, row.fault),
			func(t *testing.T) { g.try(t, row) }})
	}
	slices.SortStableFunc(tests, func(a, b test) int { return b.rank() - a.rank() })
	runAll(t, tests)
}

// test is one of many that wait most of the time.
type test struct {
	name string
	long bool
	run  func(t *testing.T)
}

func (t test) rank() int {
	if t.long {
		return 1
	}
	return 0
}

// atOnce is how many tests run at once. ai-proxy itself bounds retries.
const atOnce = 3

func runAll(t *testing.T, tests []test) {
	left := make(chan test)
	var wg sync.WaitGroup
	for range atOnce {
		wg.Go(func() {
			for test := range left {
				t.Run(test.name, test.run)
			}
		})
	}
	for _, test := range tests {
		left <- test
	}
	close(left)
	wg.Wait()
}

func (g *gateway) try(t *testing.T, r row) {
	if r.broken {
		g.unreached(t, r)
		return
	}
	g.pool(t, r)
	g.chain(t, r)
	g.both(t, r)
}

func (r row) add(to *routes) {
	if !r.broken {
		to.route("pool-"+r.key(), "", member{cluster: "a", keys: "k1,k2,k3"})
		to.route("chain-"+r.key(), "", member{cluster: "a", keys: "ka"}, member{cluster: "b", keys: "kb"}, member{cluster: "c", keys: "kc"})
		to.route("client-"+r.key(), "", member{cluster: "a", keys: "ka"}, member{cluster: "b", keys: "kb"}, member{cluster: "c", keys: "kc"})
		to.route("both-"+r.key(), "", member{cluster: "a", keys: "k1,k2"}, member{cluster: "b", keys: "kb"})
		return
	}
	bad := member{cluster: r.fault, keys: "kx"}
	other := member{cluster: r.fault, keys: "ky"}
	to.route("pool-"+r.key(), "", member{cluster: r.fault, keys: "k1,k2,k3"})
	to.route("chain-"+r.key(), "", bad, other, member{cluster: "c", keys: "kc"})
	to.route("client-"+r.key(), "", bad, other)
	to.route("real-"+r.key(), "", bad, member{cluster: "b", keys: "kb"}, other)
}

// ask sends a request of the row.
func (g *gateway) ask(t *testing.T, kind string, r row, failures int, messages bool) outcome {
	return g.send(t, request{route: kind + "-" + r.key(), fault: r.fault, failures: failures, streams: r.streams, messages: messages})
}

// pool has the keys of one provider fail, once and every time.
func (g *gateway) pool(t *testing.T, r row) {
	got := g.ask(t, "pool", r, 1, false)
	got.answered(t, 2)
	got.tells(t, r, 1)
	got = g.ask(t, "pool", r, 3, false)
	got.refused(t, r, 3, false)
	got.tells(t, r, 3)
}

// chain has the first of three providers fail, the first two, and all.
func (g *gateway) chain(t *testing.T, r row) {
	asked := []string{"a ka", "b kb", "c kc"}
	for failures := 1; failures <= 2; failures++ {
		got := g.ask(t, "chain", r, failures, false)
		got.answered(t, failures+1)
		assert.Equal(t, asked[:failures+1], got.upstream)
		got.tells(t, r, failures)
	}
	for kind, messages := range map[string]bool{"chain": false, "client": true} {
		got := g.ask(t, kind, r, 3, messages)
		got.refused(t, r, 3, messages)
		assert.Equal(t, asked, got.upstream)
		got.tells(t, r, 3)
	}
}

// both has all keys of a provider fail before another one is asked.
func (g *gateway) both(t *testing.T, r row) {
	got := g.ask(t, "both", r, 2, false)
	got.answered(t, 3)
	got.tells(t, r, 2)
	if assert.Len(t, got.upstream, 3) {
		assert.ElementsMatch(t, []string{"a k1", "a k2"}, got.upstream[:2])
		assert.Equal(t, "b kb", got.upstream[2])
	}
}

// unreached has providers that cannot be connected to.
func (g *gateway) unreached(t *testing.T, r row) {
	ends := func(list ...string) (attempts []attempt) {
		for i, end := range list {
			// Envoy does not even try an endpoint whose name nobody knows.
			if end != "no answer" || r.fault != "name" || !g.host.Retries {
				attempts = append(attempts, attempt{strconv.Itoa(i), "1", end})
			}
		}
		return attempts
	}
	got := g.ask(t, "chain", r, 0, false)
	got.answered(t, 1)
	assert.Equal(t, []string{"c kc"}, got.upstream)
	assert.Equal(t, ends("no answer", "no answer", "200"), got.history())

	got = g.send(t, request{route: "real-" + r.key(), fault: "429", failures: 1, streams: r.streams})
	got.refused(t, row{fault: "429"}, 1, false)
	assert.Equal(t, []string{"b kb"}, got.upstream)
	assert.Equal(t, ends("no answer", "429", "no answer"), got.history(), "the error of the one that was reached")

	got = g.ask(t, "client", r, 0, true)
	got.refused(t, r, 0, true)
	assert.Equal(t, ends("no answer", "no answer"), got.history())

	got = g.ask(t, "pool", r, 0, false)
	got.refused(t, r, 0, false)
	if history := got.history(); len(ends("no answer")) > 0 && assert.Len(t, history, 3) {
		keys := []string{history[0].key, history[1].key, history[2].key}
		assert.True(t, distinct(keys), "a key was used again: %v", keys)
	}
}

// answered wants a good answer after some requests to providers.
func (o *outcome) answered(t *testing.T, requests int) {
	require.NoError(t, o.err)
	assert.Equal(t, http.StatusOK, o.status, o.body)
	assert.Contains(t, o.body, `"word"`)
	o.asked(t, requests)
}

// refused wants the last error of a row after some requests to providers, in
// the protocol of the client.
func (o *outcome) refused(t *testing.T, r row, requests int, messages bool) {
	require.NoError(t, o.err)
	if want, err := strconv.Atoi(r.fault); err == nil {
		assert.Equal(t, want, o.status, o.body)
		assert.Contains(t, o.body, fmt.Sprintf("fault %d", requests), "the last real error")
	} else {
		assert.Contains(t, []int{http.StatusServiceUnavailable, http.StatusGatewayTimeout}, o.status, o.body)
	}
	var body struct {
		Type  string `json:"type"`
		Error struct {
			Message, Type string
			Param         *json.RawMessage
		}
	}
	assert.NoError(t, json.Unmarshal([]byte(o.body), &body), o.body)
	assert.Contains(t, o.header.Get("Content-Type"), "application/json")
	assert.NotEmpty(t, body.Error.Message, o.body)
	assert.NotEmpty(t, body.Error.Type, o.body)
	assert.Equal(t, messages, body.Type == "error", "Anthropic's errors have a type of their own: %s", o.body)
	o.asked(t, requests)
}

// asked wants so many requests, each with a key of its own.
func (o *outcome) asked(t *testing.T, requests int) {
	assert.Len(t, o.upstream, requests)
	assert.True(t, distinct(o.upstream), "a key was used again: %v", o.upstream)
	assert.NotContains(t, strings.Join(o.upstream, " "), "sk-client")
}

// tells wants the history of what the providers were asked.
func (o *outcome) tells(t *testing.T, r row, failures int) {
	history := o.history()
	if !assert.Len(t, history, len(o.upstream), o.header.Get("X-Ai-Gateway-Attempts")) {
		return
	}
	for i, a := range history {
		want := "200"
		if _, err := strconv.Atoi(r.fault); i < failures && err == nil {
			want = r.fault
		} else if i < failures && r.fault == "bodyless" {
			want = "503"
		} else if i < failures {
			want = "no answer"
		}
		assert.Equal(t, want, a.end, "attempt %d of %v", i+1, history)
	}
}
