package hosttest

import (
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
	"aigateway/host-test/envoyhost"
	"aigateway/host-test/gateway"
	"aigateway/host-test/manifest"
	"aigateway/host-test/stattags"
)

// HostNames are the hosts that everything runs on: the plugin compiled in, the
// module for Envoy in the embedded gateway, the module for Higress in the
// embedded gateway as Higress, and the module for Envoy in a real Envoy.
var HostNames = []string{"native", "wazero", "higress", "envoy"}

// Natives makes plugins that are compiled in, by the URL of the module that
// they take the place of.
type Natives = map[string]func() abi.Guest

// Upstreams say how a host reaches its clusters. What is zero is its own
// default.
type Upstreams struct {
	ConnectTimeout time.Duration
	MaxPending     int
	NameServer     string // HOST:PORT
	// Health is as [envoyhost.Options] has it.
	Health time.Duration
	// Retries has Envoy make ai-proxy's attempts. They are call-outs of the
	// plugin without it, as on the other hosts.
	Retries bool
}

// Serve serves one set on a host until the test ends, and returns its address.
func Serve(t *testing.T, host string, set *manifest.Set, natives Natives) string {
	return ServeTo(t, host, set, natives, Upstreams{}).Address
}

// ServeTo is Serve with other ways to the clusters.
func ServeTo(t *testing.T, host string, set *manifest.Set, natives Natives, to Upstreams) Place {
	if host == "envoy" {
		return serveEnvoy(t, []site{{set: set}}, to)[0]
	}
	_, place := serveGateway(t, host, set, natives, to)
	return place
}

// serveGateway starts the embedded gateway, whose set can be replaced.
func serveGateway(t *testing.T, host string, set *manifest.Set, natives Natives, to Upstreams) (*gateway.Gateway, Place) {
	ended := &journal{}
	options := gateway.Options{
		Set: set, Load: LoadModule, Workers: 1, Flavour: engine.Envoy, HeadersStopIteration: true, PinRoutes: true,
		CacheDir: filepath.Join(Root(), ".cache", "wazero"), BodyLimit: 32 << 20, Ended: ended.report,
		ConnectTimeout: to.ConnectTimeout, MaxPending: to.MaxPending, NameServer: to.NameServer,
	}
	switch host {
	case "native":
		options.Native = natives
	case "higress":
		options.Flavour = engine.Higress
	}
	g, err := gateway.New(options)
	require.NoError(t, err)
	server := httptest.NewUnstartedServer(g)
	server.Config.Protocols = new(http.Protocols)
	server.Config.Protocols.SetHTTP1(true)
	server.Config.Protocols.SetUnencryptedHTTP2(true)
	server.Start()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		server.Close()
		require.NoError(t, g.Close(ctx))
	})
	return g, Place{Host: host, Address: server.Listener.Addr().String(), Metrics: g.Admin(), ended: ended}
}

// site is a set and the filter state that is looked at.
type site struct {
	set   *manifest.Set
	state []string
}

// serveEnvoy serves all sets with one Envoy, a listener each: it compiles a
// module once a process.
func serveEnvoy(t *testing.T, list []site, to Upstreams) (places []Place) {
	const any = "127.0.0.1:0"
	logs := &journals{sites: map[string]*journal{}}
	sites := make([]envoyhost.Site, len(list))
	for i, s := range list {
		sites[i] = envoyhost.Site{Set: s.set, Listen: any, State: s.state}
		ended := &journal{}
		logs.sites[envoyhost.ListenerName(i)] = ended
		places = append(places, Place{Host: "envoy", ended: ended})
	}
	bootstrap, err := envoyhost.RenderSites(sites, envoyhost.Options{
		Admin: any, AccessLog: os.DevNull, StatsFlush: statsFlush, CallOuts: !to.Retries,
		ConnectTimeout: to.ConnectTimeout, MaxPending: to.MaxPending, NameServer: to.NameServer, Health: to.Health})
	require.NoError(t, err)
	envoy, err := envoyhost.Start(context.Background(), bootstrap, envoyhost.StartOptions{
		Workers: 1, Stdout: logs, LogFlush: 5 * time.Millisecond})
	require.NoError(t, err)
	t.Cleanup(func() { _ = envoy.Close() })
	for i := range places {
		places[i].Metrics = pluginMetrics(envoy)
		places[i].Address, err = envoy.Admin().Listener(context.Background(), envoyhost.ListenerName(i))
		require.NoError(t, err)
	}
	return places
}

// pluginMetrics leaves out what Envoy counts by itself.
func pluginMetrics(e *envoyhost.Envoy) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, err := e.Admin().Read(r.Context(), "/stats/prometheus?filter=^"+stattags.Namespace)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		_, _ = w.Write(text) // to a recorder
	})
}

// OneRoute is a set that sends every request to address, through the cluster
// outbound|80||provider.static, and has no plugin yet.
func OneRoute(address string) *manifest.Set { return oneRoute("provider", address) }

func oneRoute(name, address string) *manifest.Set {
	cluster := clusterOf(name)
	return &manifest.Set{
		Routes: []manifest.Route{{
			Name: "case", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
			Backends: []manifest.Backend{{Cluster: cluster, Weight: 1}},
		}},
		Clusters: []manifest.Cluster{clusterAt(cluster, address)},
	}
}

func clusterAt(name, address string) manifest.Cluster {
	host, text, _ := net.SplitHostPort(address)
	port, _ := strconv.Atoi(text)
	return manifest.Cluster{Name: name, Endpoints: []manifest.Endpoint{{Host: host, Port: port, Weight: 1}}}
}

func clusterOf(name string) string { return "outbound|80||" + name + ".static" }

// LoadModule reads a module from file://PATH.
func LoadModule(url string) ([]byte, error) {
	return os.ReadFile(strings.TrimPrefix(url, "file://"))
}

// FreeAddress returns an address of this machine that nobody listens to.
func FreeAddress(t *testing.T) string { return FreeAddresses(t, 1)[0] }

// FreeAddresses returns n different ones. They are below the range that
// systems take ports of connections from: there, one that is free now may not
// be when a host that starts slowly comes to listen.
func FreeAddresses(t *testing.T, n int) (addresses []string) {
	const first, count = 10_000, 22_000
	for tries := 0; len(addresses) < n; tries++ {
		require.Less(t, tries, 100*n, "no ports are free")
		listener, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(first+rand.IntN(count)))
		if err != nil {
			continue
		}
		defer listener.Close()
		addresses = append(addresses, listener.Addr().String())
	}
	return addresses
}
