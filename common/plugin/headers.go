package plugin

import "aigateway/common/abi"

// Headers is one header map of an exchange. It is read from the host at most
// once a callback, as it stood when a value was first asked for; changes go to
// the host when the callback ends, all at once if they are many. A callback
// that asks for no value costs no reading: Set and Remove do not need one.
type Headers struct {
	kind   abi.MapType
	raw    []byte
	list   []pair // of raw
	loaded bool
	// detached tells that no host has the pairs, see [Stream.Aside].
	detached bool
	edits    []edit
	writer   abi.PairsWriter
}

type pair struct{ name, value []byte }

// edit is one change. A removal has no value.
type edit struct {
	name, value string
	remove, add bool
}

// fewEdits is how many changes are sent one by one. For more it is cheaper to
// send the whole map.
const fewEdits = 5

// RequestHeaders can be changed until the request's headers go on.
func (s *Stream) RequestHeaders() *Headers {
	if s.aside != nil && !s.aside.message.Response {
		return &s.aside.headers
	}
	return s.root.vm.view(abi.RequestHeaders)
}

// ResponseHeaders can be changed until the response's headers go on.
func (s *Stream) ResponseHeaders() *Headers {
	if s.aside != nil && s.aside.message.Response {
		return &s.aside.headers
	}
	return s.root.vm.view(abi.ResponseHeaders)
}

// Status returns the response's :status without reading the other headers, 0
// if there is none.
func (s *Stream) Status() int {
	if h := s.ResponseHeaders(); h.loaded {
		return statusOf(h.Value(":status"))
	}
	s.root.vm.small, _ = abi.Header(s.root.vm.small, abi.ResponseHeaders, ":status")
	return statusOf(s.root.vm.small)
}

func (v *vm) view(kind abi.MapType) *Headers {
	h := &v.headers[kind]
	h.kind = kind
	return h
}

func (h *Headers) pairs() []pair {
	if h.loaded {
		return h.list
	}
	h.loaded = true
	h.raw, _ = abi.HeaderPairs(h.raw, h.kind)
	h.parse()
	return h.list
}

// detach makes raw the pairs, which are then no host's.
func (h *Headers) detach(raw []byte) {
	h.raw, h.loaded, h.detached, h.edits = append(h.raw[:0], raw...), true, true, h.edits[:0]
	h.parse()
}

func (h *Headers) parse() {
	h.list = h.list[:0]
	for pairs := abi.ParsePairs(h.raw); ; {
		name, value, ok := pairs.Next()
		if !ok {
			return
		}
		h.list = append(h.list, pair{name, value})
	}
}

// Value returns the first value of name, which is in lower case, nil without
// one. It is valid until the callback returns.
func (h *Headers) Value(name string) []byte {
	list := h.pairs()
	for i := range list {
		if p := &list[i]; len(p.name) == len(name) && string(p.name) == name {
			return p.value
		}
	}
	return nil
}

// Each calls yield for every pair in order until it returns false.
func (h *Headers) Each(yield func(name, value []byte) bool) {
	for _, p := range h.pairs() {
		if !yield(p.name, p.value) {
			return
		}
	}
}

// Set makes value the only one of name.
func (h *Headers) Set(name, value string) {
	if h.loaded && string(h.Value(name)) == value {
		return
	}
	h.edits = append(h.edits, edit{name: name, value: value})
}

// Add adds a value to name.
func (h *Headers) Add(name, value string) {
	h.edits = append(h.edits, edit{name: name, value: value, add: true})
}

// Remove removes name if it is there.
func (h *Headers) Remove(name string) {
	if h.loaded && h.Value(name) == nil {
		return
	}
	h.edits = append(h.edits, edit{name: name, remove: true})
}

// Copy returns the pairs as they stand, to be kept.
func (h *Headers) Copy() [][2]string {
	list := make([][2]string, 0, len(h.pairs()))
	for _, p := range h.list {
		list = append(list, [2]string{string(p.name), string(p.value)})
	}
	return list
}

// Commit makes the changes what is read from now on.
func (h *Headers) Commit() {
	if h.detached {
		h.detach(h.merged())
		return
	}
	h.flush()
	h.loaded = false
}

// flush gives the changes to the host.
func (h *Headers) flush() {
	if len(h.edits) > fewEdits && h.loaded {
		h.replaceAll()
	} else {
		for _, e := range h.edits {
			switch {
			case e.remove:
				abi.RemoveHeader(h.kind, e.name)
			case e.add:
				abi.AddHeader(h.kind, e.name, e.value)
			default:
				abi.ReplaceHeader(h.kind, e.name, e.value)
			}
		}
	}
	clear(h.edits)
	h.edits = h.edits[:0]
}

// replaceAll gives the host the whole map: the pairs that no edit is about in
// their order, then what was set.
func (h *Headers) replaceAll() { abi.SetHeaderPairs(h.kind, h.merged()) }

// merged returns the pairs with the changes made, serialised.
func (h *Headers) merged() []byte {
	h.writer.Reset()
	for _, p := range h.pairs() {
		if !h.edited(p.name) {
			h.writer.Add(p.name, p.value)
		}
	}
	for i, e := range h.edits {
		if !e.remove && !h.overridden(i) {
			h.writer.AddString(e.name, e.value)
		}
	}
	return h.writer.Bytes()
}

// edited tells whether the values of name that were there are to go.
func (h *Headers) edited(name []byte) bool {
	for _, e := range h.edits {
		if !e.add && e.name == string(name) {
			return true
		}
	}
	return false
}

// overridden tells whether a later edit undoes the i-th.
func (h *Headers) overridden(i int) bool {
	for _, later := range h.edits[i+1:] {
		if !later.add && later.name == h.edits[i].name {
			return true
		}
	}
	return false
}
