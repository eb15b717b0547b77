package gateway_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
	"aigateway/host-test/engine/testdata/probe"
	"aigateway/host-test/gateway"
	"aigateway/host-test/manifest"
)

// lines is an access log that a test reads.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// entries waits for n lines.
func (l *lines) entries(t *testing.T, n int) []gateway.Entry {
	var entries []gateway.Entry
	require.Eventually(t, func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		entries = nil
		for line := range bytes.Lines(l.b.Bytes()) {
			var e gateway.Entry
			require.NoError(t, json.Unmarshal(line, &e))
			entries = append(entries, e)
		}
		return len(entries) >= n
	}, 5*time.Second, 5*time.Millisecond)
	require.Len(t, entries, n)
	return entries
}

// world is a gateway before one server.
type world struct {
	gateway *gateway.Gateway
	url     string
	log     *lines
	traced  *trace
}

// options are those of a gateway with one native probe before server.
func options(server *httptest.Server, script string) gateway.Options {
	return gateway.Options{
		Set: setFor(server, script), Workers: 1, Log: slog.New(slog.DiscardHandler),
		Native: map[string]func() abi.Guest{probeURL: func() abi.Guest { return probe.New() }},
	}
}

func setFor(server *httptest.Server, script string) *manifest.Set {
	host, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	n, _ := strconv.Atoi(port)
	return &manifest.Set{
		Plugins:  []manifest.Plugin{{Name: "probe", RootID: "a", URL: probeURL, Config: []byte(script)}},
		Routes:   []manifest.Route{{Name: "all", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"}, Backends: []manifest.Backend{{Cluster: "main", Weight: 1}}}},
		Clusters: []manifest.Cluster{{Name: "main", Endpoints: []manifest.Endpoint{{Host: host, Port: n}}}},
	}
}

func newWorld(t *testing.T, o gateway.Options) *world {
	w := &world{log: &lines{}, traced: &trace{}}
	o.AccessLog, o.Log = w.log, slog.New(w.traced)
	var err error
	w.gateway, err = gateway.New(o)
	require.NoError(t, err)
	w.url = "http://" + serve(t, w.gateway)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := w.gateway.Close(ctx); !errors.Is(err, gateway.ErrClosed) {
			require.NoError(t, err)
		}
	})
	return w
}

func handler(t *testing.T, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func get(t *testing.T, url string) (int, string) {
	response, err := http.Get(url)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(body)
}

// A stream is not buffered: each event is with the client before the upstream
// sends the next.
func TestStreamsAsItComes(t *testing.T) {
	next := make(chan struct{})
	server := handler(t, func(w http.ResponseWriter, _ *http.Request) {
		for i := range 5 {
			_, _ = fmt.Fprintf(w, "data: %d\n\n", i)
			_ = http.NewResponseController(w).Flush()
			<-next
		}
	})
	w := newWorld(t, options(server, ""))
	response, err := http.Get(w.url)
	require.NoError(t, err)
	defer response.Body.Close()
	events := bufio.NewScanner(response.Body)
	for i := range 5 {
		require.True(t, events.Scan())
		require.Equal(t, fmt.Sprintf("data: %d", i), events.Text())
		require.True(t, events.Scan())
		next <- struct{}{}
	}
	require.False(t, events.Scan())
}

// A request body streams too, and a reply may begin before it ends.
func TestStreamsBothWays(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).EnableFullDuplex()
		body := bufio.NewScanner(r.Body)
		for body.Scan() {
			_, _ = fmt.Fprintln(w, "echo", body.Text())
			_ = http.NewResponseController(w).Flush()
		}
	})
	w := newWorld(t, options(server, ""))
	in, out := io.Pipe()
	response, err := http.Post(w.url, "text/plain", io.MultiReader(strings.NewReader("zero\n"), in))
	require.NoError(t, err)
	defer response.Body.Close()
	answers := bufio.NewScanner(response.Body)
	for i := range 3 {
		require.True(t, answers.Scan())
		_, err := fmt.Fprintln(out, i)
		require.NoError(t, err)
	}
	require.NoError(t, out.Close())
	require.True(t, answers.Scan())
	require.Equal(t, "echo 2", answers.Text())
}

func TestClientAbortCancelsUpstream(t *testing.T) {
	cancelled := make(chan struct{})
	server := handler(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "begin")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
		close(cancelled)
	})
	w := newWorld(t, options(server, "log: setprop ai_log logged"))
	ctx, cancel := context.WithCancel(context.Background())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url, nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	cancel()
	_ = response.Body.Close()
	select {
	case <-cancelled:
	case <-time.After(5 * time.Second):
		t.Fatal("the upstream request goes on")
	}
	e := w.log.entries(t, 1)[0]
	require.Equal(t, "DC", e.Flags)
	require.Equal(t, "logged", string(e.AILog))
	var ends []string
	for _, l := range w.traced.take(1) {
		if f := strings.Fields(l); f[2] == "log" || f[2] == "done" || f[2] == "delete" {
			ends = append(ends, f[2])
		}
	}
	require.Equal(t, []string{"log", "done", "delete"}, ends)
}

// Bodies far above the buffer limit pass as long as no plugin holds them.
func TestLargeBodiesStayWhole(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) })
	w := newWorld(t, options(server, ""))
	body := bytes.Repeat([]byte("0123456789abcdef"), 10<<20/16)
	response, err := http.Post(w.url, "application/octet-stream", bytes.NewReader(body))
	require.NoError(t, err)
	defer response.Body.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, response.Body)
	require.NoError(t, err)
	require.EqualValues(t, len(body), n)
	want := sha256.Sum256(body)
	require.Equal(t, want[:], sum.Sum(nil))
}

// A slow client holds the upstream back instead of filling the memory.
func TestSlowClientHoldsUpstreamBack(t *testing.T) {
	var sent atomic.Int64
	server := handler(t, func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 64<<10)
		for range 1024 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
			sent.Add(int64(len(chunk)))
		}
	})
	w := newWorld(t, options(server, ""))
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.(*net.TCPConn).SetReadBuffer(64<<10))
	_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nhost: x\r\n\r\n")
	require.NoError(t, err)
	var before int64 = -1
	require.Eventually(t, func() bool {
		now := sent.Load()
		stopped := now == before
		before = now
		return stopped && now > 0
	}, 10*time.Second, 300*time.Millisecond)
	require.Less(t, before, int64(32<<20))
}

func TestReplaceKeepsStreamsInFlight(t *testing.T) {
	next := make(chan struct{})
	old := handler(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "old")
		_ = http.NewResponseController(w).Flush()
		<-next
		_, _ = io.WriteString(w, "-end")
	})
	fresh := handler(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "new") })
	o := options(old, "response_headers: set response x-a old")
	w := newWorld(t, o)
	response, err := http.Get(w.url)
	require.NoError(t, err)
	defer response.Body.Close()

	require.NoError(t, w.gateway.Replace(setFor(fresh, "")))
	_, body := get(t, w.url)
	require.Equal(t, "new", body)
	close(next)
	rest, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, "old-end", string(rest))
	require.Equal(t, "old", response.Header.Get("x-a"))

	bad := setFor(fresh, "")
	bad.Routes[0].Path = manifest.PathMatch{Type: manifest.PathRegex, Value: "("}
	require.ErrorContains(t, w.gateway.Replace(bad), "regular expression")
	_, body = get(t, w.url)
	require.Equal(t, "new", body)
}

func TestCloseWaitsForStreams(t *testing.T) {
	next := make(chan struct{})
	server := handler(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "begin")
		_ = http.NewResponseController(w).Flush()
		<-next
		_, _ = io.WriteString(w, "-end")
	})
	w := newWorld(t, options(server, ""))
	response, err := http.Get(w.url)
	require.NoError(t, err)
	defer response.Body.Close()
	closed := make(chan error, 1)
	go func() { closed <- w.gateway.Close(context.Background()) }()
	require.Eventually(t, func() bool {
		status, _ := get(t, w.url)
		return status == http.StatusServiceUnavailable
	}, 5*time.Second, 10*time.Millisecond)
	admin := httptest.NewRecorder()
	w.gateway.Admin().ServeHTTP(admin, httptest.NewRequest(http.MethodGet, "/healthz", nil))
	require.Equal(t, http.StatusServiceUnavailable, admin.Code)
	close(next)
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, "begin-end", string(body))
	require.NoError(t, <-closed)
}

func TestCloseBreaksOffAfterTheGrace(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "begin")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	w := newWorld(t, options(server, ""))
	response, err := http.Get(w.url)
	require.NoError(t, err)
	defer response.Body.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	require.ErrorContains(t, w.gateway.Close(ctx), "broken off")
	_, err = io.ReadAll(response.Body)
	require.Error(t, err)
}

func TestHTTP2OnBothSides(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(w, "%s %s %s", r.Proto, body, r.Trailer.Get("x-t"))
		w.Header().Set(http.TrailerPrefix+"x-r", "2")
	}))
	server.Config.Protocols = gateway.Protocols()
	server.Start()
	t.Cleanup(server.Close)
	o := options(server, "")
	o.Set.Clusters[0].HTTP2 = true
	w := newWorld(t, o)

	protocols := &http.Protocols{}
	protocols.SetUnencryptedHTTP2(true)
	client := &http.Client{Transport: &http.Transport{Protocols: protocols}}
	request, err := http.NewRequest(http.MethodPost, w.url, io.MultiReader(strings.NewReader("body")))
	require.NoError(t, err)
	request.Trailer = http.Header{"X-T": {"1"}}
	response, err := client.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, "HTTP/2.0 body 1", string(body))
	require.Equal(t, "HTTP/2.0", response.Proto)
	require.Equal(t, "2", response.Trailer.Get("x-r"))
	require.Equal(t, "HTTP/2", w.log.entries(t, 1)[0].Protocol)
}

func TestTLSUpstream(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.TLS.ServerName+" "+r.Host)
	}))
	t.Cleanup(server.Close)
	o := options(server, "request_headers: set request :authority api.test")
	o.Set.Clusters[0].TLS, o.Set.Clusters[0].SNI = true, "example.com"
	o.RootCAs = x509.NewCertPool()
	o.RootCAs.AddCert(server.Certificate())
	w := newWorld(t, o)
	status, body := get(t, w.url)
	require.Equal(t, 200, status)
	require.Equal(t, "example.com api.test", body)
}

func TestTimeouts(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/late" {
			time.Sleep(300 * time.Millisecond)
			return
		}
		_, _ = io.WriteString(w, "begin")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	o := options(server, "")
	o.Set.Routes[0].Timeout, o.Set.Routes[0].IdleTimeout = 2*time.Second, 150*time.Millisecond
	w := newWorld(t, o)
	status, body := get(t, w.url+"/late")
	require.Equal(t, http.StatusGatewayTimeout, status)
	require.Equal(t, "stream timeout", body)
	response, err := http.Get(w.url)
	require.NoError(t, err)
	defer response.Body.Close()
	_, err = io.ReadAll(response.Body)
	require.Error(t, err, "a stream that falls silent is broken off")
	w.log.entries(t, 2)

	request, err := http.NewRequest(http.MethodGet, w.url+"/late", nil)
	require.NoError(t, err)
	request.Header.Set("x-envoy-upstream-rq-timeout-ms", "50")
	response, err = http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusGatewayTimeout, response.StatusCode)
	require.Equal(t, "UT", w.log.entries(t, 3)[2].Flags)
}

func TestMetricsAndAccessLog(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	o := options(server, "configure: gauge level 3\nrequest_headers: count route.all.upstream.main.model.m1.consumer.none.metric.input_token; observe sizes 12; setprop ai_log {\\\"a\\\":1}")
	o.Workers = 2
	w := newWorld(t, o)
	for range 3 {
		get(t, w.url+"/x?y=1")
	}
	page := httptest.NewRecorder()
	w.gateway.Admin().ServeHTTP(page, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`route_upstream_model_consumer_metric_input_token{ai_cluster="main",ai_consumer="none",ai_model="m1",ai_route="all"} 3`, "\nlevel 3\n", `sizes_bucket{le="25"} 3`,
		`gateway_requests_total{code="200",route="all"} 3`, "gateway_active_requests 0",
	} {
		require.Contains(t, page.Body.String(), want)
	}
	e := w.log.entries(t, 3)[0]
	require.Equal(t, "/x", e.Path)
	require.Equal(t, "all", e.Route)
	require.Equal(t, "main", e.Cluster)
	require.Equal(t, "200", e.Status)
	require.Equal(t, "5", e.BytesSent)
	require.Equal(t, "via_upstream", e.Details)
	require.Equal(t, `{"a":1}`, string(e.AILog))
	require.Equal(t, "-", string(e.AIAudit))
	require.Equal(t, server.Listener.Addr().String(), e.Upstream)
	require.Len(t, e.RequestID, 36)
}

func TestTrapReloads(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	o := options(server, "request_headers#1: foreign nothing\nrequest_body: trap")
	o.ReloadBackoff = 100 * time.Millisecond
	w := newWorld(t, o)
	time.Sleep(110 * time.Millisecond)
	response, err := http.Post(w.url, "text/plain", strings.NewReader("boom"))
	require.NoError(t, err)
	_ = response.Body.Close()
	require.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
	require.Equal(t, "wasm_fail_stream", w.log.entries(t, 1)[0].Details)
	require.Eventually(t, func() bool {
		status, _ := get(t, w.url)
		return status == http.StatusOK
	}, 2*time.Second, 20*time.Millisecond)
}

// Many clients at once, some of whom leave: nothing is lost, and every
// exchange is logged once.
func TestConcurrency(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		for i := range 5 {
			_, _ = fmt.Fprintf(w, "%d", i)
			_ = http.NewResponseController(w).Flush()
		}
		_, _ = w.Write(body)
	})
	o := options(server, "request_headers: return 1\nrequest_body#1: return 1\nresponse_body: append response .")
	o.Workers, o.HeadersStopIteration = 3, true
	w := newWorld(t, o)
	var group sync.WaitGroup
	for i := range 60 {
		group.Go(func() {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			request, _ := http.NewRequestWithContext(ctx, http.MethodPost, w.url, strings.NewReader(strconv.Itoa(i)))
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Error(err)
				return
			}
			defer response.Body.Close()
			if i%5 == 0 {
				return
			}
			body, err := io.ReadAll(response.Body)
			if got := strings.ReplaceAll(string(body), ".", ""); err != nil || got != "01234"+strconv.Itoa(i) {
				t.Errorf("exchange %d: %q, %v", i, body, err)
			}
		})
	}
	group.Wait()
	w.log.entries(t, 60)
}

// What a module costs is counted: host calls, and linear memory.
func TestModuleStaysSmall(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	o := options(server, "request_headers: get request :path\nresponse_body: body response")
	code := buildProbe(t, engine.Envoy)
	o.Native, o.CacheDir = nil, cacheDir(t)
	o.Load = func(string) ([]byte, error) { return code, nil }
	w := newWorld(t, o)
	for range 900 {
		get(t, w.url)
	}
	require.Less(t, w.gateway.VMs()[0].Memory, uint64(8<<20))
	calls := w.gateway.HostCalls()
	require.EqualValues(t, 900, calls["proxy_get_header_map_value"])
	require.EqualValues(t, 2*900, calls["proxy_get_buffer_bytes"]-1) // and the configuration
}

func TestFirstByteTimeoutOnHigress(t *testing.T) {
	server := handler(t, func(http.ResponseWriter, *http.Request) { time.Sleep(300 * time.Millisecond) })
	o := options(server, "request_headers: set request x-envoy-upstream-rq-first-byte-timeout-ms 30")
	o.Flavour = engine.Higress
	w := newWorld(t, o)
	status, _ := get(t, w.url)
	require.Equal(t, http.StatusGatewayTimeout, status)
}

func TestLoadErrorsNameTheCause(t *testing.T) {
	server := handler(t, func(http.ResponseWriter, *http.Request) {})
	o := options(server, "")
	o.Native = nil
	o.Load = func(url string) ([]byte, error) { return nil, errors.New("no such file") }
	_, err := gateway.New(o)
	require.ErrorContains(t, err, "plugin probe")
	require.ErrorContains(t, err, "no such file")
	_, err = gateway.New(gateway.Options{})
	require.ErrorContains(t, err, "manifest set")
}

func TestHigressFlavourHoldsHeaders(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Header.Get("x-a")) })
	o := options(server, "request_headers: prop route_name; prop xds/route_name; foreign get_log_level; return 1\n"+
		"request_body: set request x-a held")
	o.Flavour = engine.Higress
	w := newWorld(t, o)
	response, err := http.Post(w.url, "text/plain", strings.NewReader("x"))
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, "held", string(body))
	seen := strings.Join(w.traced.take(1), "\n")
	require.Contains(t, seen, "prop route_name = all (ok)")
	require.Contains(t, seen, "prop xds/route_name =  (not found)")
	require.Contains(t, seen, "foreign get_log_level = 4 bytes (ok)")
}
