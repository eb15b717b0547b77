package aiproxy_test

import (
	"fmt"
	"io"
	"net"
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
	"aigateway/host-test/manifest"
	aiproxy "aigateway/plugins/ai-proxy"
)

// vendors are fake providers that fail as a request's header x-fault asks, as
// often as x-failures says, and remember who asked.
type vendors struct {
	mu    sync.Mutex
	asked map[string][]string // by x-case: provider and key
	bad   map[string]bool     // keys that fail whatever is asked

	held          chan struct{} // nil unless requests are held
	waiting, peak int
}

// hold makes providers take requests and answer none, or answer them.
func (v *vendors) hold(on bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if on {
		v.held = make(chan struct{})
	} else {
		close(v.held)
		v.held = nil
	}
}

// resetPeak returns how many requests waited at a time, and begins anew.
func (v *vendors) resetPeak() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	peak := v.peak
	v.peak = v.waiting
	return peak
}

// wait is how a request is held.
func (v *vendors) wait(r *http.Request) {
	v.mu.Lock()
	held := v.held
	v.waiting++
	v.peak = max(v.peak, v.waiting)
	v.mu.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-r.Context().Done():
		}
	}
	v.mu.Lock()
	v.waiting--
	v.mu.Unlock()
}

func (v *vendors) seen(name string) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]string(nil), v.asked[name]...)
}

// breakKey makes a key fail, or heals it.
func (v *vendors) breakKey(key string, broken bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.bad[key] = broken
}

func (v *vendors) ask(name, who, key string) (times int, bad bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asked[name] = append(v.asked[name], who+" "+key)
	return len(v.asked[name]), v.bad[key]
}

func keyOf(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ") + r.Header.Get("X-Api-Key")
}

// serve is the provider called who.
func (v *vendors) serve(who string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		times, bad := v.ask(r.Header.Get("X-Case"), who, keyOf(r))
		streams := strings.Contains(string(body), `"stream":true`)
		failures, _ := strconv.Atoi(r.Header.Get("X-Failures"))
		fault := r.Header.Get("X-Fault")
		if fault == "hold" {
			v.wait(r)
		}
		if bad {
			fault = "401"
		}
		if times <= failures || bad {
			v.fail(w, r, fault, times)
			return
		}
		claude := strings.HasSuffix(r.URL.Path, "/messages")
		v.answer(w, claude, streams, r.Header.Get("X-Fault") == "mid-stream")
	}
}

func (v *vendors) fail(w http.ResponseWriter, r *http.Request, fault string, times int) {
	switch fault {
	case "reset":
		conn, _, _ := http.NewResponseController(w).Hijack()
		_ = conn.(*net.TCPConn).SetLinger(0)
		_ = conn.Close()
	case "silence":
		<-r.Context().Done()
	case "no-token":
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, ": hello\n\n")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	case "pattern":
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":{"message":"This model's maximum context length is 8","type":"invalid_request_error","param":null,"code":"context_length_exceeded"}}`)
	default:
		status, _ := strconv.Atoi(fault)
		w.Header().Set("Content-Type", "application/json")
		if after := r.Header.Get("X-Retry-After"); after != "" {
			w.Header().Set("Retry-After", after)
		}
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"error":{"message":"fault %d","type":"some_error","param":null,"code":null}}`, times)
	}
}

func (v *vendors) answer(w http.ResponseWriter, claude, streams, breaks bool) {
	contentType, reply := "application/json", openAIReply
	switch {
	case claude && streams:
		contentType, reply = "text/event-stream", claudeStart+claudeDelta+claudeEnd
	case claude:
		reply = claudeReply
	case streams:
		contentType = "text/event-stream"
		reply = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\" word\"},\"finish_reason\":null}]}\n\n" +
			"data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
	}
	w.Header().Set("Content-Type", contentType)
	if !streams {
		w.Header().Set("Content-Length", strconv.Itoa(len(reply)))
	}
	if breaks {
		_, _ = io.WriteString(w, reply[:len(reply)/2])
		_ = http.NewResponseController(w).Flush()
		time.Sleep(50 * time.Millisecond)
		panic(http.ErrAbortHandler)
	}
	_, _ = io.WriteString(w, reply)
}

// fallible is a gateway with a key pool and chains of three providers.
type fallible struct {
	*vendors
	address string
	n       atomic.Int64
}

// faults are what the first attempts of a request meet.
func faults(streams bool) []string {
	list := []string{"401", "402", "403", "404", "408", "429", "500", "503", "529", "reset", "silence"}
	if streams {
		list = append(list, "no-token")
	}
	return list
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
		set.Routes = append(set.Routes, manifest.Route{Name: name, Timeout: 800 * time.Millisecond,
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
			fmt.Sprintf(`{"id":%q,"type":"claude","apiTokens":["kb"],"retryOnFailure":{"enabled":true,"retryTimeout":900}}`, b), fmt.Sprintf(`{"id":%q,"type":"openai","apiTokens":["kc"],"modelMapping":{"*":"other"},"retryOnFailure":{"enabled":true,"retryTimeout":900}}`, c))
	}
	for _, streams := range []bool{false, true} {
		for _, fault := range append(faults(streams), "mid-stream") {
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
	f := &fallible{vendors: &vendors{asked: map[string][]string{}, bad: map[string]bool{}}}
	addresses := map[string]string{"nobody": hosttest.FreeAddress(t)}
	for _, name := range []string{"a", "b", "c"} {
		server := httptest.NewServer(f.serve(name))
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
		return outcome{err: err, upstream: f.seen(name)}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return outcome{response.StatusCode, response.Header, string(body), err, f.seen(name)}
}

// TestFaults sends requests whose provider fails once or twice before one
// answers, and such that always fail.
func TestFaults(t *testing.T) {
	for _, host := range hosttest.HostNames {
		t.Run(host, func(t *testing.T) {
			f := newFallible(t, host)
			for _, streams := range []bool{false, true} {
				for _, fault := range faults(streams) {
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

var said = map[bool]string{true: `"content":" word"`, false: `"content":"Hello"`}

func (f *fallible) pool(t *testing.T, fault string, streams bool) {
	got := f.send(t, fmt.Sprintf("pool-%s-%t", fault, streams), fault, 1, streams)
	assert.Equal(t, 200, got.status, got.body)
	if assert.Len(t, got.upstream, 2) {
		assert.NotEqual(t, got.upstream[0], got.upstream[1], "a key was used again")
	}
	assert.Contains(t, got.body, said[streams])
	assert.NotContains(t, strings.Join(got.upstream, " "), "sk-client")
}

func (f *fallible) chain(t *testing.T, fault string, streams bool) {
	route := fmt.Sprintf("chain-%s-%t", fault, streams)
	got := f.send(t, route, fault, 1, streams)
	assert.Equal(t, 200, got.status, got.body)
	assert.Equal(t, []string{"a ka", "b kb"}, got.upstream)
	assert.Contains(t, got.body, said[streams])
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
	assert.Contains(t, got.body, said[streams])
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
		assert.Contains(t, got.body, said[true])
	}
	require.Less(t, time.Since(began), time.Second)
	time.Sleep(1100 * time.Millisecond)
	got = f.send(t, "cooling", "", 0, false)
	assert.Equal(t, []string{"a ka"}, got.upstream)
}

// health has a key fail until it is mended; only health checks use it meanwhile.
func (f *fallible) health(t *testing.T) {
	f.breakKey("h1", true)
	defer f.breakKey("h1", false)
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
	f.breakKey("h1", false)
	assert.Eventually(t, func() bool { return strings.Contains(used(), "a h1") }, 3*time.Second, 50*time.Millisecond)
	f.mu.Lock()
	defer f.mu.Unlock()
	assert.Contains(t, f.asked[""], "a h1", "nobody checked the key")
	assert.NotContains(t, f.asked[""], "a h2", "a good key was checked")
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
			f.hold(true)
			storm(4 * time.Second) // until each of the three has let requests wait in vain
			f.resetPeak()
			storm(1500 * time.Millisecond)
			peak := f.resetPeak()
			t.Logf("%d requests waited at a time", peak)
			assert.LessOrEqual(t, peak, 60, "requests that wait in vain")
			f.hold(false)
			healed := time.Now()
			require.Eventually(t, func() bool {
				return f.send(t, "storm", "hold", 0, false).status == 200
			}, 10*time.Second, 20*time.Millisecond)
			t.Logf("well again after %s", time.Since(healed).Round(time.Millisecond))
			wg.Wait()
		})
	}
}
