package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/envoyhost"
)

const goodCase = `a request passes as it is
-- request.http --
POST /v1/x HTTP/1.1
Content-Type: text/plain

hello
-- upstream/request.http --
POST /v1/x HTTP/1.1
Host: gateway.test
Content-Type: text/plain

hello
-- upstream/response.http --
HTTP/1.1 200 OK
Content-Type: text/plain

bye
-- response.http --
HTTP/1.1 200 OK
Content-Type: text/plain

bye
`

func TestCasesOfAUser(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	write("all.yaml", fmt.Sprintf(plain, "127.0.0.1:9", "/v1"))
	_, _, err := execute(t, "test", "-f", dir)
	require.ErrorContains(t, err, "there are no cases")

	write("cases/good.txtar", goodCase)
	for host := range hosts {
		if _, err := envoyhost.Binary(); err != nil && host == "envoy" {
			continue
		}
		out, _, err := execute(t, "test", "-f", dir, "--host", host)
		require.NoError(t, err, out)
		require.Equal(t, "ok    good: a request passes as it is\n1 case on "+host+", 0 failed\n", out)
	}

	bad := write("bad.txtar", strings.Replace(goodCase, "bye\n-- response.http", "farewell\n-- response.http", 1))
	out, _, err := execute(t, "test", "-f", dir, bad)
	require.ErrorIs(t, err, errTold)
	require.Contains(t, out, "FAIL  bad: a request passes as it is\n      what the client received differs in line 4:\n        want bye\n        got  farewell\n")

	configured := write("configured.txtar", goodCase+"-- config.json --\n{}\n")
	_, _, err = execute(t, "test", "-f", dir, configured)
	require.ErrorContains(t, err, "config.json has no effect here")
}
