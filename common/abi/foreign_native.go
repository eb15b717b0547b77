//go:build !wasip1

package abi

// CallForeign calls a function that only some hosts have; [NotFound] from
// those that have it not.
func CallForeign(dst []byte, name string, args []byte) ([]byte, Status) {
	data, s := host.CallForeign(name, args)
	return append(dst[:0], data...), s
}
