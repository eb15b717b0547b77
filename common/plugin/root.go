package plugin

import (
	"aigateway/common/abi"
	"aigateway/common/byteorder"
	"aigateway/common/clock"
)

// Root is one configuration of a plugin in one VM: the host as seen from
// outside of any exchange.
type Root struct {
	vm     *vm
	id     uint32
	name   string
	plugin Plugin
	// observes is that of the plugin's [Definition].
	observes bool

	calls map[uint32]*call
	redis map[uint32]func([]byte, error)
}

// Every has the host call Tick of the plugin, see [Ticker]; 0 stops it. It is
// called from Configure.
func (r *Root) Every(d clock.Duration) { abi.SetTickPeriod(uint32(d.Milliseconds())) }

// Property returns an attribute of the host, such as "plugin_name", or of the
// exchange that is running, such as "response.code". Parts are separated by
// dots as in the host's documentation; a part that holds a dot cannot be
// asked for. Nil means that the host does not know it. The value is valid until
// the next property is read.
func (r *Root) Property(path string) []byte { return r.vm.property(r.vm.key(path)) }

// Number returns a property that is an integer.
func (r *Root) Number(path string) (int64, bool) {
	b := r.Property(path)
	if len(b) != 8 {
		return 0, false
	}
	return int64(byteorder.LEUint64(b)), true
}

// SetProperty makes value readable for later plugins of the exchange and for
// the access log as filter state wasm.NAME.
func (r *Root) SetProperty(name string, value []byte) error {
	return abi.SetProperty(name, value).Err()
}

// SharedData returns a value that all workers see, and its version.
func (r *Root) SharedData(key string) (value []byte, version uint32, err error) {
	value, version, status := abi.SharedData(nil, key)
	return value, version, status.Err()
}

// SetSharedData stores value if nobody else did since version; 0 stores it in
// any case. A key can never be removed.
func (r *Root) SetSharedData(key string, value []byte, version uint32) error {
	return abi.SetSharedData(key, value, version).Err()
}

// CallForeign calls a function that only this kind of host has.
func (r *Root) CallForeign(name string, args []byte) ([]byte, error) {
	result, status := abi.CallForeign(nil, name, args)
	return result, status.Err()
}
