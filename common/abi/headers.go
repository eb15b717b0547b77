package abi

import "encoding/binary"

// AppendPairs serialises a header map as the specification does: the number
// of pairs, the lengths of every name and value, then each of them with a
// terminating NUL; integers are 32-bit little-endian.
func AppendPairs(dst []byte, pairs [][2]string) []byte {
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(pairs)))
	for _, p := range pairs {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(p[0])))
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(p[1])))
	}
	for _, p := range pairs {
		dst = append(append(dst, p[0]...), 0)
		dst = append(append(dst, p[1]...), 0)
	}
	return dst
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
	n := uint64(binary.LittleEndian.Uint32(raw)) * 8
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
	n := uint64(binary.LittleEndian.Uint32(p.sizes))
	v := uint64(binary.LittleEndian.Uint32(p.sizes[4:]))
	if uint64(len(p.data)) < n+1+v+1 {
		p.sizes = nil
		return nil, nil, false
	}
	name, value = p.data[:n], p.data[n+1:n+1+v]
	p.sizes, p.data = p.sizes[8:], p.data[n+1+v+1:]
	return name, value, true
}
