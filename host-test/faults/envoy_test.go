package faults_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/envoyhost"
	"aigateway/host-test/faults"
	"aigateway/host-test/manifest"
)

// retrying is an Envoy whose own retries follow chains of three providers.
type retrying struct {
	*faults.Vendors
	address string
	n       atomic.Int64
}

const (
	cluster = "outbound|80||%s.static"
	chain   = `"activeProviderId":"a","fallbacks":[{"providerId":"b","cluster":"outbound|80||b.static"},{"providerId":"c","cluster":"outbound|80||c.static"}]`
	config  = `{"providers":[
		{"id":"a","type":"openai","apiTokens":["ka"],"firstByteTimeout":200,"modelMapping":{"m":"a-rather-long-name-for-a-model"}},
		{"id":"b","type":"claude","apiTokens":["kb"]},
		{"id":"c","type":"openai","apiTokens":["kc"]}],%s}`
)

// start runs one Envoy with a route for each name: what Envoy learns of an
// endpoint must not reach the next test. Routes called refused begin at a
// provider that nobody listens for.
func start(t *testing.T, names []string) *retrying {
	g := &retrying{Vendors: faults.New()}
	set := &manifest.Set{}
	endpoint := func(name, address string) {
		c := hosttest.OneRoute(address).Clusters[0]
		c.Name = fmt.Sprintf(cluster, name)
		set.Clusters = append(set.Clusters, c)
	}
	endpoint("nobody", hosttest.FreeAddress(t))
	for _, who := range []string{"a", "b", "c"} {
		server := httptest.NewServer(g.Provider(who))
		t.Cleanup(server.Close)
		endpoint(who, server.Listener.Addr().String())
	}
	for _, name := range names {
		first := "a"
		if strings.HasPrefix(name, "refused") {
			first = "nobody"
		}
		set.Routes = append(set.Routes, manifest.Route{Name: name, Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
			Headers:  []manifest.HeaderMatch{{Name: "x-route", Value: name}},
			Backends: []manifest.Backend{{Cluster: fmt.Sprintf(cluster, first), Weight: 1}}})
	}
	set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", Config: fmt.Appendf(nil, config, chain),
		URL: "file://" + filepath.Join(hosttest.Root(), "dist", "envoy", "ai-proxy.wasm")}}
	addresses := hosttest.FreeAddresses(t, 2)
	g.address = addresses[0]
	bootstrap, err := envoyhost.Render(set, envoyhost.Options{Listen: addresses[0], Admin: addresses[1], AccessLog: os.DevNull})
	require.NoError(t, err)
	envoy, err := envoyhost.Start(context.Background(), bootstrap, envoyhost.StartOptions{Workers: 1})
	require.NoError(t, err)
	t.Cleanup(func() {
		_ = envoy.Close()
	})
	return g
}

// ask sends a request and returns its answer, with the body unread.
func (g *retrying) ask(t *testing.T, path, body, route, fault string, failures int) (response *http.Response, name string) {
	name = strconv.FormatInt(g.n.Add(1), 10)
	r, err := http.NewRequest(http.MethodPost, "http://"+g.address+path, strings.NewReader(body))
	require.NoError(t, err)
	for key, value := range map[string]string{faults.Case: name, "X-Route": route, faults.Fault: fault, faults.Failures: strconv.Itoa(failures),
		"Content-Type": "application/json", "Authorization": "Bearer sk-client"} {
		r.Header.Set(key, value)
	}
	response, err = (&http.Client{Timeout: 10 * time.Second}).Do(r)
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	return response, name
}

func (g *retrying) chat(t *testing.T, route, fault string, failures int, streams bool) (status int, body string, asked []string) {
	text := fmt.Sprintf(`{"model":"m","stream":%t,"messages":[{"role":"user","content":"hi"}]}`, streams)
	response, name := g.ask(t, "/v1/chat/completions", text, route, fault, failures)
	all, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(all), g.Asked(name)
}

// TestEnvoyRetries has each attempt of Envoy's own retries converted for the
// provider that it goes to.
func TestEnvoyRetries(t *testing.T) {
	names := []string{"messages", "stream", "request"}
	for _, streams := range []bool{false, true} {
		for _, fault := range append(faults.All(streams), "refused", "mid-stream") {
			names = append(names, fmt.Sprintf("%s-%t", fault, streams))
		}
	}
	g := start(t, names)
	for _, streams := range []bool{false, true} {
		for _, fault := range faults.All(streams) {
			t.Run(fmt.Sprintf("%s stream=%t", fault, streams), func(t *testing.T) { g.matrix(t, fault, streams) })
		}
		t.Run(fmt.Sprintf("refused stream=%t", streams), func(t *testing.T) {
			status, body, asked := g.chat(t, fmt.Sprintf("refused-%t", streams), "401", 1, streams)
			assert.Equal(t, 200, status, body)
			assert.Equal(t, []string{"b kb", "c kc"}, asked)
		})
	}
	t.Run("a stream stays a stream", g.stream)
	t.Run("a client of Anthropic", g.messages)
	t.Run("a request of its own fault", func(t *testing.T) {
		status, body, asked := g.chat(t, "request", "400", 3, false)
		assert.Equal(t, 400, status, body)
		assert.Equal(t, []string{"a ka"}, asked)
	})
}

func (g *retrying) matrix(t *testing.T, fault string, streams bool) {
	route := fmt.Sprintf("%s-%t", fault, streams)
	providers := []string{"a ka", "b kb", "c kc"}
	for failures := 1; failures <= 2; failures++ {
		status, body, asked := g.chat(t, route, fault, failures, streams)
		assert.Equal(t, 200, status, body)
		assert.Equal(t, providers[:failures+1], asked)
		assert.Contains(t, body, `"content":"word"`)
	}
	status, body, asked := g.chat(t, route, fault, 3, streams)
	assert.Equal(t, providers, asked)
	if want, err := strconv.Atoi(fault); err == nil {
		assert.Equal(t, want, status)
		assert.Contains(t, body, "fault 3", "the last real error")
	} else {
		assert.GreaterOrEqual(t, status, 500)
	}
}

// stream reads events of a second provider while it still speaks.
func (g *retrying) stream(t *testing.T) {
	began := time.Now()
	response, name := g.ask(t, "/v1/chat/completions", `{"model":"m","stream":true,"messages":[{"role":"user","content":"hi"}]}`, "stream", "pause", 1)
	require.Equal(t, 200, response.StatusCode)
	in := bufio.NewReader(response.Body)
	line, err := in.ReadString('\n')
	require.NoError(t, err)
	assert.Contains(t, line, "data: {")
	assert.Less(t, time.Since(began), faults.Pause, "the first event waited for the last")
	rest, err := io.ReadAll(in)
	require.NoError(t, err)
	assert.Contains(t, string(rest), "[DONE]")
	assert.Equal(t, []string{"a ka", "b kb"}, g.Asked(name))
}

// messages has a client of Anthropic's API reach three providers.
func (g *retrying) messages(t *testing.T) {
	response, name := g.ask(t, "/v1/messages", `{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}`, "messages", "503", 1)
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Equal(t, 200, response.StatusCode, string(body))
	assert.Contains(t, string(body), `"type":"message"`)
	assert.Equal(t, []string{"a ka", "b kb"}, g.Asked(name))
}
