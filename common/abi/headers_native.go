//go:build !wasip1

package abi

// HeaderPairs returns m serialised; see [ParsePairs].
//
// Callable while m is live: from its headers callback on, as long as the
// headers have not been sent on.
func HeaderPairs(dst []byte, m MapType) ([]byte, Status) {
	data, s := host.HeaderPairs(m)
	return append(dst[:0], data...), s
}

// SetHeaderPairs replaces the whole of m by the serialised pairs.
func SetHeaderPairs(m MapType, pairs []byte) Status { return host.SetHeaderPairs(m, pairs) }

// Header returns the first value of name in m, [NotFound] if there is none.
func Header(dst []byte, m MapType, name string) ([]byte, Status) {
	data, s := host.Header(m, name)
	return append(dst[:0], data...), s
}

// AddHeader adds a value to name in m.
func AddHeader(m MapType, name, value string) Status { return host.AddHeader(m, name, value) }

// ReplaceHeader makes value the only value of name in m.
func ReplaceHeader(m MapType, name, value string) Status { return host.ReplaceHeader(m, name, value) }

// RemoveHeader removes every value of name from m.
func RemoveHeader(m MapType, name string) Status { return host.RemoveHeader(m, name) }
