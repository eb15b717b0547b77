// Package wazerohost runs a compiled plugin (.wasm) under wazero for the
// engine: it links the Proxy-Wasm calls and the part of WASI that Envoy has,
// refuses what Envoy would refuse to load, and counts every host call. What
// a call does is the engine's business.
package wazerohost

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
)

const wasiModule = "wasi_snapshot_preview1"

// Options configure a [Loader].
type Options struct {
	Flavour engine.Flavour
	// CacheDir keeps compiled code between processes; empty keeps it in
	// memory only.
	CacheDir string
}

// Loader compiles modules for one flavour of host.
type Loader struct {
	flavour   engine.Flavour
	runtime   wazero.Runtime
	cache     wazero.CompilationCache
	functions []hostFunction
	counts    []atomic.Uint64
}

// NewLoader prepares the host functions.
func NewLoader(o Options) (*Loader, error) {
	ctx := context.Background()
	config := wazero.NewRuntimeConfigCompiler()
	l := &Loader{flavour: o.Flavour}
	if o.CacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(o.CacheDir)
		if err != nil {
			return nil, fmt.Errorf("opening the compilation cache %s: %w", o.CacheDir, err)
		}
		l.cache = cache
		config = config.WithCompilationCache(cache)
	}
	l.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, l.runtime); err != nil {
		return nil, fmt.Errorf("linking WASI: %w", err)
	}
	if err := l.link(ctx); err != nil {
		return nil, fmt.Errorf("linking proxy-wasm: %w", err)
	}
	return l, nil
}

// link defines module env. Every function is a GoModuleFunction: one called
// through reflection costs about a microsecond more.
func (l *Loader) link(ctx context.Context) error {
	env := l.runtime.NewHostModuleBuilder("env")
	for _, f := range functions() {
		if f.higress && l.flavour != engine.Higress {
			continue
		}
		l.functions = append(l.functions, f)
	}
	l.counts = make([]atomic.Uint64, len(l.functions))
	for i, f := range l.functions {
		count, call := &l.counts[i], f.call
		env.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(
			func(ctx context.Context, _ api.Module, stack []uint64) {
				count.Add(1)
				stack[0] = uint64(call(caller{ctx.Value(instanceKey{}).(*instance), stack}))
			}), f.types(), []api.ValueType{api.ValueTypeI32}).Export(f.name)
	}
	_, err := env.Instantiate(ctx)
	return err
}

// Calls returns how often each host function was called so far, by name.
// Functions that were never called are missing.
func (l *Loader) Calls() map[string]uint64 {
	calls := map[string]uint64{}
	for i, f := range l.functions {
		if n := l.counts[i].Load(); n > 0 {
			calls[f.name] = n
		}
	}
	return calls
}

// Close frees all modules and VMs of the loader.
func (l *Loader) Close() error {
	ctx := context.Background()
	err := l.runtime.Close(ctx)
	if l.cache != nil {
		if cacheErr := l.cache.Close(ctx); err == nil {
			err = cacheErr
		}
	}
	return err
}

// Module is compiled code.
type Module struct {
	loader   *Loader
	compiled wazero.CompiledModule
	marker   engine.Marker
}

var _ engine.Module = (*Module)(nil)

// Load compiles code, and refuses it with the reason where this flavour of
// host would not load it.
func (l *Loader) Load(code []byte) (*Module, error) {
	compiled, err := l.runtime.CompileModule(context.Background(), code)
	if err != nil {
		return nil, fmt.Errorf("compiling the module: %w", err)
	}
	m := &Module{loader: l, compiled: compiled}
	if err := m.check(); err != nil {
		_ = compiled.Close(context.Background())
		return nil, err
	}
	return m, nil
}

// Marker is the ABI version that the module exports.
func (m *Module) Marker() engine.Marker { return m.marker }

// check looks for the marker, and for imports that nobody answers.
func (m *Module) check() error {
	exports := m.compiled.ExportedFunctions()
	markers := []engine.Marker{engine.Marker021, engine.Marker020}
	if m.loader.flavour == engine.Higress {
		markers = append(markers, engine.Marker0200)
	}
	for _, marker := range markers {
		if _, ok := exports[string(marker)]; ok {
			m.marker = marker
			break
		}
	}
	if m.marker == "" {
		return fmt.Errorf("the module exports no proxy-wasm ABI version that this host has (one of %v)", markers)
	}
	if exports["proxy_on_memory_allocate"] == nil && exports["malloc"] == nil {
		return fmt.Errorf("the module exports neither proxy_on_memory_allocate nor malloc")
	}
	known := map[string]bool{}
	for _, f := range m.loader.functions {
		known[f.name] = true
	}
	for _, f := range m.compiled.ImportedFunctions() {
		module, name, _ := f.Import()
		ok := module == "env" && known[name] || module == wasiModule && wasiAllowed[name]
		if !ok {
			return fmt.Errorf("the module imports %s.%s, which this host does not have", module, name)
		}
	}
	return nil
}

// Start makes one VM.
func (m *Module) Start(vm *engine.VM) (engine.Instance, error) {
	i := &instance{vm: vm}
	i.ctx = withInstance(i)
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions().
		WithStdout(&logWriter{vm: vm, level: abi.Info}).WithStderr(&logWriter{vm: vm, level: abi.Error}).
		WithSysWalltime().WithSysNanotime().WithRandSource(randomSource)
	module, err := m.loader.runtime.InstantiateModule(i.ctx, m.compiled, config)
	if err != nil {
		return nil, fmt.Errorf("instantiating the module: %w", err)
	}
	i.bind(module)
	if err := i.initialize(); err != nil {
		_ = module.Close(i.ctx)
		return nil, fmt.Errorf("initialising the module: %w", err)
	}
	return i, nil
}

// Close frees the compiled code; no VM of it may run any more.
func (m *Module) Close() error { return m.compiled.Close(context.Background()) }
