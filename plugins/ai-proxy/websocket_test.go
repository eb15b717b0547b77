package aiproxy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	"aigateway/host-test/engine"
	"aigateway/host-test/native"
	aiproxy "aigateway/plugins/ai-proxy"
)

// TestWebsocket has the headers of a websocket go on at once: its request has no
// end that could be waited for.
func TestWebsocket(t *testing.T) {
	module := native.New(engine.Marker021, func() abi.Guest { return plugin.Guest(aiproxy.Plugin()) })
	worker, err := engine.NewWorker(&engine.Environment{Flavour: engine.Envoy, Shared: engine.NewSharedData(), Metrics: engine.NewMetrics(nil),
		RequestLimit: 1 << 20, ResponseLimit: 1 << 20}, []engine.Plugin{{
		Name: "ai-proxy", RootID: "ai-proxy", Code: "native", Module: module, HeadersStopIteration: true,
		Config: []byte(`{"provider":{"type":"openai","apiTokens":["k"],"modelMapping":{"*":"m"}}}`),
	}})
	require.NoError(t, err)
	t.Cleanup(worker.Close)
	var sent upstreamHeaders
	s := worker.NewStream(engine.StreamConfig{Router: &sent, Client: nobody{}})
	s.RequestHeaders(engine.NewHeaders([2]string{":method", "GET"}, [2]string{":path", "/v1/realtime?model=gpt-realtime"}, [2]string{":authority", "gateway.test"},
		[2]string{":scheme", "http"}, [2]string{"connection", "Upgrade"}, [2]string{"upgrade", "websocket"}, [2]string{"authorization", "Bearer sk-client"}), false)
	assert.Equal(t, "api.openai.com/v1/realtime?model=gpt-realtime Bearer k", sent.line)
	s.Abort()
}

// upstreamHeaders notes what goes on.
type upstreamHeaders struct{ line string }

func (*upstreamHeaders) Route(*engine.Headers) *engine.Route {
	return &engine.Route{Name: "r", Cluster: "c"}
}
func (*upstreamHeaders) Hosts(string) [][2]string { return nil }
func (u *upstreamHeaders) Open(_ *engine.Stream, _ *engine.Route, h *engine.Headers, _ bool) (engine.Exchange, *engine.Failure) {
	u.line = h.Value(":authority") + h.Value(":path") + " " + h.Value("authorization")
	return silentUpstream{}, nil
}

type silentUpstream struct{}

func (silentUpstream) Data([]byte, bool)        {}
func (silentUpstream) Trailers(*engine.Headers) {}
func (silentUpstream) Cancel()                  {}

type nobody struct{}

func (nobody) Headers(*engine.Headers, bool) {}
func (nobody) Data([]byte, bool)             {}
func (nobody) Trailers(*engine.Headers)      {}
func (nobody) Reset()                        {}
func (nobody) Done(engine.Report)            {}
