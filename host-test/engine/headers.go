package engine

import (
	"strings"

	"aigateway/common/abi"
)

// Headers is a header map in order. Names are in lower case; pseudo headers
// such as :path are fields like any other.
type Headers struct {
	fields [][2]string
}

// NewHeaders makes a map of name, value pairs.
func NewHeaders(fields ...[2]string) *Headers {
	h := &Headers{}
	for _, f := range fields {
		h.Add(f[0], f[1])
	}
	return h
}

// ParseHeaders reads a map as the specification serialises it.
func ParseHeaders(raw []byte) *Headers {
	h := &Headers{}
	for pairs := abi.ParsePairs(raw); ; {
		name, value, ok := pairs.Next()
		if !ok {
			return h
		}
		h.Add(string(name), string(value))
	}
}

// Len is the number of fields; a nil map has none.
func (h *Headers) Len() int {
	if h == nil {
		return 0
	}
	return len(h.fields)
}

// Fields returns the fields in order. They must not be changed.
func (h *Headers) Fields() [][2]string {
	if h == nil {
		return nil
	}
	return h.fields
}

// Lookup returns the first value of name.
func (h *Headers) Lookup(name string) (string, bool) {
	if h == nil {
		return "", false
	}
	for i := range h.fields {
		if strings.EqualFold(h.fields[i][0], name) {
			return h.fields[i][1], true
		}
	}
	return "", false
}

// Value returns the first value of name, or nothing.
func (h *Headers) Value(name string) string {
	v, _ := h.Lookup(name)
	return v
}

// Add appends a field.
func (h *Headers) Add(name, value string) {
	h.fields = append(h.fields, [2]string{strings.ToLower(name), value})
}

// Set makes value the only one of name, in the place of the first.
func (h *Headers) Set(name, value string) {
	kept, found := h.fields[:0], false
	for _, f := range h.fields {
		if strings.EqualFold(f[0], name) {
			if found {
				continue
			}
			f[1], found = value, true
		}
		kept = append(kept, f)
	}
	h.fields = kept
	if !found {
		h.Add(name, value)
	}
}

// Remove drops every field called name.
func (h *Headers) Remove(name string) {
	kept := h.fields[:0]
	for _, f := range h.fields {
		if !strings.EqualFold(f[0], name) {
			kept = append(kept, f)
		}
	}
	h.fields = kept
}

// Clone returns a copy.
func (h *Headers) Clone() *Headers {
	if h == nil {
		return nil
	}
	return &Headers{fields: append([][2]string(nil), h.fields...)}
}

// bytes is the size of all names and values.
func (h *Headers) bytes() (n int) {
	for _, f := range h.Fields() {
		n += len(f[0]) + len(f[1])
	}
	return n
}

// pairs serialises h; a map without fields is no bytes at all, as in Envoy.
func (h *Headers) pairs() []byte {
	if h.Len() == 0 {
		return nil
	}
	return abi.AppendPairs(nil, h.fields)
}
