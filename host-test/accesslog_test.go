package hosttest

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/envoyhost"
	"aigateway/host-test/gateway"
	"aigateway/host-test/upstream"
)

// logged stores what ai-statistics would, in time and in the last moment.
const logged = `
request set ai_log {\"model\":\"gpt-4.1\"}
close set ai_audit {\"consumer\":\"é\",\"list\":[1]}
`

// entry is one line of an access log.
type entry struct {
	names  []string
	values map[string]string
}

// TestAccessLog has both hosts write the same line for the same exchange.
func TestAccessLog(t *testing.T) {
	endless := upstream.Response{Status: 200, Body: []byte("data: 1\n\n"), Hold: true}
	player := upstream.Replay(upstream.Response{Status: 200, Body: []byte("hello")})
	provider := httptest.NewServer(player)
	t.Cleanup(provider.Close)
	set := tellers(t, provider, logged)
	set.Routes[0].Path.Value = "/v1"
	here, there := filepath.Join(t.TempDir(), "gateway"), filepath.Join(t.TempDir(), "envoy")
	to, err := os.Create(here)
	require.NoError(t, err)
	t.Cleanup(func() { _ = to.Close() })
	_, embedded := tellingGateway(t, set, gateway.Options{AccessLog: to})
	_, envoy := runningEnvoy(t, set, envoyhost.Options{AccessLog: there})
	for i, exchange := range []struct {
		request string
		leave   *abort
	}{
		{"POST /v1/chat?key=secret HTTP/1.1\nHost: ai.test:81\n\n{\"a\":1}\n", nil},
		{"GET /elsewhere HTTP/1.1\n", nil},
		{"GET /v1/x HTTP/1.1\n", &abort{events: 1}},
	} {
		if player.Play(upstream.Response{Status: 200, Body: []byte("hello")}); exchange.leave != nil {
			player.Play(endless)
		}
		for _, address := range []string{embedded, envoy} {
			_, err := send(address, []byte(exchange.request), exchange.leave)
			require.NoError(t, err)
		}
		want, got := lastEntry(t, here, i+1), lastEntry(t, there, i+1)
		assert.Equal(t, got.names, want.names)
		for _, name := range []string{"start_time", "request_id", "duration", "upstream_service_time", "downstream_remote_address"} {
			assert.Equal(t, got.values[name] == "-", want.values[name] == "-", "%s: %q and %q", name, got.values[name], want.values[name])
			delete(want.values, name)
			delete(got.values, name)
		}
		assert.Equal(t, got.values, want.values)
		assert.Equal(t, `{"model":"gpt-4.1"}`, got.values["ai_log"])
		assert.Equal(t, `{"consumer":"é","list":[1]}`, got.values["ai_audit"])
	}
}

// lastEntry waits until a log has n lines, and reads the last one.
func lastEntry(t *testing.T, file string, n int) entry {
	var lines [][]byte
	require.Eventually(t, func() bool {
		text, _ := os.ReadFile(file)
		lines = bytes.Split(bytes.TrimSpace(text), []byte("\n"))
		return len(lines) == n && len(lines[0]) > 0
	}, 5*time.Second, 10*time.Millisecond, file)
	e := entry{values: map[string]string{}}
	require.NoError(t, json.Unmarshal(lines[n-1], &e.values), "%s", lines[n-1])
	d := json.NewDecoder(bytes.NewReader(lines[n-1]))
	for i := 0; ; i++ {
		token, err := d.Token()
		if err != nil {
			break
		}
		if name, ok := token.(string); ok && i%2 == 1 {
			e.names = append(e.names, name)
		}
	}
	require.False(t, slices.Contains(e.names, ""))
	return e
}
