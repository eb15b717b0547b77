package hosttest

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	"aigateway/host-test/envoyhost"
	"aigateway/host-test/gateway"
	"aigateway/host-test/guests/teller"
	"aigateway/host-test/manifest"
)

// tellers is a set with a teller of that configuration in front of a provider.
func tellers(t *testing.T, provider *httptest.Server, configs ...string) *manifest.Set {
	set := OneRoute(provider.Listener.Addr().String())
	url := "file://" + buildTeller(t)
	for _, config := range configs {
		set.Plugins = append(set.Plugins, manifest.Plugin{Name: "teller", RootID: "teller", URL: url, Config: []byte(config)})
	}
	return set
}

// tellingGateway serves a set of tellers, compiled in, with these options.
func tellingGateway(t *testing.T, set *manifest.Set, options gateway.Options) (*gateway.Gateway, string) {
	options.Set, options.Workers = set, 1
	options.Native = Natives{set.Plugins[0].URL: func() abi.Guest { return plugin.Guest(teller.Plugin()) }}
	g, err := gateway.New(options)
	require.NoError(t, err)
	server := httptest.NewServer(g)
	t.Cleanup(func() {
		server.Close()
		require.NoError(t, g.Close(context.Background()))
	})
	return g, server.Listener.Addr().String()
}

// runningEnvoy serves a set on a real Envoy with these options.
func runningEnvoy(t *testing.T, set *manifest.Set, options envoyhost.Options) (*envoyhost.Envoy, string) {
	addresses := FreeAddresses(t, 2)
	options.Listen, options.Admin = addresses[0], addresses[1]
	if options.AccessLog == "" {
		options.AccessLog = os.DevNull
	}
	bootstrap, err := envoyhost.Render(set, options)
	require.NoError(t, err)
	envoy, err := envoyhost.Start(t.Context(), bootstrap, envoyhost.StartOptions{Workers: 1, LogFlush: 5 * time.Millisecond})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, envoy.Close()) })
	return envoy, addresses[0]
}

func buildTeller(t *testing.T) string {
	file := filepath.Join(t.TempDir(), "teller.wasm")
	command := exec.Command("go", "build", "-trimpath", "-buildmode=c-shared", "-o", file, "aigateway/host-test/guests/teller/wasm")
	command.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	out, err := command.CombinedOutput()
	require.NoError(t, err, string(out))
	return file
}
