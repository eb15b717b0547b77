package hosttest

import (
	"bytes"
	"cmp"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
)

var update = flag.Bool("update", false, "write what the native host does into the case files")

// Plugin says what the cases are about.
type Plugin struct {
	// Name is that of the plugin, and its root id.
	Name string
	// Module is dist/FLAVOUR/MODULE.wasm; the default is Name.
	Module string
	// Guest makes the plugin for the native host.
	Guest func() abi.Guest
}

// Run runs every case of a directory on every host.
func Run(t *testing.T, p Plugin, dir string) {
	cases, err := ReadCases(dir)
	require.NoError(t, err)
	require.NotEmpty(t, cases, "no case files in %s", dir)
	for _, name := range HostNames {
		t.Run(name, func(t *testing.T) {
			run(t, p, name, cases)
			t.Logf("%s: %d cases ran on %s", p.Name, len(cases), name)
		})
	}
}

// running is a case whose provider is up.
type running struct {
	*Case
	player    *upstream.Player
	manifests *manifest.Set
}

func run(t *testing.T, p Plugin, host string, cases []*Case) {
	list := make([]*running, len(cases))
	for i, c := range cases {
		list[i] = prepare(t, p, host, c)
	}
	address := serveCases(t, p, host, list)
	for i, r := range list {
		t.Run(r.Name, func(t *testing.T) {
			at := address(t, i)
			r.check(t, host, r.exchange(t, at))
			for _, size := range chunkSizes[host] {
				r.checkCut(t, host, at, size)
			}
		})
	}
}

// serveCases starts a host; what it returns gives the address at which one of
// the cases is served. Envoy serves all of them at once, the embedded gateway
// one after the other.
func serveCases(t *testing.T, p Plugin, host string, list []*running) func(t *testing.T, i int) string {
	if host == "envoy" {
		sets := make([]*manifest.Set, len(list))
		for i, r := range list {
			sets[i] = r.manifests
		}
		addresses := serveEnvoy(t, sets)
		return func(_ *testing.T, i int) string { return addresses[i] }
	}
	g, address := serveGateway(t, host, list[0].manifests, Natives{moduleURL(p, "native"): p.Guest})
	return func(t *testing.T, i int) string {
		require.NoError(t, g.Replace(list[i].manifests))
		return address
	}
}

// chunkSizes are what streamed answers are cut into besides being sent whole.
var chunkSizes = map[string][]int{
	"native": {1, 2, 3, 5, 7, 11, 64, 333}, "wazero": {1, 13}, "higress": {17}, "envoy": {1, 19},
}

// prepare starts the provider of a case and says how it is reached.
func prepare(t *testing.T, p Plugin, host string, c *Case) *running {
	answer := upstream.Response{Status: 500}
	if c.Answer != nil {
		answer = *c.Answer
	}
	r := &running{Case: c, player: upstream.Replay(answer)}
	server := httptest.NewServer(r.player)
	t.Cleanup(server.Close)
	r.manifests = oneRoute(c.Name, server.Listener.Addr().String())
	r.manifests.Plugins = []manifest.Plugin{{Name: p.Name, RootID: p.Name, URL: moduleURL(p, host), Config: c.Config}}
	return r
}

func moduleURL(p Plugin, host string) string {
	flavour := map[string]string{"native": "native", "higress": "higress"}[host]
	if flavour == "" {
		flavour = "envoy"
	}
	return "file://" + filepath.Join(Root(), "dist", flavour, cmp.Or(p.Module, p.Name)+".wasm")
}

func (r *running) exchange(t *testing.T, address string) result {
	r.player.Forget()
	response, err := send(address, r.Request)
	require.NoError(t, err)
	var got result
	got.response = response
	if request, ok := r.player.Last(); ok {
		got.upstream = received(request)
	}
	return got
}

// check compares what a host did with what the case says, or writes it there.
func (r *running) check(t *testing.T, host string, got result) {
	if *update && host == "native" {
		r.write(t, got)
		return
	}
	same := r.same(host, got)
	if reason, deviates := r.Deviations[host]; deviates {
		plain := bytes.Equal(text(got.response), text(r.Response)) && bytes.Equal(text(got.upstream), text(r.Upstream))
		assert.False(t, plain, "%s no longer deviates from this case (%s)", host, reason)
	}
	if !same {
		assert.Equal(t, string(text(r.want(host, "upstream/request.http", r.Upstream))), string(text(got.upstream)), "what the provider received")
		assert.Equal(t, string(text(r.want(host, "response.http", r.Response))), string(text(got.response)), "what the client received")
	}
}

func (r *running) same(host string, got result) bool {
	return bytes.Equal(text(r.want(host, "upstream/request.http", r.Upstream)), text(got.upstream)) &&
		bytes.Equal(text(r.want(host, "response.http", r.Response)), text(got.response))
}

// text is a message without the newlines at its end, which txtar cannot tell
// from its own.
func text(message []byte) []byte { return bytes.TrimRight(message, "\n") }

// checkCut sends a streamed answer in pieces: the client must not notice.
func (r *running) checkCut(t *testing.T, host, address string, size int) {
	if r.Answer == nil || !isStream(*r.Answer) || *update {
		return
	}
	cut := *r.Answer
	cut.ChunkSize = size
	r.player.Play(cut)
	defer r.player.Play(*r.Answer)
	got := r.exchange(t, address)
	assert.Equal(t, string(text(r.want(host, "response.http", r.Response))), string(text(got.response)), "answer in pieces of %d bytes", size)
}

func (r *running) write(t *testing.T, got result) {
	if got.upstream != nil {
		r.Case.set("upstream/request.http", append(text(got.upstream), '\n'))
	}
	r.Case.set("response.http", append(text(got.response), '\n'))
	require.NoError(t, r.save())
}

// Root is the directory of go.mod.
func Root() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	return "."
}
