package compress

import "math/bits"

// readCode reads a prefix code of an alphabet of size symbols and tells
// whether there is such a code.
func (b *brotli) readCode(in *bitReader, c *code, size int) bool {
	if cap(b.lengths) < size {
		b.lengths = make([]uint8, max(size, 704))
	}
	lengths := b.lengths[:size]
	clear(lengths)
	skip := in.read(2)
	if skip == 1 {
		return simpleCode(in, c, lengths)
	}
	if !b.codeForLengths(in, c, int(skip)) {
		return in.short
	}
	// c is the code for lengths now, and is built anew from them.
	if !readLengths(in, c, lengths) || in.short {
		return in.short
	}
	return c.build(lengths, false)
}

// simpleCode reads a code of up to four symbols.
func simpleCode(in *bitReader, c *code, lengths []uint8) bool {
	n := int(in.read(2)) + 1
	width := uint(bits.Len(uint(len(lengths) - 1)))
	var symbols [4]int
	for i := range n {
		symbols[i] = int(in.read(width))
		if symbols[i] >= len(lengths) {
			return false
		}
		for _, other := range symbols[:i] {
			if other == symbols[i] && !in.short {
				return false
			}
		}
	}
	shape := [...][4]uint8{{0}, {1, 1}, {1, 2, 2}, {2, 2, 2, 2}, {1, 2, 3, 3}}[n-1]
	if n == 4 && in.flag() {
		shape = [4]uint8{1, 2, 3, 3}
	}
	if n == 1 {
		c.one(symbols[0])
		return true
	}
	for i, symbol := range symbols[:n] {
		lengths[symbol] = shape[i]
	}
	return in.short || c.build(lengths, false)
}

// brotliOrder is the order in which the lengths of the code for lengths come.
var brotliOrder = [...]uint8{1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15}

// codeForLengths reads the code in which lengths are written.
func (b *brotli) codeForLengths(in *bitReader, c *code, skip int) bool {
	var lengths [18]uint8
	space, count, only := 32, 0, 0
	for _, symbol := range brotliOrder[skip:] {
		n := lengthOfLength(in)
		if lengths[symbol] = n; n > 0 {
			space -= 32 >> n
			count++
			only = int(symbol)
		}
		if space <= 0 || in.short {
			break
		}
	}
	switch {
	case in.short:
		return false
	case count == 1:
		c.one(only)
		return true
	}
	return space == 0 && c.build(lengths[:], false)
}

// lengthOfLength reads a number from 0 to 5 in a code of its own.
func lengthOfLength(in *bitReader) uint8 {
	switch in.read(2) {
	case 0:
		return 0
	case 1:
		return 4
	case 2:
		return 3
	}
	switch {
	case !in.flag():
		return 2
	case !in.flag():
		return 1
	}
	return 5
}

// readLengths reads the lengths of a code, in the code c, and tells whether
// they are those of one.
func readLengths(in *bitReader, c *code, lengths []uint8) bool {
	const full = 1 << maxCodeLength
	space, previous := full, uint8(8)
	repeat, repeated := 0, uint8(0)
	for i := 0; i < len(lengths) && space > 0 && !in.short; {
		symbol := c.read(in)
		if symbol < 16 {
			if symbol < 0 {
				return false
			}
			repeat = 0
			if lengths[i] = uint8(symbol); symbol > 0 {
				previous = uint8(symbol)
				space -= full >> symbol
			}
			i++
			continue
		}
		value, width := uint8(0), uint(3)
		if symbol == 16 {
			value, width = previous, 2
		}
		if repeated != value {
			repeat, repeated = 0, value
		}
		before := repeat
		if repeat > 0 {
			repeat = (repeat - 2) << width
		}
		repeat += 3 + int(in.read(width))
		n := repeat - before
		if n > len(lengths)-i {
			return false
		}
		for range n {
			lengths[i] = value
			i++
		}
		if value > 0 {
			space -= n * (full >> value)
		}
	}
	return space == 0
}

// blocks says which of several trees of a kind are used, for how long.
type blocks struct {
	types             int
	current, previous int
	left              int // symbols of the current block to come
	typeCode, counts  code
	trees             []code
}

// blocks reads which blocks a kind has.
func (b *brotli) blocks(in *bitReader) error {
	k := &b.kinds[b.building]
	types, left := readCount(in), 1<<24
	if types > 1 {
		if !b.readCode(in, &k.typeCode, types+2) || !b.readCode(in, &k.counts, 26) {
			return ErrCorrupt
		}
		var ok bool
		if left, ok = k.readLeft(in); !ok {
			return ErrCorrupt
		}
	}
	if in.short {
		return nil
	}
	k.types, k.left, k.current, k.previous = types, left, 0, 1
	if b.building++; b.building == len(b.kinds) {
		b.stage = brotliContexts
	}
	return nil
}

var blockExtra = [26]uint8{2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24}

// readLeft reads how long a block is.
func (k *blocks) readLeft(in *bitReader) (int, bool) {
	symbol := k.counts.read(in)
	if symbol < 0 || symbol >= len(blockExtra) {
		return 0, false
	}
	n := 1
	for _, extra := range blockExtra[:symbol] {
		n += 1 << extra
	}
	return n + int(in.read(uint(blockExtra[symbol]))), true
}

// next reads what the next block of k is.
func (k *blocks) next(in *bitReader) error {
	symbol := k.typeCode.read(in)
	left, ok := k.readLeft(in)
	if in.short {
		return nil
	}
	if symbol < 0 || !ok || k.types < 2 {
		return ErrCorrupt
	}
	current := symbol - 2
	switch symbol {
	case 0:
		current = k.previous
	case 1:
		current = k.current + 1
	}
	if current >= k.types {
		current -= k.types
	}
	k.previous, k.current, k.left = k.current, current, left
	return nil
}
