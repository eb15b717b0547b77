package faults

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// addHabits adds routes for what is no matter of one fault alone.
func addHabits(r *routes) {
	a, b, c := member{cluster: "a", keys: "ka"}, member{cluster: "b", keys: "kb"}, member{cluster: "c", keys: "kc"}
	for _, streams := range []bool{false, true} {
		r.route(fmt.Sprintf("breaking-pool-%t", streams), "", member{cluster: "a", keys: "k1,k2,k3"})
		r.route(fmt.Sprintf("breaking-chain-%t", streams), "", a, b, c)
	}
	r.route("breaking-later", "", a, b, c)
	r.route("pause", "", a, b, c)
	r.route("request", "", a, b, c)
	r.route("pattern", `,"onErrorPattern":"context_length"`, a, b, c)
	r.route("cooling-key", "", member{cluster: "a", keys: "k1,k2"})
	r.route("cooling-provider", "", a, b)
	r.route("health", "", member{cluster: "a", keys: "h1,h2",
		more: `,"failover":{"enabled":true,"failureThreshold":1,"healthCheckInterval":200,"healthCheckModel":"tiny"}`})
}

func (g *gateway) habits() []test {
	list := []test{
		{"an answer breaks off", true, func(t *testing.T) { g.breaking(t, false) }},
		{"a stream breaks off", true, func(t *testing.T) { g.breaking(t, true) }},
		{"a request of its own fault", false, g.request},
		{"an error that is looked into", false, g.pattern},
		{"a key that is to rest", true, g.coolingKey},
		{"health checks", true, g.health},
	}
	if g.host.Retries {
		return append(list, test{"a stream stays a stream", false, g.stream})
	}
	return append(list, test{"a provider that is to rest", true, g.coolingProvider})
}

// breaking has an answer break off: what has begun is never sent again.
func (g *gateway) breaking(t *testing.T, streams bool) {
	for _, kind := range []string{"pool", "chain"} {
		got := g.send(t, request{route: fmt.Sprintf("breaking-%s-%t", kind, streams), fault: "mid-stream", streams: streams})
		assert.Len(t, got.upstream, 1)
		if got.err == nil {
			assert.Contains(t, got.body, "error")
		}
	}
	if !streams {
		return
	}
	got := g.send(t, request{route: "breaking-later", fault: "mid-stream", failures: 1, streams: true})
	want := []string{"a ka", "b kb"}
	if !g.host.Retries {
		want = append(want, "c kc") // a call-out has sent the client nothing of it
	}
	assert.Equal(t, want, got.upstream)
}

// request has one that is bad for every provider.
func (g *gateway) request(t *testing.T) {
	got := g.send(t, request{route: "request", fault: "400", failures: 3})
	got.refused(t, row{fault: "400"}, 1, false)
	assert.Equal(t, []string{"a ka"}, got.upstream)
}

// pattern has a request that one provider finds too long: the body of the
// error leads to the one that takes it. Chains of this kind are call-outs
// everywhere.
func (g *gateway) pattern(t *testing.T) {
	got := g.send(t, request{route: "pattern", fault: "pattern", failures: 1})
	got.answered(t, 2)
	assert.Equal(t, []string{"a ka", "c kc"}, got.upstream)
	got = g.send(t, request{route: "pattern", fault: "400", failures: 1})
	got.refused(t, row{fault: "400"}, 1, false)
}

// coolingKey has a provider ask for a rest for one of its keys.
func (g *gateway) coolingKey(t *testing.T) {
	got := g.send(t, request{route: "cooling-key", fault: "429", failures: 1, more: [2]string{RetryAfter, "2"}})
	got.answered(t, 2)
	began := time.Now()
	for range 10 {
		next := g.send(t, request{route: "cooling-key", streams: true})
		next.answered(t, 1)
		assert.Equal(t, got.upstream[1:], next.upstream, "the key is not left alone")
	}
	require.Less(t, time.Since(began), 2*time.Second, "too slow to tell")
	time.Sleep(time.Until(began.Add(2100 * time.Millisecond)))
	assert.Eventually(t, func() bool {
		next := g.send(t, request{route: "cooling-key"})
		return next.status == http.StatusOK && next.upstream[0] == got.upstream[0]
	}, 5*time.Second, time.Millisecond)
}

// coolingProvider has a provider ask for a rest whose only key it is: requests
// go to the next one. Envoy asks it again each time.
func (g *gateway) coolingProvider(t *testing.T) {
	got := g.send(t, request{route: "cooling-provider", fault: "429", failures: 1, more: [2]string{RetryAfter, "2"}})
	assert.Equal(t, []string{"a ka", "b kb"}, got.upstream)
	began := time.Now()
	for range 5 {
		got = g.send(t, request{route: "cooling-provider", streams: true})
		got.answered(t, 1)
		assert.Equal(t, []string{"b kb"}, got.upstream, "the provider is not left alone")
	}
	require.Less(t, time.Since(began), 2*time.Second, "too slow to tell")
	time.Sleep(time.Until(began.Add(2100 * time.Millisecond)))
	got = g.send(t, request{route: "cooling-provider"})
	assert.Equal(t, []string{"a ka"}, got.upstream)
}

// health has a key fail until it is mended; only health checks use it meanwhile.
func (g *gateway) health(t *testing.T) {
	g.Break("h1", true)
	defer g.Break("h1", false)
	used := func() (keys string) {
		for range 12 {
			got := g.send(t, request{route: "health", fault: "401"})
			assert.Equal(t, http.StatusOK, got.status, got.body)
			keys += strings.Join(got.upstream, " ") + ";"
		}
		return keys
	}
	assert.Equal(t, 1, strings.Count(used(), "a h1"), "a broken key is used once")
	assert.Zero(t, strings.Count(used(), "a h1"))
	g.Break("h1", false)
	assert.Eventually(t, func() bool { return strings.Contains(used(), "a h1") }, 3*time.Second, 50*time.Millisecond)
	assert.Contains(t, g.Asked(""), "a h1", "nobody checked the key")
	assert.NotContains(t, g.Asked(""), "a h2", "a good key was checked")
}

// stream reads events of a second provider while it still speaks.
func (g *gateway) stream(t *testing.T) {
	began := time.Now()
	response, name, err := g.open(t, request{route: "pause", fault: "pause", failures: 1, streams: true})
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	in := bufio.NewReader(response.Body)
	line, err := in.ReadString('\n')
	require.NoError(t, err)
	assert.Contains(t, line, "data: {")
	assert.Less(t, time.Since(began), Pause, "the first event waited for the last")
	rest, err := io.ReadAll(in)
	require.NoError(t, err)
	assert.Contains(t, string(rest), "[DONE]")
	assert.Equal(t, []string{"a ka", "b kb"}, g.Asked(name))
}
