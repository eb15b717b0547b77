package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/upstream"
)

// The commands that a newcomer pastes first must work.
func TestQuickstartCurl(t *testing.T) {
	t.Chdir(root)
	url, stop, err := upstream.New(upstream.Options{}).Start("127.0.0.1:0")
	require.NoError(t, err)
	defer stop()
	dir := copyExample(t, "examples/quickstart", "127.0.0.1:9100", strings.TrimPrefix(url, "http://"))

	ctx, cancel := context.WithCancel(t.Context())
	var log console
	done := make(chan error, 1)
	o := runOptions{dir: dir, listen: "127.0.0.1:0", admin: "127.0.0.1:0", host: "wazero", workers: 1}
	go func() { done <- run(ctx, o, io.Discard, &log) }()
	gateway := log.await(t, `gateway on (http://\S+) `)[1]

	command := exec.Command("sh", filepath.Join(dir, "curl.sh"))
	command.Env = append(os.Environ(), "GATEWAY="+gateway)
	out, err := command.CombinedOutput()
	require.NoError(t, err, "%s", out)
	for text, times := range map[string]int{
		"You said: Say hello.": 2, `"object":"chat.completion"`: 1, "data: [DONE]": 1, `"type":"message",`: 1, "event: message_stop": 1,
	} {
		require.GreaterOrEqual(t, strings.Count(string(out), text), times, "%q in\n%s", text, out)
	}
	cancel()
	require.NoError(t, <-done)
}

func TestQuickstartCases(t *testing.T) {
	t.Chdir(root)
	for host := range hosts {
		out, _, err := execute(t, "test", "-f", "examples/quickstart", "--host", host)
		require.NoError(t, err, out)
		require.Contains(t, out, "0 failed")
	}
}

// copyExample copies the files of an example and replaces an address in them.
func copyExample(t *testing.T, from, address, by string) string {
	t.Helper()
	dir := t.TempDir()
	entries, err := os.ReadDir(from)
	require.NoError(t, err)
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(from, e.Name()))
		require.NoError(t, err)
		replaced := strings.ReplaceAll(string(text), address, by)
		require.NoError(t, os.WriteFile(filepath.Join(dir, e.Name()), []byte(replaced), 0o644))
	}
	return dir
}
