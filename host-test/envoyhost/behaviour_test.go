package envoyhost

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/manifest"
)

func TestNoClientCanBreakTheAccessLog(t *testing.T) {
	a := upstream(t, "a")
	config, err := Render(&manifest.Set{Clusters: []manifest.Cluster{a}, Routes: []manifest.Route{prefix("a", "/", a)}}, anywhere)
	require.NoError(t, err)
	var accessLog syncBuffer
	e := start(t, config, StartOptions{Stdout: &accessLog})
	address := strings.TrimPrefix(e.url(t), "http://")
	for _, request := range []string{
		"GET /\"quoted?\"=\\ HTTP/1.1\r\nHost: a\"b\r\n\r\n",
		"GET /\"quoted?\"=\\ HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /p HTTP/1.1\r\nHost: a\r\nX-Envoy-Original-Path: /\"\r\n\r\n",
		"G\"T /m HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /last HTTP/1.1\r\nHost: a\r\n\r\n",
	} {
		connection, err := net.Dial("tcp", address)
		require.NoError(t, err)
		_, err = io.WriteString(connection, request)
		require.NoError(t, err)
		_, err = connection.Read(make([]byte, 1024))
		require.NoError(t, err)
		require.NoError(t, connection.Close())
	}
	require.Eventually(t, func() bool { return strings.Contains(accessLog.String(), "/last") }, 15*time.Second, 50*time.Millisecond)
	for line := range strings.Lines(accessLog.String()) {
		require.True(t, json.Valid([]byte(line)), line)
	}
}

func TestABodyAboveTheLimitIsRefused(t *testing.T) {
	a := upstream(t, "a")
	set := &manifest.Set{
		Clusters: []manifest.Cluster{a}, Routes: []manifest.Route{prefix("a", "/", a)},
		Plugins: []manifest.Plugin{{Name: "p", URL: "file://p.wasm"}},
	}
	limited := anywhere
	limited.BodyLimit = 100_000
	config, err := bootstrap(at(set), limited)
	require.NoError(t, err)
	withLua(t, config, `function envoy_on_request(handle) handle:body() end`)
	text, err := toYAML(config)
	require.NoError(t, err)
	url := start(t, text, StartOptions{}).url(t)
	for size, want := range map[int]int{90_000: http.StatusOK, 200_000: http.StatusRequestEntityTooLarge} {
		response, err := http.Post(url, "text/plain", bytes.NewReader(make([]byte, size)))
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, want, response.StatusCode)
		if want != http.StatusOK {
			require.Equal(t, "application/json", response.Header.Get("Content-Type"))
			require.JSONEq(t, fmt.Sprintf(tooLarge, limited.BodyLimit), string(body))
		}
	}
}

func TestADrainWaitsForRequestsInFlight(t *testing.T) {
	arrived, leave := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-leave
		_, _ = io.WriteString(w, "whole")
	}))
	t.Cleanup(server.Close)
	c := clusterAt(t, "slow", server)
	config, err := Render(&manifest.Set{Clusters: []manifest.Cluster{c}, Routes: []manifest.Route{prefix("a", "/", c)}}, anywhere)
	require.NoError(t, err)
	e := start(t, config, StartOptions{})
	url := e.url(t)
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get(url)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- string(body)
	}()
	<-arrived
	drained := make(chan error, 1)
	go func() { drained <- e.Drain(t.Context()) }()
	require.Eventually(t, func() bool {
		_, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		return err != nil
	}, 5*time.Second, 20*time.Millisecond, "new connections are still taken")
	require.Empty(t, drained)
	close(leave)
	require.Equal(t, "whole", <-answered)
	require.NoError(t, <-drained)
}

func TestManySetsShareAnEnvoy(t *testing.T) {
	a, b := upstream(t, "a"), upstream(t, "b")
	config, err := RenderSites(at(
		&manifest.Set{Clusters: []manifest.Cluster{a}, Routes: []manifest.Route{prefix("a", "/", a)}},
		&manifest.Set{Clusters: []manifest.Cluster{a, b}, Routes: []manifest.Route{prefix("b", "/", b)}},
	), anywhere)
	require.NoError(t, err)
	e := start(t, config, StartOptions{})
	for name, want := range map[string]string{Listener: "a got", Listener + "-2": "b got"} {
		address, err := e.Admin().Listener(t.Context(), name)
		require.NoError(t, err)
		_, body := get(t, "http://"+address)
		require.Contains(t, body, want)
	}
}
