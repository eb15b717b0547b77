package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"aigateway/host-test/envoyhost"
	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
	"aigateway/host-test/wasmfile"
)

// incumbent is where PyPI's gpustack-higress-plugins puts Higress' ai-proxy.
const incumbent = ".cache/venv/lib/python*/site-packages/gpustack_higress_plugins/plugins/gpustack-ai-proxy/2.0.3-patched/plugin.wasm"

// subject is one thing to be measured, on a listener of its own.
type subject struct{ name, provider, address string }

type bench struct {
	envoy    *envoyhost.Envoy
	names    []string
	list     []subject
	stopLoad func()
	dir      string
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

// subjects are those for one provider.
func (b *bench) subjects(provider string) (list []subject) {
	for _, s := range b.list {
		if s.provider == provider {
			list = append(list, s)
		}
	}
	return list
}

func start(ctx context.Context, quick bool) (*bench, error) {
	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, err
	}
	b := &bench{dir: dir, names: []string{"none", "noop", "ours", "incumbent"}}
	if quick {
		b.names = b.names[:3]
	}
	if err := b.start(ctx); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bench) start(ctx context.Context) error {
	modules, err := b.modules()
	if err != nil {
		return err
	}
	address, stop, err := upstream.StartLoad("127.0.0.1:0")
	if err != nil {
		return err
	}
	b.stopLoad = stop
	var sites []envoyhost.Site
	addresses := free(9)
	for _, provider := range []string{"openai", "claude"} {
		for _, name := range b.names {
			s := subject{name, provider, addresses[len(sites)]}
			b.list = append(b.list, s)
			sites = append(sites, envoyhost.Site{Set: set(s, modules[name], address), Listen: s.address})
		}
	}
	bootstrap, err := envoyhost.RenderSites(sites, envoyhost.Options{Admin: addresses[8], AccessLog: os.DevNull})
	if err != nil {
		return err
	}
	b.envoy, err = envoyhost.Start(ctx, bootstrap, envoyhost.StartOptions{Workers: 1, Ready: 5 * time.Minute})
	if err != nil {
		return err
	}
	return pin(b.envoy.PID())
}

// pin gives Envoy the first core, and everything else the second.
func pin(envoy int) error {
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", envoy))
	if err != nil {
		return err
	}
	for _, t := range tasks {
		id, _ := strconv.Atoi(t.Name())
		_ = bind(id, 0) // a thread may be gone by now
	}
	own, err := os.ReadDir("/proc/self/task")
	for _, t := range own {
		id, _ := strconv.Atoi(t.Name())
		_ = bind(id, 1)
	}
	return err
}

func bind(thread, core int) error {
	var cores unix.CPUSet
	cores.Set(core)
	return unix.SchedSetaffinity(thread, &cores)
}

// modules returns the file of each subject's module.
func (b *bench) modules() (map[string]string, error) {
	found, _ := filepath.Glob(incumbent)
	if len(found) == 0 {
		return nil, fmt.Errorf("no module at %s: run make tools", incumbent)
	}
	raw, err := os.ReadFile(found[0])
	if err != nil {
		return nil, err
	}
	if raw, err = wasmfile.RenameExport(raw, "proxy_abi_version_0_2_100", "proxy_abi_version_0_2_1"); err != nil {
		return nil, err
	}
	theirs := filepath.Join(b.dir, "incumbent.wasm")
	if err := os.WriteFile(theirs, raw, 0o600); err != nil {
		return nil, err
	}
	noop := filepath.Join(b.dir, "noop.wasm")
	build := exec.Command("go", "build", "-trimpath", "-buildmode=c-shared", "-ldflags=-s -w", "-o", noop, "./host-test/guests/noop")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	ours, err := filepath.Abs("dist/envoy/ai-proxy.wasm")
	return map[string]string{"noop": noop, "ours": ours, "incumbent": theirs}, err
}

func set(s subject, module, address string) *manifest.Set {
	cluster := "outbound|80||" + s.name + "." + s.provider + ".static"
	at, _ := url.Parse(address)
	port, _ := strconv.Atoi(at.Port())
	out := &manifest.Set{
		Routes: []manifest.Route{{Name: s.name, Path: manifest.PathMatch{Type: manifest.PathPrefix, Value: "/"},
			Backends: []manifest.Backend{{Cluster: cluster, Weight: 1}}}},
		Clusters: []manifest.Cluster{{Name: cluster, Endpoints: []manifest.Endpoint{{Host: at.Hostname(), Port: port, Weight: 1}}}},
	}
	if module != "" {
		out.Plugins = []manifest.Plugin{{Name: s.name, RootID: s.name, URL: "file://" + module,
			Config: fmt.Appendf(nil, `{"provider":{"type":%q,"apiTokens":["sk-bench"]}}`, s.provider)}}
	}
	return out
}

// free returns n addresses that nobody listens to.
func free(n int) (addresses []string) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return make([]string, n) // Envoy will say that it cannot listen there
		}
		defer l.Close()
		addresses = append(addresses, l.Addr().String())
	}
	return addresses
}
