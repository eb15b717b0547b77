package gateway

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync/atomic"

	"aigateway/host-test/engine"
	"aigateway/host-test/manifest"
	"aigateway/host-test/native"
	"aigateway/host-test/wazerohost"
)

// generation is one configuration in effect.
type generation struct {
	gateway  *Gateway
	env      engine.Environment
	workers  []*engine.Worker
	codes    []string // of the modules that it uses
	routes   []*route
	clusters map[string]*cluster
	next     atomic.Uint64

	// active and retired are guarded by the gateway's mutex.
	active  int
	retired bool
}

// moduleEntry is a compiled module and how many generations use it.
type moduleEntry struct {
	module *wazerohost.Module
	users  int
}

func (g *Gateway) newGeneration(set *manifest.Set) (*generation, error) {
	gen := &generation{gateway: g, env: g.env, clusters: map[string]*cluster{}}
	for i := range set.Clusters {
		c := newCluster(&set.Clusters[i], &g.options)
		gen.clusters[c.spec.Name] = c
	}
	for i := range set.Routes {
		r, err := newRoute(&set.Routes[i])
		if err != nil {
			return nil, err
		}
		gen.routes = append(gen.routes, r)
	}
	gen.env.Caller = gen
	gen.env.Redis = gen.redis
	plugins, err := gen.plugins(set)
	for err == nil && len(gen.workers) < g.options.Workers {
		var w *engine.Worker
		if w, err = engine.NewWorker(&gen.env, plugins); err == nil {
			gen.workers = append(gen.workers, w)
		}
	}
	if err != nil {
		gen.close()
		return nil, err
	}
	return gen, nil
}

// plugins turns the set's plugins into the engine's, each module loaded once.
func (gen *generation) plugins(set *manifest.Set) ([]engine.Plugin, error) {
	modules := map[string]engine.Module{}
	plugins := make([]engine.Plugin, 0, len(set.Plugins))
	for _, p := range set.Plugins {
		module, ok := modules[p.URL]
		if !ok {
			var err error
			if module, err = gen.module(p.URL); err != nil {
				return nil, fmt.Errorf("plugin %s (%s): %w", p.Name, p.Origin.File, err)
			}
			modules[p.URL] = module
		}
		plugins = append(plugins, engine.Plugin{
			Name: p.Name, RootID: p.RootID, Code: p.URL, Module: module, Config: p.Config,
			FailOpen:             p.FailStrategy == "FAIL_OPEN",
			HeadersStopIteration: gen.gateway.options.HeadersStopIteration,
		})
	}
	return plugins, nil
}

func (gen *generation) module(url string) (engine.Module, error) {
	g := gen.gateway
	if start, ok := g.options.Native[url]; ok {
		return native.New(nativeMarker(g.options.Flavour), start), nil
	}
	if g.options.Load == nil {
		return nil, fmt.Errorf("there is no way to load %s", url)
	}
	code, err := g.options.Load(url)
	if err != nil {
		return nil, fmt.Errorf("loading %s: %w", url, err)
	}
	sum := sha256.Sum256(code)
	key := hex.EncodeToString(sum[:])

	g.mu.Lock()
	defer g.mu.Unlock()
	entry, ok := g.modules[key]
	if !ok {
		module, err := g.loader.Load(code)
		if err != nil {
			return nil, fmt.Errorf("loading %s: %w", url, err)
		}
		entry = &moduleEntry{module: module}
		g.modules[key] = entry
	}
	entry.users++
	gen.codes = append(gen.codes, key)
	return entry.module, nil
}

func nativeMarker(f engine.Flavour) engine.Marker {
	if f == engine.Higress {
		return engine.Marker0200
	}
	return engine.Marker021
}

func (gen *generation) nextWorker() *engine.Worker {
	return gen.workers[gen.next.Add(1)%uint64(len(gen.workers))]
}

// close frees what only this generation uses. No exchange may be in it.
func (gen *generation) close() {
	for _, w := range gen.workers {
		w.Close()
	}
	for _, c := range gen.clusters {
		c.transport.CloseIdleConnections()
	}
	g := gen.gateway
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, key := range gen.codes {
		entry := g.modules[key]
		if entry.users--; entry.users == 0 {
			delete(g.modules, key)
			if err := entry.module.Close(); err != nil {
				g.options.Log.Warn("a module was not freed", "error", err.Error())
			}
		}
	}
}

// redis resolves a cluster for Higress' Redis calls.
func (gen *generation) redis(name string) (string, bool) {
	c, ok := gen.clusters[name]
	if !ok || len(c.spec.Endpoints) == 0 {
		return "", false
	}
	return c.pick(""), true
}

// VM is the size of one VM, for tests and metrics.
type VM struct {
	Worker, Index int
	// Memory is the linear memory in bytes.
	Memory uint64
}

// VMs returns the VMs of the present configuration.
func (g *Gateway) VMs() (vms []VM) {
	g.mu.Lock()
	workers := g.current.workers
	g.mu.Unlock()
	for w, worker := range workers {
		for i, memory := range worker.VMs() {
			vms = append(vms, VM{Worker: w, Index: i, Memory: memory})
		}
	}
	return vms
}

// HostCalls returns how often each host function was called by modules.
func (g *Gateway) HostCalls() map[string]uint64 { return g.loader.Calls() }
