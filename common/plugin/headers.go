package plugin

import "aigateway/common/abi"

// Headers is one header map of an exchange. It is read from the host once a
// callback, as it stood when it was first asked for; changes go to the host
// at once.
type Headers struct {
	kind   abi.MapType
	raw    []byte
	loaded bool
}

// RequestHeaders can be changed until the request's headers go on.
func (s *Stream) RequestHeaders() *Headers { return s.vm.view(abi.RequestHeaders) }

// ResponseHeaders can be changed until the response's headers go on.
func (s *Stream) ResponseHeaders() *Headers { return s.vm.view(abi.ResponseHeaders) }

func (v *vm) view(kind abi.MapType) *Headers {
	h := &v.headers[kind]
	h.kind = kind
	return h
}

func (h *Headers) load() abi.Pairs {
	if !h.loaded {
		h.raw, _ = abi.HeaderPairs(h.raw, h.kind)
		h.loaded = true
	}
	return abi.ParsePairs(h.raw)
}

// Value returns the first value of name, which is in lower case, nil without
// one. It is valid until the callback returns.
func (h *Headers) Value(name string) []byte {
	pairs := h.load()
	for {
		key, value, ok := pairs.Next()
		if !ok {
			return nil
		}
		if string(key) == name {
			return value
		}
	}
}

// Each calls yield for every pair in order until it returns false.
func (h *Headers) Each(yield func(name, value []byte) bool) {
	pairs := h.load()
	for {
		name, value, ok := pairs.Next()
		if !ok || !yield(name, value) {
			return
		}
	}
}

// Set makes value the only one of name, unless it was so before.
func (h *Headers) Set(name, value string) {
	if old := h.Value(name); old != nil && string(old) == value {
		return
	}
	abi.ReplaceHeader(h.kind, name, value)
}

// Add adds a value to name.
func (h *Headers) Add(name, value string) { abi.AddHeader(h.kind, name, value) }

// Remove removes name if it was there.
func (h *Headers) Remove(name string) {
	if h.Value(name) != nil {
		abi.RemoveHeader(h.kind, name)
	}
}
