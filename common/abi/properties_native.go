//go:build !wasip1

package abi

// Property returns the raw value of an attribute. The parts of path are
// separated by NUL; integers are 64-bit little-endian.
func Property(dst []byte, path string) ([]byte, Status) {
	data, s := host.Property(path)
	return append(dst[:0], data...), s
}

// SetProperty makes value readable under path for every plugin of the stream,
// and as filter state wasm.PATH.
func SetProperty(path string, value []byte) Status { return host.SetProperty(path, value) }
