//go:build !wasip1

package abi

// SharedData returns the value of key and its version for compare-and-swap.
// Every VM of the host with the same vm_id sees the same data.
func SharedData(dst []byte, key string) (value []byte, cas uint32, s Status) {
	data, cas, s := host.SharedData(key)
	return append(dst[:0], data...), cas, s
}

// SetSharedData stores value if key still has version cas; 0 stores it
// whatever the version. Keys cannot be removed: use a bounded set of them.
func SetSharedData(key string, value []byte, cas uint32) Status {
	return host.SetSharedData(key, value, cas)
}
