package faults

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/manifest"
)

// Host is where gateways run.
type Host struct {
	// Name is one of [hosttest.HostNames].
	Name string
	// Retries has Envoy make the attempts, which else are call-outs.
	Retries bool
	// Natives has the plugin for the native host, by "file://native".
	Natives hosttest.Natives
}

func (h Host) String() string {
	if h.Retries {
		return h.Name + " retries"
	}
	return h.Name
}

// module is the one that holds ai-proxy, and ai-statistics but on the native
// host.
func (h Host) module() string {
	if h.Name == "native" {
		return "file://native"
	}
	flavour := "envoy"
	if h.Name == "higress" {
		flavour = h.Name
	}
	return "file://" + filepath.Join(hosttest.Root(), "dist", flavour, "ai-gateway.wasm")
}

// gateway has routes whose providers fail.
type gateway struct {
	*Vendors
	host  Host
	place hosttest.Place
	n     atomic.Int64
}

// The times that attempts have. Where they are call-outs, the first one has the
// route's, unless it is streamed.
const (
	firstByte = 300 // milliseconds, as the next
	oneTry    = 400
	oneRoute  = 600 * time.Millisecond
	allTries  = 10 * time.Second
	connect   = 300 * time.Millisecond
)

// routes are those of a gateway in the making, each with providers of its own:
// what is learnt of one must not reach the next test.
type routes struct {
	set              *manifest.Set
	timeout          time.Duration
	oneTry           int // in milliseconds
	providers, rules []string
}

// member is one provider of a route.
type member struct {
	cluster string // without what is around it
	keys    string // with commas between
	more    string // members of its configuration, after a comma
	plain   bool   // there are no retries
}

// route adds a route. The first, third and so on of its providers speak
// OpenAI's protocol, the others Anthropic's. Their ids are the route's name
// with -0 and so on.
func (r *routes) route(name, moreOfLast string, members ...member) {
	fallbacks := []string{}
	for i, m := range members {
		id, kind := fmt.Sprintf("%s-%d", name, i), []string{"openai", "claude"}[i%2]
		keys := strings.ReplaceAll(strconv.Quote(m.keys), ",", `","`)
		r.providers = append(r.providers, fmt.Sprintf(`{"id":%q,"type":%q,"apiTokens":[%s],"modelMapping":{"*":"a-model%s"},"firstByteTimeout":%d,`+
			`"retryOnFailure":{"enabled":%t,"maxRetries":2,"retryTimeout":%d}%s}`, id, kind, keys, strings.Repeat("-with-a-long-name", len(members)-i), firstByte, !m.plain, r.oneTry, m.more))
		if i > 0 {
			more := ""
			if i == len(members)-1 {
				more = moreOfLast
			}
			fallbacks = append(fallbacks, fmt.Sprintf(`{"providerId":%q,"cluster":%q%s}`, id, clusterName(m.cluster), more))
		}
	}
	r.rules = append(r.rules, fmt.Sprintf(`{"_match_route_":[%q],"activeProviderId":"%s-0","fallbacks":[%s]}`, name, name, strings.Join(fallbacks, ",")))
	r.set.Routes = append(r.set.Routes, manifest.Route{Name: name, Timeout: r.timeout,
		Path:     manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
		Headers:  []manifest.HeaderMatch{{Name: "x-route", Value: name}},
		Backends: []manifest.Backend{{Cluster: clusterName(members[0].cluster), Weight: 1}}})
}

// start serves routes on a host, with providers a, b and c and broken ones.
func start(t *testing.T, host Host, to hosttest.Upstreams, clusters []manifest.Cluster, add func(*routes)) *gateway {
	g := &gateway{Vendors: New(), host: host}
	r := &routes{set: &manifest.Set{Clusters: clusters}, timeout: allTries, oneTry: oneTry}
	for _, who := range []string{"a", "b", "c"} {
		server := httptest.NewUnstartedServer(g.Provider(who))
		server.Config.ErrorLog = silent()
		server.Start()
		t.Cleanup(server.Close)
		r.set.Clusters = append(r.set.Clusters, clusterAt(who, server.Listener.Addr().String()))
	}
	add(r)
	r.set.Plugins = append(r.set.Plugins, manifest.Plugin{Name: "ai-proxy", RootID: "ai-proxy", URL: host.module(),
		Config: fmt.Appendf(nil, `{"providers":[%s],"_rules_":[%s]}`, strings.Join(r.providers, ","), strings.Join(r.rules, ","))})
	to.Retries = host.Retries
	g.place = hosttest.ServeTo(t, host.Name, r.set, host.Natives, to)
	return g
}

func silent() *log.Logger { return log.New(io.Discard, "", 0) }

// request is what a client sends.
type request struct {
	route    string
	fault    string
	failures int
	streams  bool
	messages bool // the client is Anthropic's
	more     [2]string
}

// outcome is what it gets, and what the providers got.
type outcome struct {
	status   int
	header   http.Header
	body     string
	err      error    // in the middle of the answer, or in place of it
	upstream []string // in order: provider and key
}

// open sends a request and returns its answer with the body unread.
func (g *gateway) open(t *testing.T, r request) (response *http.Response, name string, err error) {
	path, limit := "/v1/chat/completions", ""
	if r.messages {
		path, limit = "/v1/messages", `"max_tokens":9,`
	}
	name = strconv.FormatInt(g.n.Add(1), 10)
	body := fmt.Sprintf(`{"model":"m",%s"stream":%t,"messages":[{"role":"user","content":"hi"}]}`, limit, r.streams)
	q, err := http.NewRequest(http.MethodPost, "http://"+g.place.Address+path, strings.NewReader(body))
	require.NoError(t, err)
	for key, value := range map[string]string{Case: name, "X-Route": r.route, Fault: r.fault, Failures: strconv.Itoa(r.failures),
		"Content-Type": "application/json", "X-Ai-Gateway-Attempts": "yes", "Authorization": "Bearer sk-client"} {
		q.Header.Set(key, value)
	}
	if r.more[0] != "" {
		q.Header.Set(r.more[0], r.more[1])
	}
	response, err = (&http.Client{Timeout: 20 * time.Second}).Do(q)
	return response, name, err
}

func (g *gateway) send(t *testing.T, r request) outcome {
	response, name, err := g.open(t, r)
	if err != nil {
		return outcome{err: err, upstream: g.Asked(name)}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return outcome{response.StatusCode, response.Header, string(body), err, g.Asked(name)}
}

// history is what the answer says of the attempts: for each, which of the
// route's providers it was, the key's number, and how it ended.
func (o *outcome) history() (attempts []attempt) {
	text := o.header.Get("X-Ai-Gateway-Attempts")
	if text == "" {
		return nil
	}
	for entry := range strings.SplitSeq(text, ", ") {
		who, rest, _ := strings.Cut(entry, "#")
		key, end, _ := strings.Cut(rest, " ")
		if strings.HasSuffix(end, "no answer") {
			end = "no answer" // Envoy does not tell the next attempt a status
		}
		attempts = append(attempts, attempt{who[strings.LastIndexByte(who, '-')+1:], key, end})
	}
	return attempts
}

type attempt struct{ provider, key, end string }

// distinct tells whether no element is there twice.
func distinct[E comparable](list []E) bool {
	for i, e := range list {
		if slices.Contains(list[:i], e) {
			return false
		}
	}
	return true
}
