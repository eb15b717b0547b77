package engine_test

import (
	"context"
	"encoding/binary"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
)

// guest calls its VM directly, also where package abi has no function yet.
type guest struct {
	vm *engine.VM
	on map[string]func(g *guest) abi.Action
	// calls counts callbacks by name.
	calls map[string]int
}

func (g *guest) run(name string) abi.Action {
	g.calls[name]++
	if f := g.on[name]; f != nil {
		return f(g)
	}
	return abi.Continue
}

func (g *guest) VMStart(uint32, int) bool                          { return g.run("start") == abi.Continue }
func (g *guest) Configure(uint32, int) bool                        { return g.run("configure") == abi.Continue }
func (g *guest) Create(uint32, uint32)                             { g.run("create") }
func (g *guest) Tick(uint32)                                       { g.run("tick") }
func (g *guest) RequestHeaders(uint32, int, bool) abi.Action       { return g.run("request headers") }
func (g *guest) RequestBody(uint32, int, bool) abi.Action          { return g.run("request body") }
func (g *guest) RequestTrailers(uint32, int) abi.Action            { return g.run("request trailers") }
func (g *guest) ResponseHeaders(uint32, int, bool) abi.Action      { return g.run("response headers") }
func (g *guest) ResponseBody(uint32, int, bool) abi.Action         { return g.run("response body") }
func (g *guest) ResponseTrailers(uint32, int) abi.Action           { return g.run("response trailers") }
func (g *guest) HTTPCallResponse(uint32, uint32, int, int, int)    { g.run("call") }
func (g *guest) RedisCallResponse(uint32, uint32, abi.Status, int) { g.run("redis") }
func (g *guest) Done(uint32) bool                                  { return g.run("done") == abi.Continue }
func (g *guest) Log(uint32)                                        { g.run("log") }
func (g *guest) Delete(uint32)                                     { g.run("delete") }
func (g *guest) Enter() (leave func())                             { return func() {} }
func (g *guest) Memory() uint64                                    { return 64 << 10 }
func (g *guest) Close() error                                      { g.run("close"); return nil }

// module starts guests that share their callbacks and counts.
type module struct {
	marker engine.Marker
	guest  guest
	starts int
}

func (m *module) Marker() engine.Marker { return m.marker }

func (m *module) Start(vm *engine.VM) (engine.Instance, error) {
	m.starts++
	g := m.guest
	g.vm = vm
	return &g, nil
}

// side is both ends of a stream.
type side struct {
	mu       sync.Mutex
	client   []string
	upstream []string
	routes   int
	report   engine.Report
	done     chan struct{}
}

func (s *side) note(to *[]string, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*to = append(*to, text)
}

func (s *side) Headers(h *engine.Headers, _ bool) { s.note(&s.client, h.Value(":status")) }
func (s *side) Data(b []byte, end bool) {
	text := string(b)
	if end {
		text += "$"
	}
	s.note(&s.client, text)
}
func (s *side) Trailers(*engine.Headers) { s.note(&s.client, "trailers") }
func (s *side) Reset()                   { s.note(&s.client, "reset") }
func (s *side) Done(r engine.Report)     { s.report = r; close(s.done) }

func (s *side) Route(h *engine.Headers) *engine.Route {
	s.routes++
	return &engine.Route{Name: "route-" + h.Value("x-to"), Cluster: "main"}
}

func (s *side) Open(stream *engine.Stream, _ *engine.Route, _ *engine.Headers, _ bool) (engine.Exchange, *engine.Failure) {
	s.note(&s.upstream, "open "+stream.OverrideHost())
	return exchange{s}, nil
}

func (s *side) Hosts(string) [][2]string { return [][2]string{{"10.0.0.1:80", `{"a":1}`}} }

type exchange struct{ *side }

func (x exchange) Data(b []byte, _ bool)    { x.note(&x.upstream, string(b)) }
func (x exchange) Trailers(*engine.Headers) { x.note(&x.upstream, "trailers") }
func (x exchange) Cancel()                  { x.note(&x.upstream, "cancel") }

type callbacks = map[string]func(g *guest) abi.Action

// newWorker starts one plugin with the given callbacks.
func newWorker(t *testing.T, flavour engine.Flavour, on callbacks) (*engine.Worker, *module, *engine.Environment) {
	marker := engine.Marker021
	if flavour == engine.Higress {
		marker = engine.Marker0200
	}
	m := &module{marker: marker, guest: guest{on: on, calls: map[string]int{}}}
	env := &engine.Environment{Flavour: flavour, Shared: engine.NewSharedData(), Metrics: engine.NewMetrics(nil),
		Log: slog.New(slog.DiscardHandler), RequestLimit: 10, ResponseLimit: 10, ReloadBackoff: time.Millisecond}
	w, err := engine.NewWorker(env, []engine.Plugin{{Name: "p", RootID: "p", Module: m}})
	require.NoError(t, err)
	t.Cleanup(w.Close)
	return w, m, env
}

func newStream(w *engine.Worker) (*engine.Stream, *side) {
	s := &side{done: make(chan struct{})}
	return w.NewStream(engine.StreamConfig{Router: s, Client: s}), s
}

func request(fields ...[2]string) *engine.Headers {
	return engine.NewHeaders(append([][2]string{{":method", "POST"}, {":path", "/"}, {":authority", "x"}}, fields...)...)
}

func ok(status string) *engine.Headers { return engine.NewHeaders([2]string{":status", status}) }

func TestHigressBufferLimits(t *testing.T) {
	w, _, _ := newWorker(t, engine.Higress, callbacks{
		"request headers": func(g *guest) abi.Action {
			require.Equal(t, abi.OK, g.vm.SetProperty("set_decoder_buffer_limit", []byte("20")))
			require.Equal(t, abi.OK, g.vm.SetProperty("set_encoder_buffer_limit", []byte("20")))
			return abi.Continue
		},
		"request body": func(*guest) abi.Action { return abi.Pause },
	})
	s, ends := newStream(w)
	s.RequestHeaders(request(), false)
	s.RequestData([]byte("0123456789"), false)
	s.RequestData([]byte("0123456789"), false)
	require.Empty(t, ends.client)
	s.RequestData([]byte("x"), false)
	require.Equal(t, []string{"413", "Payload Too Large$"}, ends.client[:2])
	<-ends.done
	require.Equal(t, "request_payload_too_large", ends.report.Details)
}

func TestHigressInjectsIntoResponses(t *testing.T) {
	w, _, _ := newWorker(t, engine.Higress, callbacks{
		"response headers": func(*guest) abi.Action { return abi.Pause },
		"response body": func(g *guest) abi.Action {
			g.vm.InjectEncodedData([]byte("<safe>"), g.calls["response body"] == 2)
			return abi.PauseNoBuffer
		},
	})
	s, ends := newStream(w)
	s.RequestHeaders(request(), true)
	s.ResponseHeaders(ok("200"), false)
	s.ResponseData([]byte("one"), false)
	require.Equal(t, []string{"200", "<safe>"}, ends.client)
	s.ResponseData([]byte("two"), true)
	require.Equal(t, []string{"200", "<safe>", "<safe>$"}, ends.client)
	<-ends.done
}

func TestHigressChoosesEndpoints(t *testing.T) {
	var hosts []byte
	w, _, _ := newWorker(t, engine.Higress, callbacks{
		"request headers": func(g *guest) abi.Action {
			hosts, _ = g.vm.UpstreamHosts()
			g.vm.SetUpstreamOverrideHost("10.0.0.1:80")
			return abi.Continue
		},
	})
	s, ends := newStream(w)
	s.RequestHeaders(request(), true)
	require.Equal(t, []string{"open 10.0.0.1:80"}, ends.upstream)
	pairs := abi.ParsePairs(hosts)
	name, value, _ := pairs.Next()
	require.Equal(t, `10.0.0.1:80 {"a":1}`, string(name)+" "+string(value))
	s.Abort()
}

func TestRouteIsFoundAnew(t *testing.T) {
	for _, c := range []struct {
		flavour engine.Flavour
		pin     string
		routes  int
		want    string
	}{
		{engine.Envoy, "", 2, "route-b"},
		{engine.Envoy, "off", 2, "route-b"}, // the property is filter state there
		{engine.Higress, "", 2, "route-b"},
		{engine.Higress, "off", 1, "route-a"},
	} {
		w, _, _ := newWorker(t, c.flavour, callbacks{"request headers": func(g *guest) abi.Action {
			if c.pin != "" {
				g.vm.SetProperty("clear_route_cache", []byte(c.pin))
			}
			g.vm.ReplaceHeader(abi.RequestHeaders, "X-To", "b")
			return abi.Continue
		}})
		s, ends := newStream(w)
		s.RequestHeaders(request([2]string{"x-to", "a"}), true)
		require.Equal(t, c.routes, ends.routes)
		s.Abort()
		<-ends.done
		require.Equal(t, c.want, ends.report.Route)
	}
}

func TestTicks(t *testing.T) {
	var mu sync.Mutex
	ticks := 0
	w, _, _ := newWorker(t, engine.Envoy, callbacks{
		"configure": func(g *guest) abi.Action { g.vm.SetTickPeriod(5); return abi.Continue },
		"tick": func(g *guest) abi.Action {
			mu.Lock()
			defer mu.Unlock()
			if ticks++; ticks == 3 {
				g.vm.SetTickPeriod(0)
			}
			return abi.Continue
		},
	})
	require.Eventually(t, func() bool { mu.Lock(); defer mu.Unlock(); return ticks == 3 }, 5*time.Second, time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	require.Equal(t, 3, ticks)
	w.Close()
}

func TestRebuildOnRequest(t *testing.T) {
	var memory []byte
	w, m, _ := newWorker(t, engine.Higress, callbacks{"request headers": func(g *guest) abi.Action {
		memory, _ = g.vm.Property("plugin_vm_memory")
		g.vm.SetProperty("wasm_need_rebuild", []byte("true"))
		return abi.Continue
	}})
	time.Sleep(2 * time.Millisecond)
	first, firstEnds := newStream(w)
	first.RequestHeaders(request(), true)
	require.EqualValues(t, 64<<10, binary.LittleEndian.Uint64(memory))
	second, _ := newStream(w)
	require.Equal(t, 2, m.starts)
	require.Zero(t, m.guest.calls["close"], "the old VM still has an exchange")
	first.Abort()
	<-firstEnds.done
	require.Equal(t, 1, m.guest.calls["close"])
	second.Abort()
}

// Metrics with one name are one value for all VMs; shared data too.
func TestWorkersShare(t *testing.T) {
	on := callbacks{"request headers": func(g *guest) abi.Action {
		id, _ := g.vm.DefineMetric(abi.Counter, "hits")
		g.vm.IncrementMetric(id, 2)
		_, cas, _ := g.vm.SharedData("k")
		g.vm.SetSharedData("k", []byte("v"), cas)
		return abi.Continue
	}}
	_, m, env := newWorker(t, engine.Envoy, on)
	for range 2 {
		w, err := engine.NewWorker(env, []engine.Plugin{{Name: "p", Module: m}})
		require.NoError(t, err)
		s, _ := newStream(w)
		s.RequestHeaders(request(), true)
		s.Abort()
		w.Close()
	}
	require.Equal(t, []engine.Sample{{Kind: abi.Counter, Name: "hits", Value: 4}}, env.Metrics.Samples())
}

func TestPluginsThatRefuse(t *testing.T) {
	for name, want := range map[string]string{"start": "refused to start", "configure": "refused its configuration"} {
		m := &module{marker: engine.Marker021, guest: guest{calls: map[string]int{}, on: callbacks{
			name: func(*guest) abi.Action { return abi.Pause }}}}
		_, err := engine.NewWorker(&engine.Environment{Log: slog.New(slog.DiscardHandler)}, []engine.Plugin{{Name: "p", Module: m}})
		require.ErrorContains(t, err, want)
		require.Equal(t, 1, m.guest.calls["close"])
	}
	m := &module{marker: engine.Marker021, guest: guest{calls: map[string]int{}, on: callbacks{
		"configure": func(*guest) abi.Action { panic("boom") }}}}
	_, err := engine.NewWorker(&engine.Environment{Log: slog.New(slog.DiscardHandler)}, []engine.Plugin{{Name: "p", Module: m}})
	require.ErrorContains(t, err, "boom")
}

// What is held under back-pressure makes the source wait, and is not refused.
func TestBackPressure(t *testing.T) {
	w, _, _ := newWorker(t, engine.Envoy, callbacks{"request headers": func(*guest) abi.Action { return abi.PauseAll }})
	s, ends := newStream(w)
	s.RequestHeaders(request(), false)
	require.NoError(t, s.WaitRequest(context.Background()))
	s.RequestData([]byte(strings.Repeat("x", 11)), false)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, s.WaitRequest(ctx), context.DeadlineExceeded)
	require.Empty(t, ends.client)
	s.Abort()
}

// After the end nothing reaches a plugin, whatever its source says.
func TestNothingAfterTheEnd(t *testing.T) {
	w, m, _ := newWorker(t, engine.Envoy, nil)
	s, ends := newStream(w)
	s.RequestHeaders(request(), false)
	s.Abort()
	<-ends.done
	s.RequestData([]byte("x"), true)
	s.ResponseHeaders(ok("200"), false)
	s.ResponseData([]byte("x"), true)
	s.ResponseTrailers(&engine.Headers{})
	s.Fail(engine.Failure{Status: 503})
	s.Abort()
	require.Zero(t, m.guest.calls["request body"]+m.guest.calls["response headers"])
	require.Equal(t, 1, m.guest.calls["log"])
	require.Empty(t, ends.client)
}

func TestFailOpenOnHigressPassesTheExchangeThatTrapped(t *testing.T) {
	m := &module{marker: engine.Marker0200, guest: guest{calls: map[string]int{}, on: callbacks{
		"request headers": func(*guest) abi.Action { panic("boom") }}}}
	env := &engine.Environment{Flavour: engine.Higress, Log: slog.New(slog.DiscardHandler)}
	w, err := engine.NewWorker(env, []engine.Plugin{{Name: "p", Module: m, FailOpen: true}})
	require.NoError(t, err)
	defer w.Close()
	s, ends := newStream(w)
	s.RequestHeaders(request(), true)
	require.Equal(t, []string{"open "}, ends.upstream)
	s.ResponseHeaders(ok("200"), true)
	require.Equal(t, []string{"200"}, ends.client)
}
