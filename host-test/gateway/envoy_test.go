package gateway_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
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
	require.NoError(t, os.WriteFile(filepath.Join(dir, "probe.wasm"), buildProbe(t), 0o644))
	config, err := json.Marshal(e.bootstrap(t, filepath.Join(dir, "probe.wasm"), newSlow(t)))
	require.NoError(t, err)
	file := filepath.Join(dir, "envoy.json")
	require.NoError(t, os.WriteFile(file, config, 0o644))

	cmd := exec.Command(binary, "-c", file, "--concurrency", "1", "--log-level", "warning",
		"--component-log-level", "wasm:info", "--use-dynamic-base-id")
	stderr, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	go e.read(stderr)
	for name, address := range e.address {
		require.Eventually(t, func() bool {
			c, err := net.Dial("tcp", address)
			if err == nil {
				_ = c.Close()
			}
			return err == nil
		}, 30*time.Second, 50*time.Millisecond, "Envoy does not listen for %s", name)
	}
	time.Sleep(300 * time.Millisecond)
	e.traced.take(0)
	return e
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

func (e *envoy) bootstrap(t *testing.T, module, slow string) object {
	var listeners []object
	for _, s := range scenarios {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		e.address[s.name] = l.Addr().String()
		_ = l.Close()
		listeners = append(listeners, e.listener(s, module))
	}
	return object{"static_resources": object{
		"listeners": listeners,
		"clusters": []object{
			envoyCluster("main", e.upstream.Listener.Addr().String()), envoyCluster("other", e.upstream.Listener.Addr().String()),
			envoyCluster("side", e.upstream.Listener.Addr().String()), envoyCluster("dead", "127.0.0.1:1"), envoyCluster("slow", slow),
		}}}
}

func socket(address string) object {
	host, port, _ := net.SplitHostPort(address)
	var n int
	_, _ = fmt.Sscan(port, &n)
	return object{"socket_address": object{"address": host, "port_value": n}}
}

func envoyCluster(name, address string) object {
	return object{"name": name, "type": "STATIC", "connect_timeout": "5s", "load_assignment": object{
		"cluster_name": name, "endpoints": []object{{"lb_endpoints": []object{{"endpoint": object{"address": socket(address)}}}}}}}
}

func (e *envoy) listener(s scenario, module string) object {
	var filters []object
	for i, script := range s.scripts {
		filters = append(filters, wasmFilter(s, string(rune('a'+i)), script, module))
	}
	filters = append(filters, object{"name": "router", "typed_config": object{
		"@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}})
	listener := object{"name": s.name, "address": socket(e.address[s.name]), "filter_chains": []object{{"filters": []object{{
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
	if s.name == "trap" {
		vm = s.name
	}
	return object{"name": "plugin-" + name, "typed_config": object{
		"@type": "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm",
		"config": object{
			"name": "plugin-" + name, "root_id": name,
			"allow_on_headers_stop_iteration": s.stop,
			"configuration":                   object{"@type": "type.googleapis.com/google.protobuf.StringValue", "value": script},
			"vm_config": object{"vm_id": vm, "runtime": "envoy.wasm.runtime.v8",
				"code": object{"local": object{"filename": module}}},
		}}}
}
