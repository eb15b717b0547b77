package aiproxy_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	"aigateway/host-test/faults"
	"aigateway/host-test/manifest"
	aiproxy "aigateway/plugins/ai-proxy"
)

// fallible is a gateway with a key pool and chains of three providers.
type fallible struct {
	*faults.Vendors
	address string
	n       atomic.Int64
}

// fallibleSet has routes of their own for each fault: what is learnt of a
// provider must not reach the next test. A provider's id is its route's.
func fallibleSet(addresses map[string]string) (*manifest.Set, string) {
	set := &manifest.Set{}
	for _, name := range []string{"a", "b", "c", "nobody"} {
		cluster := hosttest.OneRoute(addresses[name]).Clusters[0]
		cluster.Name = "outbound|80||" + name + ".static"
		set.Clusters = append(set.Clusters, cluster)
	}
	var providers, rules []string
	route := func(name, cluster, active, fallbacks string, more ...string) {
		providers = append(append(providers, strings.ReplaceAll(active, "ID", name)), more...)
		rules = append(rules, fmt.Sprintf(`{"_match_route_":[%q],"activeProviderId":%q,"fallbacks":[%s]}`, name, name, fallbacks))
		set.Routes = append(set.Routes, manifest.Route{Name: name, Timeout: 600 * time.Millisecond,
			Path:     manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
			Headers:  []manifest.HeaderMatch{{Name: "x-route", Value: name}},
			Backends: []manifest.Backend{{Cluster: "outbound|80||" + cluster + ".static", Weight: 1}}})
	}
	const (
		pool  = `{"id":"ID","type":"openai","apiTokens":["k1","k2","k3"],"firstByteTimeout":300,"retryOnFailure":{"enabled":true,"maxRetries":2}}`
		first = `{"id":"ID","type":"openai","apiTokens":["ka"],"firstByteTimeout":300}`
	)
	chain := func(name, cluster, active, second string, more string) {
		b, c := "b-"+name, "c-"+name
		route(name, cluster, active, fmt.Sprintf(`{"providerId":%q,"cluster":"outbound|80||%s.static"},{"providerId":%q,"cluster":"outbound|80||c.static"%s}`, b, second, c, more),
			fmt.Sprintf(`{"id":%q,"type":"claude","apiTokens":["kb"],"retryOnFailure":{"enabled":true,"retryTimeout":400}}`, b), fmt.Sprintf(`{"id":%q,"type":"openai","apiTokens":["kc"],"modelMapping":{"*":"other"},"retryOnFailure":{"enabled":true,"retryTimeout":400}}`, c))
	}
	for _, streams := range []bool{false, true} {
		for _, fault := range append(faults.All(streams), "mid-stream") {
			route(fmt.Sprintf("pool-%s-%t", fault, streams), "a", pool, "")
			chain(fmt.Sprintf("chain-%s-%t", fault, streams), "a", first, "b", "")
		}
		chain(fmt.Sprintf("refused-%t", streams), "nobody", first, "nobody", "")
	}
	chain("pattern", "a", first, "b", `,"onErrorPattern":"context_length"`)
	chain("storm", "a", strings.Replace(first, `["ka"]`, `["ka"],"retryOnFailure":{"enabled":true,"retryTimeout":800}`, 1), "b", "")
	chain("cooling", "a", first, "b", "")
	route("health", "a", `{"id":"ID","type":"openai","apiTokens":["h1","h2"],"retryOnFailure":{"enabled":true},"failover":{"enabled":true,`+
		`"failureThreshold":1,"healthCheckInterval":200,"healthCheckModel":"tiny"}}`, "")
	return set, fmt.Sprintf(`{"providers":[%s],"_rules_":[%s]}`, strings.Join(providers, ","), strings.Join(rules, ","))
}

func newFallible(t *testing.T, host string) *fallible {
	f := &fallible{Vendors: faults.New()}
	addresses := map[string]string{"nobody": hosttest.FreeAddress(t)}
	for _, name := range []string{"a", "b", "c"} {
		server := httptest.NewServer(f.Provider(name))
		t.Cleanup(server.Close)
		addresses[name] = server.Listener.Addr().String()
	}
	set, config := fallibleSet(addresses)
	url := map[string]string{"native": "file://native", "higress": module("higress")}[host]
	if url == "" {
		url = module("envoy")
	}
	set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", URL: url, Config: []byte(config)}}
	f.address = hosttest.Serve(t, host, set, hosttest.Natives{"file://native": func() abi.Guest { return plugin.Guest(aiproxy.Plugin()) }})
	return f
}

// outcome is what became of a request.
type outcome struct {
	status   int
	header   http.Header
	body     string
	err      error    // in the middle of the answer
	upstream []string // in order: provider and key
}

// send sends a chat request through a route.
func (f *fallible) send(t *testing.T, route, fault string, failures int, streams bool, more ...string) outcome {
	name := strconv.FormatInt(f.n.Add(1), 10)
	r, err := http.NewRequest(http.MethodPost, "http://"+f.address+"/v1/chat/completions",
		strings.NewReader(fmt.Sprintf(`{"model":"m","stream":%t,"messages":[{"role":"user","content":"hi"}]}`, streams)))
	require.NoError(t, err)
	for name, value := range map[string]string{"x-case": name, "x-route": route, "x-fault": fault, "x-failures": strconv.Itoa(failures),
		"content-type": "application/json", "x-ai-gateway-attempts": "yes", "authorization": "Bearer sk-client"} {
		r.Header.Set(name, value)
	}
	for i := 0; i+1 < len(more); i += 2 {
		r.Header.Set(more[i], more[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return outcome{err: err, upstream: f.Asked(name)}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return outcome{response.StatusCode, response.Header, string(body), err, f.Asked(name)}
}

// TestFaults sends requests whose provider fails once or twice before one
// answers, and such that always fail.
func TestFaults(t *testing.T) {
	for _, host := range []string{"wazero", "higress", "envoy"} {
		t.Run(host, func(t *testing.T) {
			f := newFallible(t, host)
			for _, streams := range []bool{false, true} {
				for _, fault := range faults.All(streams) {
					t.Run(fmt.Sprintf("%s stream=%t", fault, streams), func(t *testing.T) {
						f.pool(t, fault, streams)
						f.chain(t, fault, streams)
					})
				}
				t.Run(fmt.Sprintf("refused stream=%t", streams), func(t *testing.T) { f.refused(t, streams) })
				t.Run(fmt.Sprintf("mid-stream stream=%t", streams), func(t *testing.T) { f.midStream(t, streams) })
			}
			t.Run("error pattern", f.pattern)
			t.Run("cooldown", f.cooldown)
			t.Run("health check", f.health)
		})
	}
}

// said is what the answer holds, whoever gave it.
const said = `"content":"word"`

func (f *fallible) pool(t *testing.T, fault string, streams bool) {
	got := f.send(t, fmt.Sprintf("pool-%s-%t", fault, streams), fault, 1, streams)
	assert.Equal(t, 200, got.status, got.body)
	if assert.Len(t, got.upstream, 2) {
		assert.NotEqual(t, got.upstream[0], got.upstream[1], "a key was used again")
	}
	assert.Contains(t, got.body, said)
	assert.NotContains(t, strings.Join(got.upstream, " "), "sk-client")
}

func (f *fallible) chain(t *testing.T, fault string, streams bool) {
	route := fmt.Sprintf("chain-%s-%t", fault, streams)
	got := f.send(t, route, fault, 1, streams)
	assert.Equal(t, 200, got.status, got.body)
	assert.Equal(t, []string{"a ka", "b kb"}, got.upstream)
	assert.Contains(t, got.body, said)
	if fault == "silence" || fault == "no-token" {
		return // the second silent provider would take a minute
	}
	got = f.send(t, route, fault, 2, streams)
	assert.Equal(t, 200, got.status, got.body)
	assert.Equal(t, []string{"a ka", "b kb", "c kc"}, got.upstream)
	assert.Regexp(t, `#1 \d+( no answer)?, b-[^ ]*#1 \d+( no answer)?, c-[^ ]*#1 200$`, got.header.Get("x-ai-gateway-attempts"))

	got = f.send(t, route, fault, 3, streams)
	assert.Len(t, got.upstream, 3)
	assert.Contains(t, got.body, `"error"`)
	if status, err := strconv.Atoi(fault); err == nil {
		assert.Equal(t, status, got.status)
		assert.Contains(t, got.body, "fault 3", "the last real error")
	} else {
		assert.Equal(t, 503, got.status)
	}
}

// refused has the first two of three providers listen to nobody.
func (f *fallible) refused(t *testing.T, streams bool) {
	got := f.send(t, fmt.Sprintf("refused-%t", streams), "", 0, streams)
	assert.Equal(t, 200, got.status, got.body)
	assert.Equal(t, []string{"c kc"}, got.upstream)
	assert.Contains(t, got.body, said)
}

// midStream has an answer break off: what has begun is never sent again.
func (f *fallible) midStream(t *testing.T, streams bool) {
	for _, route := range []string{"pool", "chain"} {
		got := f.send(t, fmt.Sprintf("%s-mid-stream-%t", route, streams), "mid-stream", 0, streams)
		assert.Len(t, got.upstream, 1)
		if got.err == nil {
			assert.Contains(t, got.body, "error")
		}
	}
}

// pattern has a request that one provider finds too long: the body of the
// error leads to the one that takes it.
func (f *fallible) pattern(t *testing.T) {
	got := f.send(t, "pattern", "pattern", 1, false)
	assert.Equal(t, 200, got.status, got.body)
	assert.Equal(t, []string{"a ka", "c kc"}, got.upstream)
	got = f.send(t, "pattern", "400", 1, false)
	assert.Equal(t, 400, got.status)
	assert.Equal(t, []string{"a ka"}, got.upstream, "a bad request is bad everywhere")
}

// cooldown has a provider ask for a rest: it gets it.
func (f *fallible) cooldown(t *testing.T) {
	got := f.send(t, "cooling", "429", 1, false, "x-retry-after", "1")
	assert.Equal(t, []string{"a ka", "b kb"}, got.upstream)
	began := time.Now()
	for range 5 {
		got = f.send(t, "cooling", "", 0, true)
		assert.Equal(t, 200, got.status, got.body)
		assert.Equal(t, []string{"b kb"}, got.upstream, "the provider is not left alone")
		assert.Contains(t, got.body, said)
	}
	require.Less(t, time.Since(began), time.Second)
	time.Sleep(1100 * time.Millisecond)
	got = f.send(t, "cooling", "", 0, false)
	assert.Equal(t, []string{"a ka"}, got.upstream)
}

// health has a key fail until it is mended; only health checks use it meanwhile.
func (f *fallible) health(t *testing.T) {
	f.Break("h1", true)
	defer f.Break("h1", false)
	used := func() (keys string) {
		for range 12 {
			got := f.send(t, "health", "401", 0, false)
			assert.Equal(t, 200, got.status, got.body)
			keys += strings.Join(got.upstream, " ") + ";"
		}
		return keys
	}
	assert.Equal(t, 1, strings.Count(used(), "a h1"), "a broken key is used once")
	assert.Zero(t, strings.Count(used(), "a h1"))
	f.Break("h1", false)
	assert.Eventually(t, func() bool { return strings.Contains(used(), "a h1") }, 3*time.Second, 50*time.Millisecond)
	assert.Contains(t, f.Asked(""), "a h1", "nobody checked the key")
	assert.NotContains(t, f.Asked(""), "a h2", "a good key was checked")
}

// TestStorm has a provider take requests and answer none, while 200 a second
// come: what waits for it is bounded, and it is found well soon.
func TestStorm(t *testing.T) {
	for _, host := range []string{"wazero", "envoy"} {
		t.Run(host, func(t *testing.T) {
			f := newFallible(t, host)
			var wg sync.WaitGroup
			storm := func(d time.Duration) {
				for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
					wg.Go(func() { f.send(t, "storm", "hold", 0, false) })
				}
			}
			f.Hold(true)
			storm(2500 * time.Millisecond) // until each of the three has let requests wait in vain
			f.ResetPeak()
			storm(time.Second)
			peak := f.ResetPeak()
			t.Logf("%d requests waited at a time", peak)
			assert.LessOrEqual(t, peak, 60, "requests that wait in vain")
			f.Hold(false)
			healed := time.Now()
			require.Eventually(t, func() bool {
				return f.send(t, "storm", "hold", 0, false).status == 200
			}, 10*time.Second, 20*time.Millisecond)
			t.Logf("well again after %s", time.Since(healed).Round(time.Millisecond))
			wg.Wait()
		})
	}
}
