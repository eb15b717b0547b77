package engine

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"aigateway/common/abi"
)

// VM is one running instance of a module with the contexts in it. It answers
// the guest's calls ([abi.Host], [abi.HigressHost]) for the context whose
// callback runs. It is used under its worker's lock only.
type VM struct {
	worker   *Worker
	env      *Environment
	marker   Marker
	instance Instance

	scopes map[uint32]*scope
	lastID uint32
	roots  []*root

	// current runs a callback; effective is the context that its calls act
	// on when the guest chose another one.
	current, effective *scope
	// deferred holds what calls asked for, until the guest has returned.
	deferred []func()
	// stopped is set by a local response: whatever the callback answers, the
	// iteration stops.
	stopped bool

	failed  error
	retired bool
	filters int // that still use this VM

	metrics     map[uint32]vmMetric
	metricCount uint32
	lastCall    uint32
}

var (
	_ abi.Host        = (*VM)(nil)
	_ abi.HigressHost = (*VM)(nil)
)

// scope is what a guest knows by a number: the root of a plugin, or a filter,
// which is a plugin in one exchange.
type scope struct {
	id     uint32
	root   *root
	filter *filter // nil for a root
}

// root is a configured plugin in a VM.
type root struct {
	scope
	vm     *VM
	plugin *Plugin
	// configuration is readable while the guest is configured.
	configuration *buffer
	ticker        *time.Timer
	// call is the call-out whose answer is being delivered.
	call  *CallReply
	redis *buffer
	// cancel ends the root's call-outs.
	ctx    context.Context
	cancel context.CancelFunc
	// redisClients are by the name given to RedisInit.
	redisClients map[string]*redisClient
}

// startVM starts a VM and configures its plugins in it. The VM is closed
// again when one of them refuses.
func startVM(w *Worker, module Module, plugins []*Plugin) (*VM, error) {
	vm := &VM{worker: w, env: w.env, marker: module.Marker(), scopes: map[uint32]*scope{}, metrics: map[uint32]vmMetric{}}
	instance, err := module.Start(vm)
	if err != nil {
		return nil, err
	}
	vm.instance = instance
	for _, p := range plugins {
		if err := vm.addRoot(p); err != nil {
			vm.close()
			return nil, err
		}
	}
	return vm, nil
}

// addRoot makes the root context of p. Every plugin gets on_vm_start for its
// own context, also where the VM runs already (proxy-wasm-cpp-host,
// WasmBase::start).
func (vm *VM) addRoot(p *Plugin) error {
	r := &root{vm: vm, plugin: p, redisClients: map[string]*redisClient{}}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	r.scope = scope{id: vm.nextID(), root: r}
	vm.scopes[r.id] = &r.scope
	vm.roots = append(vm.roots, r)

	started, configured := false, false
	r.configuration = &buffer{data: p.Config, fixed: true}
	vm.enter(&r.scope, func(g abi.Guest) { g.Create(r.id, 0) })
	r.configuration = nil
	vm.enter(&r.scope, func(g abi.Guest) { started = g.VMStart(r.id, len(vm.env.VMConfig)) })
	if vm.failed == nil && !started {
		return fmt.Errorf("plugin %s refused to start: proxy_on_vm_start answered false", p.Name)
	}
	r.configuration = &buffer{data: p.Config, fixed: true}
	vm.enter(&r.scope, func(g abi.Guest) { configured = g.Configure(r.id, len(p.Config)) })
	r.configuration = nil
	if vm.failed != nil {
		return fmt.Errorf("plugin %s stopped while it was configured: %w", p.Name, vm.failed)
	}
	if !configured {
		return fmt.Errorf("plugin %s refused its configuration; its log says why", p.Name)
	}
	return nil
}

func (vm *VM) nextID() uint32 {
	vm.lastID++
	return vm.lastID
}

// enter runs one callback for s in the guest, and then what the guest asked
// for meanwhile. It answers whether the callback sent a local response. A
// guest that traps makes the VM failed.
func (vm *VM) enter(s *scope, callback func(g abi.Guest)) (stopped bool) {
	if vm.failed != nil {
		return false
	}
	outer := vm.current
	vm.current, vm.effective, vm.stopped = s, nil, false
	vm.run(callback)
	stopped = vm.stopped
	vm.current, vm.effective, vm.stopped = outer, nil, false
	for len(vm.deferred) > 0 {
		next := vm.deferred[0]
		vm.deferred = vm.deferred[1:]
		next()
	}
	return stopped
}

// run is the guest's turn.
func (vm *VM) run(callback func(g abi.Guest)) {
	leave := vm.instance.Enter()
	defer func() {
		cause := recover()
		leave()
		if cause != nil {
			vm.fail(cause)
		}
	}()
	callback(vm.instance)
}

func (vm *VM) fail(cause any) {
	err, ok := cause.(error)
	if !ok {
		err = fmt.Errorf("%v", cause)
	}
	vm.failed = err
	vm.log(slog.LevelError, "wasm vm failed", slog.String("error", err.Error()), slog.String("stack", stackOf(cause)))
}

// stackOf returns the Go stack of a panic in a native plugin; a trap in a
// module brings its own.
func stackOf(cause any) string {
	if _, ok := cause.(interface{ WasmTrap() }); ok {
		return ""
	}
	return string(debug.Stack())
}

// log writes a line of the engine itself about this VM.
func (vm *VM) log(level slog.Level, event string, attrs ...slog.Attr) {
	if s := vm.scope(); s != nil {
		attrs = append(attrs, slog.String("plugin", s.root.plugin.Name))
	}
	vm.env.Log.LogAttrs(context.Background(), level, event, attrs...)
}

// scope is the context that a host call acts on, nil outside callbacks.
func (vm *VM) scope() *scope {
	if vm.effective != nil {
		return vm.effective
	}
	return vm.current
}

// filter is the exchange that a host call acts on, nil for a root context.
func (vm *VM) filter() *filter {
	if s := vm.scope(); s != nil {
		return s.filter
	}
	return nil
}

// root is the root context that a host call acts on.
func (vm *VM) root() *root {
	if s := vm.scope(); s != nil {
		return s.root
	}
	return nil
}

// later runs f when the guest has returned.
func (vm *VM) later(f func()) { vm.deferred = append(vm.deferred, f) }

// release is called when a filter is gone; the last one of a retired VM
// closes it.
func (vm *VM) release() {
	if vm.filters--; vm.retired && vm.filters == 0 {
		vm.close()
	}
}

// retire closes the VM as soon as no exchange uses it.
func (vm *VM) retire() {
	if vm.retired {
		return
	}
	vm.retired = true
	if vm.filters == 0 {
		vm.close()
	}
}

func (vm *VM) close() {
	for _, r := range vm.roots {
		r.cancel()
		r.setTick(0)
		for _, c := range r.redisClients {
			c.close()
		}
		vm.enter(&r.scope, func(g abi.Guest) { g.Done(r.id) })
		vm.enter(&r.scope, func(g abi.Guest) { g.Delete(r.id) })
	}
	if vm.failed == nil {
		vm.failed = errClosed
	}
	if err := vm.instance.Close(); err != nil {
		vm.log(slog.LevelWarn, "wasm vm did not close", slog.String("error", err.Error()))
	}
}

// setTick starts, changes or stops the root's timer.
func (r *root) setTick(period time.Duration) {
	if r.ticker != nil {
		r.ticker.Stop()
		r.ticker = nil
	}
	if period <= 0 {
		return
	}
	var ticker *time.Timer
	ticker = time.AfterFunc(period, func() {
		r.vm.worker.Do(func() {
			if r.ticker != ticker || r.vm.failed != nil {
				return
			}
			ticker.Reset(period)
			r.vm.enter(&r.scope, func(g abi.Guest) { g.Tick(r.id) })
		})
	})
	r.ticker = ticker
}

// Flavour is the proxy that the VM runs in.
func (vm *VM) Flavour() Flavour { return vm.env.Flavour }
