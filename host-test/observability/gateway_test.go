package observability_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/envoyhost"
	"aigateway/host-test/manifest"
	"aigateway/host-test/observability/ledger"
	"aigateway/host-test/stattags"
)

// The plugins' configurations. The price of the house's own model is in USD
// per million tokens, as prices are listed.
const (
	statisticsConfig = `{"prices": [{"model": "house-7b", "input": 0.04, "output": 0.09}]}`
	proxyConfig      = `{"_rules_": [
		{"_match_route_": ["chat", "agents"], "provider": {"type": "openai", "apiTokens": ["sk-1"], "modelMapping": {"claude-*": "gpt-4o-mini"}}},
		{"_match_route_": ["claude"], "provider": {"type": "claude", "apiTokens": ["sk-2"], "modelMapping": {"gpt-*": "claude-haiku-4-5"}}}
	]}`
)

// Where a plugin is: in a module of its own, or in that of all plugins.
func itsOwn(plugin string) string { return plugin + ".wasm" }
func allInOne(string) string      { return "ai-gateway.wasm" }

// gateway is an Envoy under test.
type gateway struct {
	*envoyhost.Envoy
	address, admin string
}

// startProvider serves the calls of all numbers.
func startProvider(t *testing.T) (*ledger.Provider, *httptest.Server) {
	provider := &ledger.Provider{Prices: prices, Order: func(number int) ledger.Order { return callOf(number).order }}
	server := httptest.NewServer(provider)
	t.Cleanup(server.Close)
	return provider, server
}

// startGateway runs ai-statistics and ai-proxy in an Envoy with the labels that
// tags make. module gives the file in dist/envoy that has a plugin.
func startGateway(t *testing.T, server *httptest.Server, tags []stattags.Tag, module func(plugin string) string) gateway {
	addresses := hosttest.FreeAddresses(t, 2)
	set := routes(server.Listener.Addr().String())
	for _, p := range []struct{ name, config string }{{"ai-statistics", statisticsConfig}, {"ai-proxy", proxyConfig}} {
		set.Plugins = append(set.Plugins, manifest.Plugin{
			Name: p.name, RootID: p.name, Config: []byte(p.config),
			URL: "file://" + filepath.Join(hosttest.Root(), "dist", "envoy", module(p.name)),
		})
	}
	bootstrap, err := envoyhost.Render(set, envoyhost.Options{
		Listen: addresses[0], Admin: addresses[1], AccessLog: os.DevNull, StatsTags: tags, StatsFlush: time.Second,
	})
	require.NoError(t, err)
	envoy, err := envoyhost.Start(context.Background(), bootstrap, envoyhost.StartOptions{Workers: 2, Ready: 3 * time.Minute})
	require.NoError(t, err)
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(envoy.Log())
		}
		assert.NotContains(t, envoy.Log(), "panic")
		require.NoError(t, envoy.Close())
	})
	g := gateway{envoy, addresses[0], addresses[1]}
	require.Eventually(t, g.serves, 30*time.Second, 50*time.Millisecond, "the gateway does not answer")
	return g
}

// serves tells whether the plugins are there: Envoy is ready a moment before
// its workers have their VMs. A request without a body is counted by nobody.
func (g gateway) serves() bool {
	request, err := http.NewRequest(http.MethodGet, "http://"+g.address+"/v1/models", nil)
	if err != nil {
		return false
	}
	request.Host = "direct.test"
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusNotFound // which the provider says
}

// routes are those of kinds, each with a host of its own.
func routes(provider string) *manifest.Set {
	set := hosttest.OneRoute(provider)
	endpoints := set.Clusters[0].Endpoints
	set.Clusters, set.Routes = nil, nil
	for _, name := range []string{openai, claude} {
		set.Clusters = append(set.Clusters, manifest.Cluster{Name: name, Endpoints: endpoints})
	}
	known := map[string]bool{}
	for _, k := range kinds {
		if known[k.route] {
			continue
		}
		known[k.route] = true
		set.Routes = append(set.Routes, manifest.Route{
			Name: k.route, Hosts: []string{k.route + ".test"}, Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
			Backends: []manifest.Backend{{Cluster: k.upstream, Weight: 1}},
		})
	}
	return set
}
