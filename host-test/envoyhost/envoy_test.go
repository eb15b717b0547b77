package envoyhost

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	bootstrapv3 "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	mutationrulesv3 "github.com/envoyproxy/go-control-plane/envoy/config/common/mutation_rules/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	mutationv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/header_mutation/v3"
	luav3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/lua/v3"
	hcmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/anypb"

	"aigateway/host-test/manifest"
)

// start runs Envoy or skips where there is none.
func start(t *testing.T, bootstrap []byte, opts StartOptions) *Envoy {
	t.Helper()
	opts.Workers = 1
	e, err := Start(t.Context(), bootstrap, opts)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}

// anywhere leaves the ports to the system.
var anywhere = Options{Listen: "127.0.0.1:0", Admin: "127.0.0.1:0"}

func at(sets ...*manifest.Set) []Site {
	var sites []Site
	for _, set := range sets {
		sites = append(sites, Site{Set: set, Listen: "127.0.0.1:0"})
	}
	return sites
}

func (e *Envoy) url(t *testing.T) string {
	t.Helper()
	address, err := e.Admin().Listener(t.Context(), Listener)
	require.NoError(t, err)
	return "http://" + address
}

// upstream answers with its name and with what it got.
func upstream(t *testing.T, name string) manifest.Cluster {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s got %s %s %s %d bytes %s", name, r.Method, r.Host, r.URL, len(body), r.Header.Get("X-First-Cluster"))
	}))
	t.Cleanup(server.Close)
	return clusterAt(t, name, server)
}

func clusterAt(t *testing.T, name string, server *httptest.Server) manifest.Cluster {
	t.Helper()
	host, port, err := net.SplitHostPort(server.Listener.Addr().String())
	require.NoError(t, err)
	number, err := strconv.Atoi(port)
	require.NoError(t, err)
	return manifest.Cluster{
		Name: "outbound|80||" + name + ".static", Endpoints: []manifest.Endpoint{{Host: host, Port: number, Weight: 1}},
	}
}

func prefix(name, path string, clusters ...manifest.Cluster) manifest.Route {
	route := manifest.Route{Name: name, Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: path}}
	for _, c := range clusters {
		route.Backends = append(route.Backends, manifest.Backend{Cluster: c.Name, Weight: 50})
	}
	return route
}

func get(t *testing.T, url string, edit ...func(*http.Request)) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	for _, e := range edit {
		e(request)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(body)
}

func host(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }

func TestRequestsReachTheClusterOfTheirRoute(t *testing.T) {
	a, b := upstream(t, "a"), upstream(t, "b")
	byHost, byMethod, byHeader := prefix("host", "/", b), prefix("method", "/m", b), prefix("header", "/h", b)
	byHost.Hosts = []string{"*.example.com"}
	byMethod.Methods = []string{"GET", "HEAD"}
	byHeader.Headers = []manifest.HeaderMatch{{Name: "x-team", Value: "blue"}}
	exact, pattern := prefix("exact", "", b), prefix("pattern", "", b)
	exact.Path = manifest.PathMatch{Type: manifest.PathExact, Value: "/exact"}
	pattern.Path = manifest.PathMatch{Type: manifest.PathRegex, Value: "/r/[a-z]+"}
	set := &manifest.Set{
		Clusters: []manifest.Cluster{a, b},
		Routes:   []manifest.Route{byHost, exact, byMethod, byHeader, pattern, prefix("rest", "/v1", a)},
	}
	config, err := Render(set, anywhere)
	require.NoError(t, err)
	again, err := Render(set, anywhere)
	require.NoError(t, err)
	require.Equal(t, string(config), string(again))

	var accessLog syncBuffer
	e := start(t, config, StartOptions{Stdout: &accessLog})
	url := e.url(t)
	for path, want := range map[string]string{
		"/v1/x?q=1": "a got", "/v1": "a got", "/exact": "b got", "/exact/not": "", "/m/x": "b got", "/h": "", "/r/abc": "b got", "/r/abc/d": "", "/v12": "",
	} {
		status, body := get(t, url+path)
		if want == "" {
			require.Equal(t, http.StatusNotFound, status, path)
			continue
		}
		require.Equal(t, http.StatusOK, status, path)
		require.Contains(t, body, want, path)
	}
	_, body := get(t, url+"/h", func(r *http.Request) { r.Header.Set("X-Team", "blue") })
	require.Contains(t, body, "b got")
	_, body = get(t, url+"/anything", host("ai.example.com:8080"))
	require.Contains(t, body, "b got GET ai.example.com:8080 /anything")

	require.Eventually(t, func() bool { return strings.Contains(accessLog.String(), `"route_name":"rest"`) }, 15*time.Second, 50*time.Millisecond)
	stats, err := e.Admin().Stats(t.Context(), "http.clients.downstream_rq")
	require.NoError(t, err)
	require.Positive(t, stats["http.clients.downstream_rq_total"])
	cpu, err := e.CPU()
	require.NoError(t, err)
	require.Positive(t, cpu)
	rss, err := e.RSS()
	require.NoError(t, err)
	require.Greater(t, rss, int64(10<<20))
}

// rewriting is what a plugin does to a request, in Lua: another host, another
// path, and the route chosen anew.
const rewriting = `function envoy_on_request(handle)
  handle:headers():replace(":path", "/b/rewritten")
  handle:headers():replace(":authority", "other.example.com")
  handle:clearRouteCache()
  handle:headers():add("x-route", tostring(handle:streamInfo():routeName()))
end`

// firstCluster tells the upstream which cluster was chosen before the plugins.
func firstCluster(t *testing.T) *hcmv3.HttpFilter {
	t.Helper()
	config, err := anypb.New(&mutationv3.HeaderMutation{Mutations: &mutationv3.Mutations{
		RequestMutations: []*mutationrulesv3.HeaderMutation{{
			Action: &mutationrulesv3.HeaderMutation_Append{Append: &corev3.HeaderValueOption{
				Header: &corev3.HeaderValue{Key: "x-first-cluster", Value: "%UPSTREAM_CLUSTER_RAW%"},
			}},
		}},
	}})
	require.NoError(t, err)
	return &hcmv3.HttpFilter{Name: "first-cluster", ConfigType: &hcmv3.HttpFilter_TypedConfig{TypedConfig: config}}
}

// withLua puts the script where the plugins of the set would be.
func withLua(t *testing.T, b *bootstrapv3.Bootstrap, script string) {
	t.Helper()
	filter := b.StaticResources.Listeners[0].FilterChains[0].Filters[0]
	var manager hcmv3.HttpConnectionManager
	require.NoError(t, filter.GetTypedConfig().UnmarshalTo(&manager))
	lua, err := anypb.New(&luav3.Lua{DefaultSourceCode: &corev3.DataSource{
		Specifier: &corev3.DataSource_InlineString{InlineString: script},
	}})
	require.NoError(t, err)
	for i, f := range manager.HttpFilters {
		if strings.HasPrefix(f.Name, "envoy.filters.http.wasm/") {
			manager.HttpFilters[i] = &hcmv3.HttpFilter{Name: "lua", ConfigType: &hcmv3.HttpFilter_TypedConfig{TypedConfig: lua}}
		}
	}
	manager.HttpFilters = append([]*hcmv3.HttpFilter{firstCluster(t)}, manager.HttpFilters...)
	require.NoError(t, filter.GetTypedConfig().MarshalFrom(&manager))
}

func TestTheFirstRouteStaysWhenAPluginRewritesTheRequest(t *testing.T) {
	a, b := upstream(t, "a"), upstream(t, "b")
	elsewhere := prefix("elsewhere", "/", b)
	elsewhere.Hosts = []string{"other.example.com"}
	set := &manifest.Set{
		Clusters: []manifest.Cluster{a, b},
		Plugins:  []manifest.Plugin{{Name: "p", URL: "file://p.wasm"}},
		Routes:   []manifest.Route{elsewhere, prefix("a", "/a", a), prefix("b", "/b", b), prefix("split", "/split", a, b)},
	}
	config, err := bootstrap(at(set), anywhere)
	require.NoError(t, err)
	withLua(t, config, rewriting)
	text, err := toYAML(config)
	require.NoError(t, err)
	var accessLog syncBuffer
	e := start(t, text, StartOptions{Stdout: &accessLog})
	url := e.url(t)

	_, body := get(t, url+"/a/x")
	require.Contains(t, body, "a got GET other.example.com /b/rewritten")
	_, body = get(t, url+"/b/x")
	require.Contains(t, body, "b got GET other.example.com /b/rewritten")

	// A weighted choice is drawn once: both clusters get their share, and
	// what the log names is where the request went.
	seen := map[string]int{}
	for range 60 {
		_, body = get(t, url+"/split")
		seen[body[:1]]++
		require.Contains(t, body, "outbound|80||"+body[:1]+".static", "the cluster was drawn twice")
	}
	require.Greater(t, seen["a"], 10)
	require.Greater(t, seen["b"], 10)
	require.Eventually(t, func() bool { return strings.Count(accessLog.String(), `"route_name":"split"`) == 60 }, 15*time.Second, 50*time.Millisecond)
	require.Contains(t, accessLog.String(), `"route_name":"a"`)
}

func TestWhatEnvoyRefusesIsToldInItsWords(t *testing.T) {
	_, err := Start(t.Context(), []byte("no_such_field: 1\n"), StartOptions{})
	require.ErrorContains(t, err, "no_such_field")
	_, err = Start(context.Background(), nil, StartOptions{Binary: "/nonexistent/envoy"})
	require.ErrorContains(t, err, "cannot start Envoy")
}

// syncBuffer is a buffer that a process writes while a test reads.
type syncBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
