package gateway_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/engine"
	"aigateway/host-test/gateway"
)

// BenchmarkExchange is the cost of a small exchange through one probe.
func BenchmarkExchange(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }))
	defer server.Close()
	for name, code := range map[string]func() ([]byte, error){"native": nil, "wazero": probes[engine.Envoy]} {
		b.Run(name, func(b *testing.B) {
			o := options(server, "")
			if code != nil {
				module, err := code()
				require.NoError(b, err)
				o.Native = nil
				o.Load = func(string) ([]byte, error) { return module, nil }
			}
			g, err := gateway.New(o)
			require.NoError(b, err)
			front := httptest.NewServer(g)
			defer front.Close()
			b.ReportAllocs()
			for b.Loop() {
				response, err := http.Get(front.URL)
				require.NoError(b, err)
				_, _ = io.Copy(io.Discard, response.Body)
				_ = response.Body.Close()
			}
		})
	}
}
