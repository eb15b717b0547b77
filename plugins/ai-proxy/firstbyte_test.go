package aiproxy_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
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

// TestFirstByteTimeout has a provider that sends nothing for too long.
func TestFirstByteTimeout(t *testing.T) {
	release := make(chan struct{})
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(release); provider.Close() })
	urls := map[string]string{
		"native": "file://native", "wazero": module("envoy"), "higress": module("higress"), "envoy": module("envoy"),
	}
	for _, host := range hosttest.HostNames {
		t.Run(host, func(t *testing.T) {
			set := hosttest.OneRoute(provider.Listener.Addr().String())
			set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", URL: urls[host],
				Config: []byte(`{"provider":{"type":"claude","apiTokens":["k"],"firstByteTimeout":300}}`)}}
			address := hosttest.Serve(t, host, set, hosttest.Natives{
				urls["native"]: func() abi.Guest { return plugin.Guest(aiproxy.Plugin()) },
			})
			begin := time.Now()
			response, err := http.Post("http://"+address+"/v1/chat/completions", "application/json",
				strings.NewReader(`{"model":"m","stream":true,"messages":[{"role":"user","content":"hi"}]}`))
			require.NoError(t, err)
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			assert.Equal(t, http.StatusGatewayTimeout, response.StatusCode)
			assert.Contains(t, string(body), "the provider sent nothing within firstByteTimeout")
			assert.GreaterOrEqual(t, time.Since(begin), 300*time.Millisecond)
		})
	}
}

func module(flavour string) string {
	return "file://" + hosttest.Root() + "/dist/" + flavour + "/ai-proxy.wasm"
}
