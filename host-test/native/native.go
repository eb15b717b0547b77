// Package native runs a plugin that is compiled into this process as the
// engine runs a module: for the race detector, coverage and a debugger. What
// only a real VM shows (memory, traps of the runtime, the calling convention)
// is not here.
package native

import (
	"aigateway/common/abi"
	"aigateway/host-test/engine"
)

// New returns a module whose VMs are the guests that start makes.
func New(marker engine.Marker, start func() abi.Guest) engine.Module {
	return module{marker: marker, start: start}
}

type module struct {
	marker engine.Marker
	start  func() abi.Guest
}

func (m module) Marker() engine.Marker { return m.marker }

func (m module) Start(vm *engine.VM) (engine.Instance, error) {
	var host abi.Host = specHost{vm}
	if vm.Flavour() == engine.Higress {
		host = vm
	}
	return instance{Guest: m.start(), host: host}, nil
}

// specHost hides what a host may offer beyond the specification.
type specHost struct{ abi.Host }

type instance struct {
	abi.Guest
	host abi.Host
}

func (i instance) Enter() (leave func()) { return abi.Enter(i.host) }

func (instance) Memory() uint64 { return 0 }

func (instance) Close() error { return nil }
