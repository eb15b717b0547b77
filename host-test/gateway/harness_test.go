package gateway_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
	"aigateway/host-test/engine/testdata/probe"
	"aigateway/host-test/gateway"
	"aigateway/host-test/manifest"
)

const probeURL = "file://probe.wasm"

// pace is the pause between two chunks, so that each arrives by itself.
const pace = 40 * time.Millisecond

// trace collects what probes log.
type trace struct {
	mu    sync.Mutex
	lines []string
}

func (t *trace) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, line)
}

// take waits until count lines end with " delete", and returns all lines.
func (t *trace) take(count int) []string {
	for range 600 {
		t.mu.Lock()
		deleted := 0
		for _, l := range t.lines {
			if strings.HasSuffix(l, " delete") {
				deleted++
			}
		}
		if deleted >= count {
			t.mu.Unlock()
			break
		}
		t.mu.Unlock()
		time.Sleep(5 * time.Millisecond)
	}
	time.Sleep(5 * time.Millisecond)
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := t.lines
	t.lines = nil
	return lines
}

// Handler methods: trace is a slog.Handler for what the gateway's plugins say.

func (t *trace) Enabled(context.Context, slog.Level) bool { return true }

func (t *trace) Handle(_ context.Context, r slog.Record) error {
	if strings.HasPrefix(r.Message, "probe ") {
		t.add(r.Message)
	}
	return nil
}

func (t *trace) WithAttrs([]slog.Attr) slog.Handler { return t }

func (t *trace) WithGroup(string) slog.Handler { return t }

// upstream is the server behind the gateway; it records the last request.
type upstream struct {
	*httptest.Server
	mu     sync.Mutex
	answer answer
	seen   string
}

func newUpstream(t *testing.T) *upstream {
	u := &upstream{}
	u.Server = httptest.NewServer(http.HandlerFunc(u.serve))
	t.Cleanup(u.Close)
	return u
}

func (u *upstream) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/call" {
		if r.Host == "side" {
			_, _ = io.WriteString(w, "called")
		}
		return
	}
	body, err := io.ReadAll(r.Body)
	seen := fmt.Sprintf("%s %s %s", r.Method, r.Host, r.RequestURI)
	for _, name := range []string{"X-A", "Trailer"} {
		if v := r.Header.Get(name); v != "" {
			seen += " " + strings.ToLower(name) + "=" + v
		}
	}
	seen += " body=" + short(string(body))
	for _, name := range []string{"X-T", "X-U"} {
		if v := r.Trailer.Get(name); v != "" {
			seen += " trailer " + strings.ToLower(name) + "=" + v
		}
	}
	if err != nil {
		seen += " broken off"
	}
	u.mu.Lock()
	u.seen = seen
	a := u.answer
	u.mu.Unlock()
	a.write(w)
}

func (a answer) write(w http.ResponseWriter) {
	if a.wait {
		time.Sleep(10 * pace)
	}
	if a.dropBefore {
		panic(http.ErrAbortHandler)
	}
	if len(a.chunks) == 0 {
		a.chunks = []string{"hello"}
		w.Header().Set("content-length", "5")
	}
	if a.status != 0 {
		w.WriteHeader(a.status)
	}
	for _, c := range a.chunks {
		_, _ = io.WriteString(w, c)
		_ = http.NewResponseController(w).Flush()
		time.Sleep(pace)
	}
	if a.dropAfter {
		panic(http.ErrAbortHandler)
	}
	for _, t := range a.trailers {
		w.Header().Set(http.TrailerPrefix+t[0], t[1])
	}
}

func short(s string) string {
	if len(s) > 64 {
		return strconv.Itoa(len(s)) + " bytes"
	}
	return s
}

// set is the configuration of a scenario: routes main and other, and the
// clusters that scripts name.
func (s scenario) set(u *upstream, slow string) *manifest.Set {
	host, port, _ := net.SplitHostPort(u.Listener.Addr().String())
	n, _ := strconv.Atoi(port)
	_, slowPort, _ := net.SplitHostPort(slow)
	m, _ := strconv.Atoi(slowPort)
	live := []manifest.Endpoint{{Host: host, Port: n}}
	set := &manifest.Set{
		Routes: []manifest.Route{
			{Name: "other", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/t"},
				Headers: []manifest.HeaderMatch{{Name: "x-to", Value: "other"}}, Backends: []manifest.Backend{{Cluster: "other", Weight: 1}}},
			{Name: "dead", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/t"},
				Headers: []manifest.HeaderMatch{{Name: "x-to", Value: "dead"}}, Backends: []manifest.Backend{{Cluster: "dead", Weight: 1}}},
			{Name: "main", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/t"},
				Backends: []manifest.Backend{{Cluster: "main", Weight: 1}}},
		},
		Clusters: []manifest.Cluster{
			{Name: "main", Endpoints: live}, {Name: "other", Endpoints: live}, {Name: "side", Endpoints: live},
			{Name: "dead", Endpoints: []manifest.Endpoint{{Host: "127.0.0.1", Port: 1}}},
			{Name: "slow", Endpoints: []manifest.Endpoint{{Host: "127.0.0.1", Port: m}}},
		},
	}
	for i, script := range s.scripts {
		name := string(rune('a' + i))
		set.Plugins = append(set.Plugins, manifest.Plugin{Name: "plugin-" + name, RootID: name, URL: probeURL,
			Config: []byte(script), FailStrategy: failStrategy(s.open)})
	}
	return set
}

func failStrategy(open bool) string {
	if open {
		return "FAIL_OPEN"
	}
	return "FAIL_CLOSE"
}

// newSlow is a server that answers after 300 ms.
func newSlow(t *testing.T) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(300 * time.Millisecond)
		_, _ = io.WriteString(w, "slow")
	}))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// runOnGateway runs s on the embedded gateway; without code its plugins run
// in this process.
func runOnGateway(t *testing.T, s scenario, flavour engine.Flavour, code []byte) string {
	u, traced := newUpstream(t), &trace{}
	o := gateway.Options{Set: s.set(u, newSlow(t)), Workers: 1, Flavour: flavour, HeadersStopIteration: s.stop,
		BodyLimit: s.limit, ReloadBackoff: time.Hour, Log: slog.New(traced), CacheDir: cacheDir(t)}
	if code == nil {
		o.Native = map[string]func() abi.Guest{probeURL: func() abi.Guest { return probe.New() }}
	} else {
		o.Load = func(string) ([]byte, error) { return code, nil }
	}
	g, err := gateway.New(o)
	require.NoError(t, err)
	defer func() { require.NoError(t, g.Close(context.Background())) }()
	traced.take(0)
	return s.transcript(t, u, traced, serve(t, g))
}

// serve puts h behind a real listener.
func serve(t *testing.T, h http.Handler) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := &http.Server{Handler: h, Protocols: gateway.Protocols(), ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return l.Addr().String()
}

// transcript runs the exchange against address and says what everybody saw.
func (s scenario) transcript(t *testing.T, u *upstream, traced *trace, address string) string {
	if s.again {
		s.again = false
		return s.transcript(t, u, traced, address) + s.transcript(t, u, traced, address)
	}
	u.mu.Lock()
	u.answer, u.seen = s.answer, "nothing"
	u.mu.Unlock()
	client := s.exchange(t, address)
	deleted := len(s.scripts)
	if strings.HasPrefix(s.name, "trap") {
		time.Sleep(3 * pace) // a VM that is down deletes nothing
		deleted = 0
	}
	lines := traced.take(deleted)
	if s.name == "call-after-stream" {
		time.Sleep(400 * time.Millisecond)
		lines = append(lines, traced.take(0)...)
	}
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.TrimPrefix(l, "probe ") + "\n")
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	fmt.Fprintf(&b, "-- upstream: %s\n-- client: %s\n", u.seen, client)
	return b.String()
}

// exchange speaks HTTP/1.1 by hand, so that every chunk is a packet.
func (s scenario) exchange(t *testing.T, address string) string {
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer func() { // a client that leaves early is an event of its own
		if s.abort || s.leave {
			_ = conn.Close()
			return
		}
		t.Cleanup(func() { _ = conn.Close() })
	}()
	require.NoError(t, conn.SetDeadline(time.Now().Add(5*time.Second)))
	method, head := s.head()
	_, err = io.WriteString(conn, head)
	require.NoError(t, err)
	if len(s.chunks) > 0 {
		go s.sendBody(conn)
	}
	if s.leave {
		time.Sleep(2 * pace)
		return "gone"
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return "no response"
	}
	if s.abort {
		_, _ = response.Body.Read(make([]byte, 1))
		return "gone"
	}
	body, err := io.ReadAll(response.Body)
	return describe(response, string(body), err)
}

// head is the request up to its body.
func (s scenario) head() (method, head string) {
	method = s.method
	if method == "" {
		method = "GET"
		if len(s.chunks) > 0 {
			method = "POST"
		}
	}
	head = method + " /t/x?q=1 HTTP/1.1\r\nhost: gw.test\r\nx-case: c\r\n"
	if len(s.chunks) > 0 {
		head += "transfer-encoding: chunked\r\n"
	}
	for _, f := range s.trailers {
		head += "trailer: " + f[0] + ", x-u\r\n"
	}
	return method, head + "\r\n"
}

func (s scenario) sendBody(conn net.Conn) {
	for _, c := range s.chunks {
		time.Sleep(pace)
		_, _ = fmt.Fprintf(conn, "%x\r\n%s\r\n", len(c), c)
	}
	time.Sleep(pace)
	_, _ = io.WriteString(conn, "0\r\n")
	for _, f := range s.trailers {
		_, _ = fmt.Fprintf(conn, "%s: %s\r\n", f[0], f[1])
	}
	_, _ = io.WriteString(conn, "\r\n")
}

func describe(r *http.Response, body string, err error) string {
	text := strconv.Itoa(r.StatusCode)
	for _, name := range []string{"X-A", "X-Probe", "Content-Length", "Content-Type"} {
		if v := r.Header.Values(name); len(v) > 0 && !strings.HasPrefix(v[0], "text/plain; charset") {
			text += " " + strings.ToLower(name) + "=" + strings.Join(v, ",")
		}
	}
	text += " body=" + short(body)
	names := make([]string, 0, len(r.Trailer))
	for name := range r.Trailer {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		text += " trailer " + strings.ToLower(name) + "=" + r.Trailer.Get(name)
	}
	if err != nil {
		text += " broken off"
	}
	return text
}

// root is the top of the repository.
func root(t *testing.T) string {
	dir, err := os.Getwd()
	require.NoError(t, err)
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
}

// cacheDir keeps compiled modules between test runs.
func cacheDir(t *testing.T) string { return filepath.Join(root(t), ".cache", "wazero") }

// probes builds the probe in both flavours, each once.
var probes = map[engine.Flavour]func() ([]byte, error){
	engine.Envoy:   sync.OnceValues(func() ([]byte, error) { return compileProbe("envoy") }),
	engine.Higress: sync.OnceValues(func() ([]byte, error) { return compileProbe("higress") }),
}

func compileProbe(tag string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "probe")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "probe.wasm")
	build := exec.Command("go", "build", "-tags", tag, "-buildmode=c-shared", "-o", file,
		"aigateway/host-test/engine/testdata/probe/wasm")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building the probe: %w\n%s", err, out)
	}
	return os.ReadFile(file)
}

func buildProbe(t *testing.T, f engine.Flavour) []byte {
	code, err := probes[f]()
	require.NoError(t, err)
	return code
}
