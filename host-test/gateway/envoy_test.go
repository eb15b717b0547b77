package gateway_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/engine"
)

// envoy is a real Envoy with a listener for every scenario.
type envoy struct {
	upstream *upstream
	traced   *trace
	address  map[string]string
}

var wasmLog = regexp.MustCompile(`wasm log[^:]*: (probe .*)$`)

// startEnvoy runs the probe in the Envoy below .cache.
func startEnvoy(t *testing.T) *envoy {
	binary := filepath.Join(root(t), ".cache", "venv", "bin", "envoy")
	if _, err := os.Stat(binary); err != nil {
		t.Fatalf("there is no Envoy at .cache/venv/bin/envoy; run: make tools")
	}
	e := &envoy{upstream: newUpstream(t), traced: &trace{}, address: map[string]string{}}
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "probe.wasm"), buildProbe(t, engine.Envoy), 0o644))
	config, err := json.Marshal(e.bootstrap(filepath.Join(dir, "probe.wasm"), newSlow(t)))
	require.NoError(t, err)
	file := filepath.Join(dir, "envoy.json")
	require.NoError(t, os.WriteFile(file, config, 0o644))

	cmd := exec.Command(binary, "-c", file, "--concurrency", "1", "--log-level", "warning",
		"--component-log-level", "wasm:info", "--use-dynamic-base-id", "--admin-address-path", filepath.Join(dir, "admin"))
	stderr, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	go e.read(stderr)
	require.Eventually(t, func() bool { return e.ready(filepath.Join(dir, "admin")) }, time.Minute, 100*time.Millisecond,
		"Envoy does not start")
	e.traced.take(0)
	return e
}

// ready learns where Envoy listens, from its admin port.
func (e *envoy) ready(file string) bool {
	admin, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	response, err := http.Get("http://" + string(admin) + "/listeners?format=json")
	if err != nil {
		return false
	}
	defer response.Body.Close()
	var listeners struct {
		Statuses []struct {
			Name    string `json:"name"`
			Address struct {
				Socket struct {
					Port int `json:"port_value"`
				} `json:"socket_address"`
			} `json:"local_address"`
		} `json:"listener_statuses"`
	}
	if json.NewDecoder(response.Body).Decode(&listeners) != nil {
		return false
	}
	for _, l := range listeners.Statuses {
		e.address[l.Name] = fmt.Sprintf("127.0.0.1:%d", l.Address.Socket.Port)
	}
	ready, err := http.Get("http://" + string(admin) + "/ready")
	if err != nil {
		return false
	}
	_ = ready.Body.Close()
	return ready.StatusCode == http.StatusOK && len(e.address) == len(scenarios)
}

func (e *envoy) read(r io.Reader) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if m := wasmLog.FindStringSubmatch(lines.Text()); m != nil {
			e.traced.add(m[1])
		} else if testing.Verbose() {
			fmt.Fprintln(os.Stderr, lines.Text())
		}
	}
}

func (e *envoy) run(t *testing.T, s scenario) string {
	e.traced.take(0)
	return s.transcript(t, e.upstream, e.traced, e.address[s.name])
}

type object = map[string]any

func (e *envoy) bootstrap(module, slow string) object {
	var listeners []object
	for _, s := range scenarios {
		listeners = append(listeners, e.listener(s, module))
	}
	main := e.upstream.Listener.Addr().String()
	return object{
		"admin": object{"address": socket("127.0.0.1:0")},
		"static_resources": object{
			"listeners": listeners,
			"clusters": []object{envoyCluster("main", main), envoyCluster("other", main), envoyCluster("side", main),
				envoyCluster("dead", "127.0.0.1:1"), envoyCluster("slow", slow)},
		}}
}

func socket(address string) object {
	host, port, _ := net.SplitHostPort(address)
	var n int
	_, _ = fmt.Sscan(port, &n)
	return object{"socket_address": object{"address": host, "port_value": n}}
}

func envoyCluster(name, address string) object {
	trailers := object{"explicit_http_config": object{"http_protocol_options": object{"enable_trailers": true}},
		"@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions"}
	return object{"name": name, "type": "STATIC",
		"typed_extension_protocol_options": object{"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": trailers},
		"connect_timeout":                  "5s", "load_assignment": object{
			"cluster_name": name, "endpoints": []object{{"lb_endpoints": []object{{"endpoint": object{"address": socket(address)}}}}}}}
}

func (e *envoy) listener(s scenario, module string) object {
	var filters []object
	for i, script := range s.scripts {
		filters = append(filters, wasmFilter(s, string(rune('a'+i)), script, module))
	}
	filters = append(filters, object{"name": "router", "typed_config": object{
		"@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}})
	listener := object{"name": s.name, "address": socket("127.0.0.1:0"), "filter_chains": []object{{"filters": []object{{
		"name": "hcm", "typed_config": object{
			"@type":                 "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
			"stat_prefix":           s.name,
			"http_protocol_options": object{"enable_trailers": true},
			"http_filters":          filters,
			"route_config": object{"virtual_hosts": []object{{"name": "all", "domains": []string{"*"}, "routes": []object{
				envoyRoute("other"), envoyRoute("dead"), envoyRoute("main")}}}},
		}}}}}}
	if s.limit > 0 {
		listener["per_connection_buffer_limit_bytes"] = s.limit
	}
	return listener
}

func envoyRoute(name string) object {
	match := object{"prefix": "/t"}
	if name != "main" {
		match["headers"] = []object{{"name": "x-to", "string_match": object{"exact": name}}}
	}
	return object{"name": name, "match": match, "route": object{"cluster": name}}
}

func wasmFilter(s scenario, name, script, module string) object {
	vm := "probe" // one compilation for all that leave it alive
	if strings.HasPrefix(s.name, "trap") {
		vm = s.name
	}
	policy := "FAIL_CLOSED"
	if s.open {
		policy = "FAIL_OPEN"
	}
	return object{"name": "plugin-" + name, "typed_config": object{
		"@type": "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm",
		"config": object{
			"name": "plugin-" + name, "root_id": name, "failure_policy": policy,
			"allow_on_headers_stop_iteration": s.stop,
			"configuration":                   object{"@type": "type.googleapis.com/google.protobuf.StringValue", "value": script},
			"vm_config": object{"vm_id": vm, "runtime": "envoy.wasm.runtime.v8",
				"code": object{"local": object{"filename": module}}},
		}}}
}
