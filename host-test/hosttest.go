package hosttest

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
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
	// URLs take the place of Module, by host.
	URLs map[string]string
	// Guest makes the plugin for the native host.
	Guest func() abi.Guest
}

// Run runs every case of a directory on every host.
func Run(t *testing.T, p Plugin, dir string) {
	cases, err := ReadCases(dir)
	require.NoError(t, err)
	require.NotEmpty(t, cases, "no case files in %s", dir)
	checkClusters(t, cases)
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
	players   []*upstream.Player // of the other services
	manifests *manifest.Set
}

func run(t *testing.T, p Plugin, host string, cases []*Case) {
	list := make([]*running, len(cases))
	for i, c := range cases {
		list[i] = prepare(t, p, host, c)
	}
	place := serveCases(t, p, host, list)
	for i, r := range list {
		t.Run(r.Name, func(t *testing.T) {
			at := place(t, i)
			at.cluster = clusterOf(r.Name)
			got := r.exchange(t, at)
			r.check(t, at, got)
			for _, size := range chunkSizes[host] {
				if !t.Failed() { // once is enough to see it
					r.checkCut(t, at, size)
				}
			}
		})
	}
}

// serveCases starts a host; what it returns gives the place at which one of
// the cases is served. Envoy serves all of them at once, the embedded gateway
// one after the other.
func serveCases(t *testing.T, p Plugin, host string, list []*running) func(t *testing.T, i int) Place {
	if host == "envoy" {
		sites := make([]site, len(list))
		for i, r := range list {
			sites[i] = site{set: r.manifests, state: r.state(host)}
		}
		places := serveEnvoy(t, sites, Upstreams{})
		return func(_ *testing.T, i int) Place { return places[i] }
	}
	g, place := serveGateway(t, host, list[0].manifests, Natives{moduleURL(p, "native"): p.Guest}, Upstreams{})
	return func(t *testing.T, i int) Place {
		require.NoError(t, g.Replace(list[i].manifests))
		return place
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
	r.startServices(t)
	r.manifests.Plugins = []manifest.Plugin{{Name: p.Name, RootID: p.Name, URL: moduleURL(p, host), Config: c.Config}}
	return r
}

func moduleURL(p Plugin, host string) string {
	if url, ok := p.URLs[host]; ok {
		return url
	}
	flavour := map[string]string{"native": "native", "higress": "higress"}[host]
	if flavour == "" {
		flavour = "envoy"
	}
	return "file://" + filepath.Join(Root(), "dist", flavour, cmp.Or(p.Module, p.Name)+".wasm")
}

func (r *running) exchange(t *testing.T, at Place) result {
	r.player.Forget()
	got, err := r.Case.exchange(at)
	require.NoError(t, err)
	if request, ok := r.player.Last(); ok {
		got.upstream = received(request)
	}
	return got
}

// check compares what a host did with what the case says, or writes it there.
func (r *running) check(t *testing.T, at Place, got result) {
	r.checkServices(t, at)
	if *update && at.Host == "native" {
		r.write(t, at, got)
		return
	}
	if reason, deviates := r.Deviations[at.Host]; deviates {
		plain := bytes.Equal(text(got.response), text(r.Response)) && bytes.Equal(text(got.upstream), text(r.Upstream))
		if plain && r.observed() {
			plain = len(r.compareObserved(at, got, r.Metrics, r.Properties)) == 0
		}
		assert.False(t, plain, "%s no longer deviates from this case (%s)", at.Host, reason)
	}
	assert.Equal(t, string(text(r.want(at.Host, "upstream/request.http", r.Upstream))), string(text(got.upstream)), "what the provider received")
	r.checkClient(t, at, got, "what the client received")
}

// checkClient compares what does not depend on how the answer was cut.
func (r *running) checkClient(t *testing.T, at Place, got result, what string) {
	assert.Equal(t, string(text(r.want(at.Host, "response.http", r.Response))), string(text(got.response)), what)
	if r.observed() {
		metrics, properties := r.want(at.Host, "metrics", r.Metrics), r.want(at.Host, "properties", r.Properties)
		for _, difference := range r.compareObserved(at, got, metrics, properties) {
			assert.Fail(t, difference, what)
		}
	}
}

// text is a message without the newlines at its end, which txtar cannot tell
// from its own.
func text(message []byte) []byte { return bytes.TrimRight(message, "\n") }

// checkCut sends an answer in pieces: the client must not notice, nor must
// what plugins count.
func (r *running) checkCut(t *testing.T, at Place, size int) {
	if r.Answer == nil || !isStream(*r.Answer) && !r.observed() || *update {
		return
	}
	cut := *r.Answer
	cut.ChunkSize = size
	r.player.Play(cut)
	defer r.player.Play(*r.Answer)
	r.checkClient(t, at, r.exchange(t, at), fmt.Sprintf("answer in pieces of %d bytes", size))
}

func (r *running) write(t *testing.T, at Place, got result) {
	if got.upstream != nil {
		r.Case.set("upstream/request.http", append(text(got.upstream), '\n'))
	}
	r.Case.set("response.http", append(text(got.response), '\n'))
	if r.Metrics != nil {
		after, err := at.scrape()
		require.NoError(t, err)
		r.Case.set("metrics", metricLines(r.Metrics, grown(got.before, after, at.cluster)))
	}
	if r.Properties != nil {
		r.Case.set("properties", propertyLines(r.Properties, got.state))
	}
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
