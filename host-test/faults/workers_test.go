package faults_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/faults"
	"aigateway/host-test/gateway"
	"aigateway/host-test/manifest"
)

const (
	cluster = "outbound|80||%s.static"
	config  = `{"providers":[{"id":"a","type":"openai","apiTokens":["ka"]},{"id":"b","type":"claude","apiTokens":["kb"]}],
		"activeProviderId":"a","fallbacks":[{"providerId":"b","cluster":"outbound|80||b.static"}]}`
)

// TestWorkersShareWhatTheyLearn has one of four workers be told to wait: the
// others leave the provider alone as well, and all come back in time.
func TestWorkersShareWhatTheyLearn(t *testing.T) {
	vendors := faults.New()
	set := &manifest.Set{}
	for _, who := range []string{"a", "b"} {
		server := httptest.NewServer(vendors.Provider(who))
		t.Cleanup(server.Close)
		c := hosttest.OneRoute(server.Listener.Addr().String()).Clusters[0]
		c.Name = fmt.Sprintf(cluster, who)
		set.Clusters = append(set.Clusters, c)
	}
	set.Routes = []manifest.Route{{Name: "r", Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
		Backends: []manifest.Backend{{Cluster: fmt.Sprintf(cluster, "a"), Weight: 1}}}}
	set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", Config: []byte(config),
		URL: "file://" + filepath.Join(hosttest.Root(), "dist", "envoy", "ai-proxy.wasm")}}
	g, err := gateway.New(gateway.Options{Set: set, Load: hosttest.LoadModule, Workers: 4, HeadersStopIteration: true, PinRoutes: true,
		CacheDir: filepath.Join(hosttest.Root(), ".cache", "wazero")})
	require.NoError(t, err)
	server := httptest.NewServer(g)
	t.Cleanup(func() { server.Close(); require.NoError(t, g.Close(context.Background())) })

	n := 0
	ask := func(failures int) []string {
		n++
		r, err := http.NewRequest(http.MethodPost, server.URL+"/v1/chat/completions", strings.NewReader(`{"model":"m","messages":[{"role":"user","content":"hi"}]}`))
		require.NoError(t, err)
		for name, value := range map[string]string{faults.Case: strconv.Itoa(n), faults.Fault: "429", faults.Failures: strconv.Itoa(failures),
			faults.RetryAfter: "2", "Content-Type": "application/json"} {
			r.Header.Set(name, value)
		}
		response, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Equal(t, 200, response.StatusCode, string(body))
		return vendors.Asked(strconv.Itoa(n))
	}
	began := time.Now()
	assert.Equal(t, []string{"a ka", "b kb"}, ask(1))
	for range 100 {
		assert.Equal(t, []string{"b kb"}, ask(0))
	}
	require.Less(t, time.Since(began), 2*time.Second, "too slow to tell")
	time.Sleep(time.Until(began.Add(2200 * time.Millisecond)))
	assert.Equal(t, []string{"a ka"}, ask(0))
}
