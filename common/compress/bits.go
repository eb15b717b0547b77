package compress

// bitReader reads bits, the lowest of each byte first. Where there are not enough
// it returns zeros and notes that it fell short.
type bitReader struct {
	data  []byte
	pos   int
	held  uint64 // bits that were taken out of data and not read yet
	n     uint   // how many
	short bool
	few   [8]byte
}

// fill takes bytes until there are at least 56 bits, or no more data.
func (b *bitReader) fill() {
	for b.n <= 56 && b.pos < len(b.data) {
		b.held |= uint64(b.data[b.pos]) << b.n
		b.pos++
		b.n += 8
	}
}

// read returns the next n bits, at most 32.
func (b *bitReader) read(n uint) uint32 {
	if b.n < n {
		if b.fill(); b.n < n {
			b.short = true
			return 0
		}
	}
	value := uint32(b.held & (1<<n - 1))
	b.held >>= n
	b.n -= n
	return value
}

// flag returns the next bit.
func (b *bitReader) flag() bool { return b.read(1) == 1 }

// align skips to the next whole byte and tells whether what it skips is zero.
func (b *bitReader) align() bool { return b.read(b.n%8) == 0 }

// bytes returns one or more of the next bytes, up to n, after align: none if
// there is no data. They are valid until the next call, or until the data is
// written over.
func (b *bitReader) bytes(n int) []byte {
	if b.n > 0 { // taken out of data already, maybe of a chunk that is gone
		n = min(n, int(b.n/8))
		for i := range n {
			b.few[i] = byte(b.read(8))
		}
		return b.few[:n]
	}
	n = min(n, len(b.data)-b.pos)
	b.pos += n
	return b.data[b.pos-n : b.pos]
}
