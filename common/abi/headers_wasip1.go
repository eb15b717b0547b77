package abi

import "unsafe"

//go:wasmimport env proxy_get_header_map_pairs
func proxyGetHeaderMapPairs(m MapType, data, size unsafe.Pointer) Status

//go:wasmimport env proxy_set_header_map_pairs
//go:noescape
func proxySetHeaderMapPairs(m MapType, data unsafe.Pointer, size uint32) Status

//go:wasmimport env proxy_get_header_map_value
func proxyGetHeaderMapValue(m MapType, name unsafe.Pointer, nameSize uint32, data, size unsafe.Pointer) Status

//go:wasmimport env proxy_add_header_map_value
//go:noescape
func proxyAddHeaderMapValue(m MapType, name unsafe.Pointer, nameSize uint32, value unsafe.Pointer, valueSize uint32) Status

//go:wasmimport env proxy_replace_header_map_value
//go:noescape
func proxyReplaceHeaderMapValue(m MapType, name unsafe.Pointer, nameSize uint32, value unsafe.Pointer, valueSize uint32) Status

//go:wasmimport env proxy_remove_header_map_value
//go:noescape
func proxyRemoveHeaderMapValue(m MapType, name unsafe.Pointer, nameSize uint32) Status

// HeaderPairs returns m serialised; see [ParsePairs].
//
// Callable while m is live: from its headers callback on, as long as the
// headers have not been sent on.
func HeaderPairs(dst []byte, m MapType) ([]byte, Status) {
	offering(dst)
	return taken(proxyGetHeaderMapPairs(m, unsafe.Pointer(&out.data), unsafe.Pointer(&out.size)))
}

// SetHeaderPairs replaces the whole of m by the serialised pairs.
func SetHeaderPairs(m MapType, pairs []byte) Status {
	return proxySetHeaderMapPairs(m, pointer(pairs), uint32(len(pairs)))
}

// Header returns the first value of name in m, [NotFound] if there is none.
func Header(dst []byte, m MapType, name string) ([]byte, Status) {
	offering(dst)
	return taken(proxyGetHeaderMapValue(m, text(name), uint32(len(name)),
		unsafe.Pointer(&out.data), unsafe.Pointer(&out.size)))
}

// AddHeader adds a value to name in m.
func AddHeader(m MapType, name, value string) Status {
	return proxyAddHeaderMapValue(m, text(name), uint32(len(name)), text(value), uint32(len(value)))
}

// ReplaceHeader makes value the only value of name in m.
func ReplaceHeader(m MapType, name, value string) Status {
	return proxyReplaceHeaderMapValue(m, text(name), uint32(len(name)), text(value), uint32(len(value)))
}

// RemoveHeader removes every value of name from m.
func RemoveHeader(m MapType, name string) Status {
	return proxyRemoveHeaderMapValue(m, text(name), uint32(len(name)))
}
