package aiproxy

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/common/config"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	"aigateway/host-test/envoyhost"
	"aigateway/host-test/manifest"
)

// library is a service that has the text of a context, and a gateway whose
// provider says what it was asked.
type library struct {
	address string // of the gateway
	calls   atomic.Int32
	answer  func(w http.ResponseWriter, n int) // to the n-th call
	proxy   *proxy                             // on the native host
}

func newLibrary(t *testing.T, host, provider string, answer func(w http.ResponseWriter, n int)) *library {
	l := &library{answer: answer}
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { l.answer(w, int(l.calls.Add(1))) }))
	t.Cleanup(files.Close)
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Header.Get("Authorization") == "Bearer broken" {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("content-type", "application/json")
		_, _ = fmt.Fprintf(w, `{"choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":"stop"}]}`, strconv.Quote(string(body)))
	}))
	t.Cleanup(echo.Close)
	set := hosttest.OneRoute(echo.Listener.Addr().String())
	for name, url := range map[string]string{"files": files.URL, "nobody": "http://" + hosttest.FreeAddress(t)} {
		at, port, err := net.SplitHostPort(strings.TrimPrefix(url, "http://"))
		require.NoError(t, err)
		number, err := strconv.Atoi(port)
		require.NoError(t, err)
		set.Clusters = append(set.Clusters, manifest.Cluster{Name: "outbound|80||" + name + ".static", Endpoints: []manifest.Endpoint{{Host: at, Port: number, Weight: 1}}})
	}
	urls := map[string]string{"native": "file://native", "higress": "file://" + hosttest.Root() + "/dist/higress/ai-proxy.wasm"}
	url := urls[host]
	if url == "" {
		url = "file://" + hosttest.Root() + "/dist/envoy/ai-proxy.wasm"
	}
	set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", URL: url, Config: []byte(provider)}}
	l.address = hosttest.Serve(t, host, set, hosttest.Natives{"file://native": func() abi.Guest {
		return plugin.Guest(plugin.Definition{Name: "ai-proxy", New: func(root *plugin.Root) plugin.Plugin {
			l.proxy = &proxy{root: root}
			return l.proxy
		}})
	}})
	return l
}

// ask returns the status, and what the provider was asked or the error.
func (l *library) ask(t *testing.T) (int, string) {
	response, err := http.Post("http://"+l.address+"/v1/chat/completions", "application/json", strings.NewReader(`{"messages":[{"role":"user","content":"hi"}]}`))
	if !assert.NoError(t, err) {
		return 0, ""
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	assert.NoError(t, err)
	return response.StatusCode, string(body)
}

const contextConfig = `{"provider":{"type":"openai","apiTokens":["k"],"timeout":2000,"context":{"fileUrl":"http://files.test/a","serviceName":"files.static","servicePort":80}}}`

// TestContextIsShared has many requests wait for one call, on every host. One
// of their clients does not wait.
func TestContextIsShared(t *testing.T) {
	for _, host := range hosttest.HostNames {
		t.Run(host, func(t *testing.T) {
			release := make(chan struct{})
			l := newLibrary(t, host, contextConfig, func(w http.ResponseWriter, _ int) {
				<-release
				_, _ = io.WriteString(w, "the text")
			})
			hurried := &http.Client{Timeout: 100 * time.Millisecond}
			_, err := hurried.Post("http://"+l.address+"/v1/chat/completions", "application/json", strings.NewReader(`{"messages":[{"role":"user","content":"hi"}]}`))
			require.Error(t, err)
			var wait sync.WaitGroup
			for range 8 {
				wait.Go(func() {
					status, body := l.ask(t)
					assert.Equal(t, 200, status)
					assert.Contains(t, body, "the text")
				})
			}
			time.Sleep(200 * time.Millisecond) // until they wait
			close(release)
			wait.Wait()
			status, body := l.ask(t)
			assert.Equal(t, 200, status)
			assert.Contains(t, body, "the text")
			assert.EqualValues(t, 1, l.calls.Load(), "calls of the service")
		})
	}
}

// TestContextRecovers has a service that fails in all ways before it answers.
func TestContextRecovers(t *testing.T) {
	for _, host := range hosttest.HostNames {
		t.Run(host, func(t *testing.T) {
			l := newLibrary(t, host, strings.Replace(contextConfig, "2000", "200", 1), func(w http.ResponseWriter, n int) {
				switch n {
				case 1:
					w.WriteHeader(500)
				case 2:
					_, _ = io.WriteString(w, strings.Repeat("x", maxText+1))
				case 3:
					time.Sleep(400 * time.Millisecond)
				case 4:
					w.WriteHeader(http.StatusNoContent)
				default:
					_, _ = io.WriteString(w, strings.Repeat("y", maxText))
				}
			})
			for range 4 {
				status, body := l.ask(t)
				assert.Equal(t, 503, status)
				assert.Contains(t, body, "could not load the context")
			}
			status, body := l.ask(t)
			assert.Equal(t, 200, status)
			assert.Contains(t, body, "yyy")
		})
	}
}

// TestContextUnreachable has nobody listen where the text should be.
func TestContextUnreachable(t *testing.T) {
	l := newLibrary(t, "native", strings.Replace(contextConfig, "files.static", "nobody.static", 1), nil)
	status, body := l.ask(t)
	assert.Equal(t, 503, status)
	assert.Contains(t, body, "could not load the context")
}

// TestContextRefresh has a text grow old: nobody waits for the new one, and the
// old one stays if there is none.
func TestContextRefresh(t *testing.T) {
	l := newLibrary(t, "native", contextConfig, func(w http.ResponseWriter, n int) {
		if n == 2 {
			w.WriteHeader(500)
		}
		_, _ = fmt.Fprintf(w, "text %d", n)
	})
	says := func(want string) {
		_, body := l.ask(t)
		assert.Contains(t, body, want)
	}
	age := func() {
		for _, text := range l.proxy.texts {
			text.next = 0
		}
	}
	fetched := func(n int32) {
		assert.Eventually(t, func() bool { return l.calls.Load() == n }, time.Second, time.Millisecond)
		time.Sleep(20 * time.Millisecond) // for the answer
	}
	says("text 1")
	says("text 1")
	fetched(1)
	age()
	says("text 1")
	fetched(2)
	says("text 1")
	fetched(2) // not again at once
	age()
	says("text 1")
	fetched(3)
	says("text 3")
	fetched(3)
}

// TestContextOfFallback has a provider that is asked after another one failed
// wait for a text of its own.
func TestContextOfFallback(t *testing.T) {
	const chain = `{"providers":[{"id":"a","type":"openai","apiTokens":["broken"]},{"id":"b","type":"openai","apiTokens":["k"],` +
		`"context":{"fileUrl":"http://files.test/a","serviceName":"files.static","servicePort":80}}],` +
		`"activeProviderId":"a","fallbacks":[{"providerId":"b","cluster":"outbound|80||provider.static"}]}`
	for _, host := range hosttest.HostNames {
		t.Run(host, func(t *testing.T) {
			l := newLibrary(t, host, chain, func(w http.ResponseWriter, n int) {
				if n == 1 {
					w.WriteHeader(500)
				}
				_, _ = io.WriteString(w, "the text")
			})
			status, body := l.ask(t)
			assert.Equal(t, 503, status, body) // what the provider said that was asked
			for range 2 {
				status, body = l.ask(t)
				assert.Equal(t, 200, status)
				assert.Contains(t, body, "the text")
			}
			assert.EqualValues(t, 2, l.calls.Load(), "calls of the service")
		})
	}
}

func TestContextConfig(t *testing.T) {
	for url, want := range map[string]string{
		"http://files.test": "/", "https://files.test/a/b.txt?v=1#x": "/a/b.txt?v=1", "files.test/a": "must be a URL", "ftp://files.test/a": "must be a URL",
		"http:///a": "must be a URL", "http://files.test/a b": "must be a URL",
	} {
		rules, faults := config.Load[Config]([]byte(strings.Replace(contextConfig, "http://files.test/a", url, 1)), inherit)
		if bad := faults.Errors(); len(bad) > 0 {
			assert.Equal(t, "provider.context.fileUrl", bad[0].Path)
			assert.Contains(t, bad[0].Text, want)
			continue
		}
		c, err := rules.Match(config.Target{})
		require.NoError(t, err)
		source := c.active.options.context
		assert.Equal(t, want, source.call.Headers[3][1])
		assert.Equal(t, "outbound|80||files.static", source.call.Cluster)
		assert.EqualValues(t, 2*time.Second, source.call.Timeout)
	}
	for _, bad := range []string{`{}`, `{"fileUrl":"http://a","serviceName":"s"}`, `{"fileUrl":"http://a","serviceName":"s","servicePort":0}`, `{"fileUrl":"http://a","serviceName":"","servicePort":1}`, `7`} {
		assert.NotEmpty(t, Check([]byte(`{"provider":{"type":"openai","context":`+bad+`}}`)).Errors(), bad)
	}
}

// TestContextOfAttempt has the text of a provider that one of Envoy's own retries
// goes to, where the plugin is a filter of the endpoint.
func TestContextOfAttempt(t *testing.T) {
	var calls atomic.Int32
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		_, _ = io.WriteString(w, "the text")
	}))
	t.Cleanup(files.Close)
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	t.Cleanup(broken.Close)
	var asked string
	well := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = string(body)
		w.Header().Set("content-type", "application/json")
		_, _ = io.WriteString(w, `{"type":"message","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn"}`)
	}))
	t.Cleanup(well.Close)
	set := &manifest.Set{}
	for name, server := range map[string]*httptest.Server{"files": files, "a": broken, "b": well} {
		cluster := hosttest.OneRoute(server.Listener.Addr().String()).Clusters[0]
		cluster.Name = "outbound|80||" + name + ".static"
		set.Clusters = append(set.Clusters, cluster)
	}
	set.Routes = []manifest.Route{{Name: "r", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
		Backends: []manifest.Backend{{Cluster: "outbound|80||a.static", Weight: 1}}}}
	set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", URL: "file://" + hosttest.Root() + "/dist/envoy/ai-proxy.wasm", Config: []byte(
		`{"providers":[{"id":"a","type":"openai","apiTokens":["k"]},{"id":"b","type":"claude","apiTokens":["k"],` +
			`"context":{"fileUrl":"http://files.test/a","serviceName":"files.static","servicePort":80}}],` +
			`"activeProviderId":"a","fallbacks":[{"providerId":"b","cluster":"outbound|80||b.static"}]}`)}}
	addresses := hosttest.FreeAddresses(t, 2)
	bootstrap, err := envoyhost.Render(set, envoyhost.Options{Listen: addresses[0], Admin: addresses[1], AccessLog: os.DevNull})
	require.NoError(t, err)
	envoy, err := envoyhost.Start(context.Background(), bootstrap, envoyhost.StartOptions{Workers: 1})
	require.NoError(t, err)
	t.Cleanup(func() { _ = envoy.Close() })
	l := &library{address: addresses[0]}
	for range 2 {
		asked = ""
		status, body := l.ask(t)
		assert.Equal(t, 200, status, body)
		assert.Contains(t, asked, `"system":"the text"`)
	}
	assert.EqualValues(t, 1, calls.Load(), "calls of the service")
}
