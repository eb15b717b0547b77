package hosttest

import (
	"context"
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
)

// HostNames are the hosts that everything runs on: the plugin compiled in, the
// module for Envoy in the embedded gateway, the module for Higress in the
// embedded gateway as Higress, and the module for Envoy in a real Envoy.
var HostNames = []string{"native", "wazero", "higress", "envoy"}

// Natives makes plugins that are compiled in, by the URL of the module that
// they take the place of.
type Natives = map[string]func() abi.Guest

// Serve serves one set on a host until the test ends, and returns its address.
func Serve(t *testing.T, host string, set *manifest.Set, natives Natives) string {
	if host == "envoy" {
		return serveEnvoy(t, []*manifest.Set{set})[0]
	}
	_, address := serveGateway(t, host, set, natives)
	return address
}

// serveGateway starts the embedded gateway, whose set can be replaced.
func serveGateway(t *testing.T, host string, set *manifest.Set, natives Natives) (*gateway.Gateway, string) {
	options := gateway.Options{
		Set: set, Load: LoadModule, Workers: 1, Flavour: engine.Envoy, HeadersStopIteration: true, PinRoutes: true,
		CacheDir: filepath.Join(Root(), ".cache", "wazero"), BodyLimit: 32 << 20,
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
	return g, server.Listener.Addr().String()
}

// serveEnvoy serves all sets with one Envoy, a listener each: it compiles a
// module once a process.
func serveEnvoy(t *testing.T, sets []*manifest.Set) (addresses []string) {
	var sites []envoyhost.Site
	addresses = FreeAddresses(t, len(sets)+1)
	for i, set := range sets {
		sites = append(sites, envoyhost.Site{Set: set, Listen: addresses[i]})
	}
	bootstrap, err := envoyhost.RenderSites(sites, envoyhost.Options{Admin: addresses[len(sets)], AccessLog: os.DevNull})
	require.NoError(t, err)
	envoy, err := envoyhost.Start(context.Background(), bootstrap, envoyhost.StartOptions{Workers: 1})
	require.NoError(t, err)
	t.Cleanup(func() { _ = envoy.Close() })
	return addresses
}

// OneRoute is a set that sends every request to address, through the cluster
// outbound|80||provider.static, and has no plugin yet.
func OneRoute(address string) *manifest.Set { return oneRoute("provider", address) }

func oneRoute(name, address string) *manifest.Set {
	host, text, _ := net.SplitHostPort(address)
	port, _ := strconv.Atoi(text)
	cluster := "outbound|80||" + name + ".static"
	return &manifest.Set{
		Routes: []manifest.Route{{
			Name: "case", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
			Backends: []manifest.Backend{{Cluster: cluster, Weight: 1}},
		}},
		Clusters: []manifest.Cluster{{Name: cluster, Endpoints: []manifest.Endpoint{{Host: host, Port: port, Weight: 1}}}},
	}
}

// LoadModule reads a module from file://PATH.
func LoadModule(url string) ([]byte, error) {
	return os.ReadFile(strings.TrimPrefix(url, "file://"))
}

// FreeAddress returns an address of this machine that nobody listens to.
func FreeAddress(t *testing.T) string { return FreeAddresses(t, 1)[0] }

// FreeAddresses returns n different ones.
func FreeAddresses(t *testing.T, n int) (addresses []string) {
	for range n {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer listener.Close()
		addresses = append(addresses, listener.Addr().String())
	}
	return addresses
}
