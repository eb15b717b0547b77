package hosttest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	"aigateway/host-test/guests/probe"
	"aigateway/host-test/manifest"
)

// TestLifecycle holds package plugin to what it promises on every host: a
// panic in any callback costs its own exchange only.
func TestLifecycle(t *testing.T) {
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("x-seen-size", r.Header.Get("x-probe-size"))
		_, _ = w.Write([]byte("provider got " + string(body)))
	}))
	t.Cleanup(provider.Close)
	modules := buildGuest(t, "probe")
	for _, host := range hosttest.HostNames {
		for root, behaviours := range map[string][]behaviour{"probe": lifecycle, "observer": unharmed} {
			t.Run(host+"/"+root, func(t *testing.T) {
				set := hosttest.OneRoute(provider.Listener.Addr().String())
				set.Plugins = []manifest.Plugin{{Name: root, RootID: root, URL: modules[host], Config: []byte(`{"tick":true}`)}}
				address := hosttest.Serve(t, host, set, map[string]func() abi.Guest{
					modules["native"]: func() abi.Guest { return plugin.Guest(probe.Plugin(), probe.Observer()) },
				})
				for _, c := range behaviours {
					t.Run(strings.ReplaceAll(c.command, " ", "-"), func(t *testing.T) { c.check(t, address) })
				}
			})
		}
	}
}

// behaviour is one command to the probe, and what a client then sees.
type behaviour struct {
	command string
	status  int    // 0: the connection breaks
	body    string // contained in it
	header  [2]string
}

const failed = "problem: the gateway failed on this request"

var lifecycle = []behaviour{
	{"", 200, "provider got hello", [2]string{}},
	{"panic-request-headers", 500, failed, [2]string{}},
	{"panic-request-body", 500, failed, [2]string{}},
	{"panic-response-headers", 500, failed, [2]string{}},
	{"panic-response-body", 0, "", [2]string{}},
	{"panic-close", 200, "provider got hello", [2]string{}},
	{"panic-call outbound|80||provider.static", 500, failed, [2]string{}},
	{"panic-render", 500, "", [2]string{}},
	{"panic-tick", 200, "provider got hello", [2]string{}},
	{"hold", 200, "provider got hello", [2]string{"x-seen-size", "5"}},
	{"hold-response", 200, "provider got hello", [2]string{"x-probe-size", "18"}},
	{"call outbound|80||provider.static", 200, "200 provider got", [2]string{}},
	{"call no-such-cluster", 200, "refused: the host has no cluster no-such-cluster", [2]string{}},
	{"reply 418", 418, "probe", [2]string{}},
	{"reply-twice", 418, "first", [2]string{}},
	{"metrics", 200, "provider got hello", [2]string{}},
	{"property plugin_root_id", 200, "probe", [2]string{}},
	{"property no.such.thing", 200, "", [2]string{}},
	{"collect 3", 200, "provider got hello", [2]string{}},
	{"shared", 200, "", [2]string{}},
}

// unharmed is what a plugin that only watches costs an exchange when it fails.
var unharmed = []behaviour{
	{"panic-request-headers", 200, "provider got hello", [2]string{}},
	{"panic-request-body", 200, "provider got hello", [2]string{}},
	{"panic-response-headers", 200, "provider got hello", [2]string{}},
	{"panic-response-body", 200, "provider got hello", [2]string{}},
	{"panic-close", 200, "provider got hello", [2]string{}},
}

func (c behaviour) check(t *testing.T, address string) {
	response, body, err := ask(address, c.command)
	if c.status == 0 {
		assert.Error(t, err, "half an answer must not look whole: %v %q", response, body)
	} else if assert.NoError(t, err) {
		assert.Equal(t, c.status, response.StatusCode)
		assert.Contains(t, body, c.body)
		if c.header[0] != "" {
			assert.Equal(t, c.header[1], response.Header.Get(c.header[0]))
		}
	}
	time.Sleep(20 * time.Millisecond)
	response, body, err = ask(address, "")
	require.NoError(t, err, "the next exchange on the same VM")
	assert.Equal(t, 200, response.StatusCode)
	assert.Equal(t, "provider got hello", body)
}

func ask(address, command string) (*http.Response, string, error) {
	request, err := http.NewRequest(http.MethodPost, "http://"+address+"/", strings.NewReader("hello"))
	if err != nil {
		return nil, "", err
	}
	request.Header.Set("x-probe", command)
	client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return nil, "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response, string(body), err
}

// buildGuest builds a guest in both flavours and returns its URL on each host.
func buildGuest(t *testing.T, name string) map[string]string {
	dir := t.TempDir()
	urls := map[string]string{"native": "file://native"}
	for flavour, tags := range map[string]string{"envoy": "", "higress": "higress"} {
		file := filepath.Join(dir, flavour+".wasm")
		command := exec.Command("go", "build", "-trimpath", "-tags", tags, "-buildmode=c-shared", "-o", file, "./host-test/guests/"+name+"/wasm")
		command.Dir = hosttest.Root()
		command.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
		out, err := command.CombinedOutput()
		require.NoError(t, err, string(out))
		urls[flavour] = "file://" + file
	}
	urls["wazero"] = urls["envoy"]
	return urls
}
