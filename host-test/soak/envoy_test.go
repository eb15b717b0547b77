// Package soak_test proves in a real Envoy, with the real module, what only
// load and time can show: nothing is lost, nothing leaks, nothing falls over.
// It has no cases of its own; what one exchange must look like is proven in
// the plugins' case files.
package soak_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/envoyhost"
	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
)

// bodyLimit is the documented default of a gateway, in bytes.
const bodyLimit = 32 << 20

// listener is one way into the Envoy of a test: a plugin with one
// configuration, in front of one provider.
type listener struct {
	plugin, module, config string
	provider               string // HOST:PORT
}

// proxy is ai-proxy in front of a provider of a type. Names of models become
// other names, so that bodies are edited even where the protocol stays.
func proxy(module, kind, provider string) listener {
	return listener{"ai-proxy", module, fmt.Sprintf(
		`{"provider":{"type":%q,"apiTokens":["sk-soak"],"modelMapping":{"short":"bench-1","long":"bench-50","paced":"bench-20-paced"}}}`, kind), provider}
}

// module is the one that is shipped.
func module() string { return filepath.Join(hosttest.Root(), "dist", "envoy", "ai-proxy.wasm") }

// build compiles a module as the Makefile does, with build tags.
func build(t *testing.T, directory, tags string) string {
	file := filepath.Join(t.TempDir(), "module.wasm")
	command := exec.Command("go", "build", "-trimpath", "-buildmode=c-shared", "-ldflags=-s -w",
		"-gcflags=aigateway/common/codec/...=-l", "-tags", tags, "-o", file, directory)
	command.Dir = hosttest.Root()
	command.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	out, err := command.CombinedOutput()
	require.NoError(t, err, string(out))
	return file
}

// gateway is an Envoy under test.
type gateway struct {
	*envoyhost.Envoy
	t         *testing.T
	addresses []string // of the listeners
	before    map[string]int64
}

// start runs Envoy with a listener each, until the test ends. At the end it
// checks what no load may change: the process, and that every VM lives.
func start(t *testing.T, workers int, listeners ...listener) *gateway {
	addresses := hosttest.FreeAddresses(t, len(listeners)+1)
	var sites []envoyhost.Site
	for i, l := range listeners {
		set := hosttest.OneRoute(l.provider)
		cluster := fmt.Sprintf("outbound|80||provider-%d.static", i) // one name is one cluster in all of Envoy
		set.Clusters[0].Name, set.Routes[0].Backends[0].Cluster = cluster, cluster
		set.Plugins = []manifest.Plugin{{Name: l.plugin, RootID: l.plugin, URL: "file://" + l.module, Config: []byte(l.config)}}
		sites = append(sites, envoyhost.Site{Set: set, Listen: addresses[i]})
	}
	bootstrap, err := envoyhost.RenderSites(sites, envoyhost.Options{
		Admin: addresses[len(listeners)], AccessLog: os.DevNull, BodyLimit: bodyLimit})
	require.NoError(t, err)
	envoy, err := envoyhost.Start(context.Background(), bootstrap, envoyhost.StartOptions{Workers: workers, Ready: 3 * time.Minute})
	require.NoError(t, err)
	t.Cleanup(func() { _ = envoy.Close() })
	g := &gateway{Envoy: envoy, t: t, addresses: addresses[:len(listeners)]}
	g.serveOnce()
	g.before = g.vms()
	return g
}

// serveOnce waits until the plugins answer: Envoy is ready a moment before its
// workers have their VMs.
func (g *gateway) serveOnce() {
	for _, address := range g.addresses {
		require.Eventually(g.t, func() bool {
			response, err := http.Get("http://" + address + "/v1/models")
			return err == nil && response.Body.Close() == nil && response.StatusCode < 500
		}, 20*time.Second, 50*time.Millisecond)
	}
}

// vms are Envoy's counts of VMs: made, alive, failed, made anew.
func (g *gateway) vms() map[string]int64 {
	counts := g.stats("wasm")
	for name := range counts {
		if strings.HasPrefix(name, "wasmcustom.") {
			delete(counts, name) // the plugins' own
		}
	}
	return counts
}

func (g *gateway) stats(prefix string) map[string]int64 {
	stats, err := g.Admin().Stats(context.Background(), prefix)
	require.NoError(g.t, err)
	return stats
}

// isWell fails the test unless this is still the first process with the first
// VMs.
func (g *gateway) isWell() {
	select {
	case <-g.Exited():
		require.Fail(g.t, "Envoy is gone", g.Log())
	default:
	}
	assert.Equal(g.t, g.before, g.vms(), "a VM failed or was made anew")
	assert.NotContains(g.t, g.Log(), "panic")
}

// active are the gauges of requests in flight.
var active = regexp.MustCompile(`\.(downstream|upstream)_rq_active$`)

// isIdle waits until no request is in flight on either side.
func (g *gateway) isIdle() {
	left := func() map[string]int64 {
		stats := g.stats("(http.clients|cluster)")
		for name, n := range stats {
			if !active.MatchString(name) || n == 0 {
				delete(stats, name)
			}
		}
		return stats
	}
	assert.Eventually(g.t, func() bool { return len(left()) == 0 }, 10*time.Second, 100*time.Millisecond)
	assert.Empty(g.t, left(), "requests that nobody waits for")
}

// loadProvider is a provider that answers as fast as it can.
func loadProvider(t *testing.T) (address string) {
	url, stop, err := upstream.StartLoad("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	return strings.TrimPrefix(url, "http://")
}
