package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/upstream"
)

// console collects what a command prints while it runs.
type console struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (c *console) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.Write(p)
}

func (c *console) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.String()
}

func (c *console) await(t *testing.T, pattern string) []string {
	t.Helper()
	expression := regexp.MustCompile(pattern)
	require.Eventually(t, func() bool { return expression.MatchString(c.String()) }, 30*time.Second, 10*time.Millisecond, pattern)
	return expression.FindStringSubmatch(c.String())
}

// plain are manifests without a plugin: one path to the fake providers.
const plain = `apiVersion: networking.higress.io/v1
kind: McpBridge
metadata: {name: default}
spec:
  registries: [{name: fake, type: static, domain: "%s", port: 80}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: fake, annotations: {higress.io/destination: fake.static}}
spec:
  rules: [{http: {paths: [{path: %s, pathType: Prefix}]}}]
`

func TestRunTakesChangedManifests(t *testing.T) {
	url, stop, err := upstream.New(upstream.Options{}).Start("127.0.0.1:0")
	require.NoError(t, err)
	defer stop()
	for name := range hosts {
		t.Run(name, func(t *testing.T) {
			runTakesChangedManifests(t, name, url[len("http://"):])
		})
	}
}

func runTakesChangedManifests(t *testing.T, name, provider string) {
	dir := t.TempDir()
	write := func(text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "all.yaml"), []byte(text), 0o644))
	}
	write(fmt.Sprintf(plain, provider, "/v1"))
	ctx, cancel := context.WithCancel(t.Context())
	var log console
	done := make(chan error, 1)
	o := runOptions{dir: dir, listen: "127.0.0.1:0", admin: "127.0.0.1:0", host: name, workers: 1}
	go func() { done <- run(ctx, o, io.Discard, &log) }()
	addresses := log.await(t, `gateway on (http://\S+) .* on (http://\S+)\n`)
	gateway, admin := addresses[1], addresses[2]

	require.Equal(t, http.StatusUnauthorized, status(t, gateway+"/v1/models"), "the provider wants a key")
	require.Equal(t, http.StatusOK, status(t, admin+"/healthz"))
	require.Equal(t, http.StatusOK, status(t, admin+"/metrics"))

	write(fmt.Sprintf(plain, provider, "/elsewhere"))
	log.await(t, "changed and is in force")
	require.Eventually(t, func() bool { return status(t, gateway+"/v1/models") == http.StatusNotFound }, 5*time.Second, 10*time.Millisecond)

	write("kind: [")
	log.await(t, `all.yaml:1: not valid YAML: (.|\n)*the manifests before stay in force`)
	require.Equal(t, http.StatusOK, status(t, admin+"/healthz"))

	cancel()
	require.NoError(t, <-done)
}

func status(t *testing.T, url string) int {
	t.Helper()
	response, err := http.Get(url)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}

func TestWatchWaitsUntilFilesRest(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	var changes atomic.Int32
	done := make(chan error, 1)
	go func() { done <- watch(ctx, dir, func() { changes.Add(1) }) }()
	time.Sleep(quiet) // the watch has begun
	for i := range 5 {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.yaml"), fmt.Appendf(nil, "a: %d", i), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o644))
	}
	require.Eventually(t, func() bool { return changes.Load() == 1 }, 5*time.Second, 10*time.Millisecond)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("x"), 0o644))
	time.Sleep(2 * quiet)
	require.Equal(t, int32(1), changes.Load())
	cancel()
	require.NoError(t, <-done)
	require.Error(t, watch(t.Context(), filepath.Join(dir, "nowhere"), func() {}))
}

func TestCurlIsReadyToPaste(t *testing.T) {
	var out bytes.Buffer
	printCurl(&out, root+"examples/quickstart", "127.0.0.1:1234")
	require.Equal(t, 4, bytes.Count(out.Bytes(), []byte("\ncurl -sS")))
	require.Equal(t, 4, bytes.Count(out.Bytes(), []byte("http://127.0.0.1:1234/")))
	require.NotContains(t, out.String(), "GATEWAY")
	out.Reset()
	printCurl(&out, t.TempDir(), "127.0.0.1:1234")
	require.Empty(t, out.String())
}
