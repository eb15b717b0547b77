package main

import (
	"context"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"aigateway/host-test/envoyhost"
	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
)

// subject is one thing to be measured with one provider.
type subject struct {
	process
	name, provider, address string
	// prefix stands before the names of models that this subject knows.
	prefix string
	// slower is by how much it gets fewer requests in a round.
	slower int
}

type bench struct {
	contest
	dir      string
	names    []string // of the subjects
	modules  map[string]string
	upstream string // HOST:PORT
	stopLoad func()

	envoy *envoyhost.Envoy
	list  []subject
}

// clientKey is what clients send. LiteLLM wants one that is hard to guess.
const clientKey = "sk-5f2b8c07d1e94a63b0c8e7f5a2d4961b3c7e0f8a"

// prepare makes the modules and starts the provider.
func prepare(c contest, o settings) (*bench, error) {
	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, err
	}
	b := &bench{contest: c, dir: dir, names: []string{"none", "noop", "ours", "incumbent"}}
	if o.quick {
		b.names = b.names[:3]
	}
	if b.modules, err = c.modules(dir, b.names); err == nil {
		b.upstream, b.stopLoad, err = upstream.StartLoad("127.0.0.1:0")
		b.upstream = strings.TrimPrefix(b.upstream, "http://")
	}
	if err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

// start starts the Envoy that is measured under load.
func (b *bench) start(ctx context.Context) error {
	var list []subject
	for _, provider := range b.providers {
		for _, name := range b.names {
			list = append(list, subject{name: name, provider: provider, slower: 1})
		}
	}
	var err error
	if b.envoy, err = b.startEnvoy(ctx, 1, list); err != nil {
		return err
	}
	b.list = list
	if err := list[0].pin(measuredCore); err != nil {
		return err
	}
	return process(os.Getpid()).pin(otherCore)
}

// subjects are those for one provider.
func (b *bench) subjects(provider string) (list []subject) {
	for _, s := range b.list {
		if s.provider == provider {
			list = append(list, s)
		}
	}
	return list
}

// startEnvoy starts one with a listener for each subject, whose address and
// process it fills in.
func (b *bench) startEnvoy(ctx context.Context, workers int, list []subject) (*envoyhost.Envoy, error) {
	addresses, err := free(len(list) + 1)
	if err != nil {
		return nil, err
	}
	var sites []envoyhost.Site
	for i := range list {
		list[i].address = addresses[i]
		sites = append(sites, envoyhost.Site{Set: b.set(list[i]), Listen: addresses[i]})
	}
	bootstrap, err := envoyhost.RenderSites(sites, envoyhost.Options{Admin: addresses[len(list)], AccessLog: os.DevNull})
	if err != nil {
		return nil, err
	}
	envoy, err := envoyhost.Start(ctx, bootstrap, envoyhost.StartOptions{Workers: workers, Ready: 5 * time.Minute})
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].process = process(envoy.PID())
	}
	return envoy, nil
}

// set sends everything to the provider, through the plugin of the subject.
func (b *bench) set(s subject) *manifest.Set {
	cluster := "outbound|80||" + s.name + "." + s.provider + ".static"
	host, text, _ := net.SplitHostPort(b.upstream)
	port, _ := strconv.Atoi(text)
	out := &manifest.Set{
		Routes: []manifest.Route{{Name: s.name, Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
			Backends: []manifest.Backend{{Cluster: cluster, Weight: 1}}}},
		Clusters: []manifest.Cluster{{Name: cluster, Endpoints: []manifest.Endpoint{{Host: host, Port: port, Weight: 1}}}},
	}
	if module := b.modules[s.name]; module != "" {
		out.Plugins = []manifest.Plugin{{Name: s.name, RootID: s.name, URL: "file://" + module,
			Config: []byte(b.config(s.provider))}}
	}
	return out
}

func (b *bench) close() {
	if b.envoy != nil {
		_ = b.envoy.Close()
	}
	if b.stopLoad != nil {
		b.stopLoad()
	}
	_ = os.RemoveAll(b.dir)
}

// free returns n addresses that nobody listens to.
func free(n int) (addresses []string, err error) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		addresses = append(addresses, l.Addr().String())
	}
	return addresses, nil
}
