package abi

import "aigateway/common/byteorder"

// AppendPairs serialises a header map as the specification does: the number
// of pairs, the lengths of every name and value, then each of them with a
// terminating NUL; integers are 32-bit little-endian.
func AppendPairs(dst []byte, pairs [][2]string) []byte {
	dst = byteorder.LEAppendUint32(dst, uint32(len(pairs)))
	for _, p := range pairs {
		dst = byteorder.LEAppendUint32(dst, uint32(len(p[0])))
		dst = byteorder.LEAppendUint32(dst, uint32(len(p[1])))
	}
	for _, p := range pairs {
		dst = append(append(dst, p[0]...), 0)
		dst = append(append(dst, p[1]...), 0)
	}
	return dst
}

// PairsWriter serialises a header map pair by pair, see [AppendPairs], into
// memory that is used again and again.
type PairsWriter struct{ sizes, data []byte }

// Reset begins a new map.
func (w *PairsWriter) Reset() {
	w.sizes, w.data = append(w.sizes[:0], 0, 0, 0, 0), w.data[:0]
}

// Add adds a pair.
func (w *PairsWriter) Add(name, value []byte) {
	w.size(len(name), len(value))
	w.data = append(append(w.data, name...), 0)
	w.data = append(append(w.data, value...), 0)
}

// AddString adds a pair.
func (w *PairsWriter) AddString(name, value string) {
	w.size(len(name), len(value))
	w.data = append(append(w.data, name...), 0)
	w.data = append(append(w.data, value...), 0)
}

func (w *PairsWriter) size(name, value int) {
	w.sizes = byteorder.LEAppendUint32(w.sizes, uint32(name))
	w.sizes = byteorder.LEAppendUint32(w.sizes, uint32(value))
}

// Bytes returns the map. It is valid until the next Reset.
func (w *PairsWriter) Bytes() []byte {
	byteorder.LEPutUint32(w.sizes, uint32(len(w.sizes)/8))
	w.sizes = append(w.sizes, w.data...)
	return w.sizes
}

// Pairs walks a serialised header map in place.
type Pairs struct {
	sizes, data []byte
}

// ParsePairs returns a walk over raw, an empty one if raw is malformed.
func ParsePairs(raw []byte) Pairs {
	if len(raw) < 4 {
		return Pairs{}
	}
	n := uint64(byteorder.LEUint32(raw)) * 8
	if uint64(len(raw)-4) < n {
		return Pairs{}
	}
	return Pairs{sizes: raw[4 : 4+n], data: raw[4+n:]}
}

// Next returns the next pair, both parts pointing into the serialised map.
func (p *Pairs) Next() (name, value []byte, ok bool) {
	if len(p.sizes) < 8 {
		return nil, nil, false
	}
	n := uint64(byteorder.LEUint32(p.sizes))
	v := uint64(byteorder.LEUint32(p.sizes[4:]))
	if uint64(len(p.data)) < n+1+v+1 {
		p.sizes = nil
		return nil, nil, false
	}
	name, value = p.data[:n], p.data[n+1:n+1+v]
	p.sizes, p.data = p.sizes[8:], p.data[n+1+v+1:]
	return name, value, true
}
