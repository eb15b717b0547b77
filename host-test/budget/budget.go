// Package budget measures what a plugin costs in numbers that are exact and
// the same on every machine: how often it calls its host, and how many bytes
// it allocates. It drives the compiled module without a network.
package budget

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/engine"
	"aigateway/host-test/wazerohost"
)

// Meter is one worker with one plugin.
type Meter struct {
	t      *testing.T
	loader *wazerohost.Loader
	worker *engine.Worker
	env    *engine.Environment
	last   engine.Report
}

// New builds a plugin so that it tells what it allocates, and starts it.
func New(t *testing.T, plugin, config string) *Meter {
	loader, err := wazerohost.NewLoader(wazerohost.Options{Flavour: engine.Envoy, CacheDir: filepath.Join(hosttest.Root(), ".cache", "wazero")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = loader.Close() })
	code, err := os.ReadFile(build(t, plugin))
	require.NoError(t, err)
	module, err := loader.Load(code)
	require.NoError(t, err)
	m := &Meter{t: t, loader: loader, env: &engine.Environment{
		Flavour: engine.Envoy, Shared: engine.NewSharedData(), Metrics: engine.NewMetrics(nil), LogLevel: 3,
		RequestLimit: 32 << 20, ResponseLimit: 32 << 20,
	}}
	m.worker, err = engine.NewWorker(m.env, []engine.Plugin{{
		Name: plugin, RootID: plugin, Code: "metered", Module: module, Config: []byte(config), HeadersStopIteration: true,
	}})
	require.NoError(t, err)
	t.Cleanup(m.worker.Close)
	return m
}

func build(t *testing.T, plugin string) string {
	file := filepath.Join(t.TempDir(), "metered.wasm")
	command := exec.Command("go", "build", "-trimpath", "-tags", "allocmeter", "-buildmode=c-shared", "-ldflags=-s -w",
		"-gcflags=aigateway/common/codec/...=-l", "-o", file, "./plugins/"+plugin+"/wasm")
	command.Dir = hosttest.Root()
	command.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	out, err := command.CombinedOutput()
	require.NoError(t, err, string(out))
	return file
}

// Memory is the size of the VM's linear memory in bytes.
func (m *Meter) Memory() uint64 { return m.worker.VMs()[0] }

// Series is how many metrics there are.
func (m *Meter) Series() int { return len(m.env.Metrics.Samples()) }

// Calls is how often each host function was called so far.
func (m *Meter) Calls() map[string]uint64 { return m.loader.Calls() }

// Last is how the last exchange ended.
func (m *Meter) Last() engine.Report { return m.last }

// allocated is how many bytes the VM has allocated so far.
func (m *Meter) allocated() (bytes uint64) {
	for _, s := range m.env.Metrics.Samples() {
		if s.Name == "plugin_allocated_bytes" {
			bytes = s.Value
		}
	}
	return bytes
}

// Cost is what one exchange needs.
type Cost struct {
	// Calls are of the host, by function. The three that tell what was
	// allocated do not count.
	Calls map[string]float64
	Total float64
	Bytes float64
}

// Measure returns what one of many equal exchanges costs when all buffers have
// found their size.
func (m *Meter) Measure(exchange func()) Cost {
	for range 50 {
		exchange()
	}
	const n = 200
	before, bytes := maps.Clone(m.Calls()), m.allocated()
	for range n {
		exchange()
	}
	cost := Cost{Calls: map[string]float64{}, Bytes: float64(m.allocated()-bytes) / n}
	for name, count := range m.Calls() {
		calls := float64(count-before[name]) / n
		if strings.HasSuffix(name, "_record_metric") {
			calls-- // the meter's own
		}
		if calls != 0 {
			cost.Calls[name] = calls
			cost.Total += calls
		}
	}
	return cost
}

// Begin sends a request and returns its stream.
func (m *Meter) Begin(path, body string, headers ...[2]string) *engine.Stream {
	s := m.worker.NewStream(engine.StreamConfig{Router: nowhere{}, Client: silent{m}})
	s.RequestHeaders(engine.NewHeaders(append([][2]string{
		{":method", "POST"}, {":path", path}, {":authority", "gateway.test"}, {":scheme", "http"}, {"content-type", "application/json"},
		{"authorization", "Bearer sk-client"}, {"accept-encoding", "gzip"}, {"user-agent", "meter"}, {"accept", "*/*"},
		{"x-request-id", "6f3c"}, {"x-forwarded-proto", "http"},
	}, headers...)...), false)
	s.RequestData([]byte(body), true)
	return s
}

// Answer answers a request in pieces, with status 200.
func Answer(s *engine.Stream, contentType string, pieces ...string) {
	s.ResponseHeaders(engine.NewHeaders([2]string{":status", "200"}, [2]string{"content-type", contentType}, [2]string{"server", "x"}), false)
	for i, piece := range pieces {
		s.ResponseData([]byte(piece), i == len(pieces)-1)
	}
}

// nowhere is an upstream that takes everything and says nothing.
type nowhere struct{}

func (nowhere) Route(*engine.Headers) *engine.Route { return &engine.Route{Name: "r", Cluster: "c"} }
func (nowhere) Hosts(string) [][2]string            { return nil }
func (nowhere) Open(*engine.Stream, *engine.Route, *engine.Headers, bool) (engine.Exchange, *engine.Failure) {
	return swallow{}, nil
}

type swallow struct{}

func (swallow) Data([]byte, bool)        {}
func (swallow) Trailers(*engine.Headers) {}
func (swallow) Cancel()                  {}

// silent is a client that remembers only how its last exchange ended.
type silent struct{ m *Meter }

func (silent) Headers(*engine.Headers, bool) {}
func (silent) Data([]byte, bool)             {}
func (silent) Trailers(*engine.Headers)      {}
func (silent) Reset()                        {}
func (s silent) Done(r engine.Report)        { s.m.last = r }
