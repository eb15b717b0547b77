package engine

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

var errClosed = errors.New("the VM is closed")

// Worker is what a worker thread is in Envoy: it has its own VM of every
// module, and runs one callback at a time. Input and output to the network
// happen outside its lock.
type Worker struct {
	env      *Environment
	machines []*machine // one a module
	chain    []link

	mu     sync.Mutex
	after  []func() // runs when the operation under the lock is over
	closed bool
}

// link is one plugin of the chain, in request order.
type link struct {
	machine *machine
	index   int // in the machine's plugins
}

// machine keeps one module running: it starts another VM after a trap, or
// when a plugin asks for it.
type machine struct {
	module  Module
	plugins []*Plugin
	vm      *VM
	started time.Time
	// rebuild asks for a new VM (Higress' property wasm_need_rebuild).
	rebuild bool
}

// NewWorker starts a VM of every module that the plugins need. Plugins with
// the same Code share one.
func NewWorker(env *Environment, plugins []Plugin) (*Worker, error) {
	w := &Worker{env: env}
	machines := map[string]*machine{}
	for i := range plugins {
		p := &plugins[i]
		m, ok := machines[p.Code]
		if !ok {
			m = &machine{module: p.Module}
			machines[p.Code] = m
			w.machines = append(w.machines, m)
		}
		w.chain = append(w.chain, link{machine: m, index: len(m.plugins)})
		m.plugins = append(m.plugins, p)
	}
	for _, m := range w.machines {
		if err := w.start(m); err != nil {
			w.Close()
			return nil, err
		}
	}
	return w, nil
}

func (w *Worker) start(m *machine) (err error) {
	w.Do(func() {
		m.started = time.Now()
		m.rebuild = false
		var vm *VM
		if vm, err = startVM(w, m.module, m.plugins); err == nil {
			m.vm = vm
		}
	})
	if err != nil {
		return fmt.Errorf("starting a VM: %w", err)
	}
	return nil
}

// Do runs f under the worker's lock and then what f put off. The engine's own
// methods take the lock by themselves.
func (w *Worker) Do(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f()
	for len(w.after) > 0 {
		next := w.after[0]
		w.after = w.after[1:]
		next()
	}
}

// Close retires every VM; those with exchanges in flight end with the last.
func (w *Worker) Close() {
	w.Do(func() {
		w.closed = true
		for _, m := range w.machines {
			if m.vm != nil {
				m.vm.retire()
			}
		}
	})
}

// VMs returns the size of every VM's linear memory, in the order in which the
// chain first uses them.
func (w *Worker) VMs() (memory []uint64) {
	w.Do(func() {
		for _, m := range w.machines {
			memory = append(memory, m.vm.instance.Memory())
		}
	})
	return memory
}

// refresh replaces a VM that trapped, or that a plugin wants rebuilt, once
// the back-off since its start is over.
func (w *Worker) refresh(m *machine) {
	wanted := m.vm.failed != nil || m.rebuild
	if !wanted || w.closed || time.Since(m.started) < w.backoff() {
		return
	}
	m.started, m.rebuild = time.Now(), false
	vm, err := startVM(w, m.module, m.plugins)
	if err != nil {
		w.env.Log.Error("wasm vm not reloaded", slog.String("error", err.Error()))
		return
	}
	m.vm.retire()
	m.vm = vm
	w.env.Log.Info("wasm vm reloaded", slog.String("plugin", m.plugins[0].Name))
}

func (w *Worker) backoff() time.Duration {
	if w.env.ReloadBackoff > 0 {
		return w.env.ReloadBackoff
	}
	return DefaultReloadBackoff
}

// newFilters makes a filter of every plugin that takes part in s: one whose
// VM is down does so only to refuse the exchange.
func (w *Worker) newFilters(s *Stream) []*filter {
	filters := make([]*filter, 0, len(w.chain))
	for _, l := range w.chain {
		w.refresh(l.machine)
		vm, p := l.machine.vm, l.machine.plugins[l.index]
		f := &filter{stream: s, plugin: p, machine: l.machine}
		if vm.failed != nil {
			if !p.FailOpen {
				filters = append(filters, f)
			}
			continue
		}
		f.vm = vm
		f.scope = scope{id: vm.nextID(), root: vm.roots[l.index], filter: f}
		vm.scopes[f.id] = &f.scope
		vm.filters++
		filters = append(filters, f)
	}
	return filters
}

// limit is how much of a body may be held back.
func limit(bytes int) int {
	if bytes > 0 {
		return bytes
	}
	return DefaultBodyLimit
}

// headersStop tells whether the plugin may hold headers and still see the
// body; otherwise a pause in headers stops everything.
func (p *Plugin) headersStop(m Marker) bool {
	return p.HeadersStopIteration || m == Marker0200
}
