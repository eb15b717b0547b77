package compress

import "math/bits"

const (
	maxCodeLength = 15
	// fastBits is the length of codes that are looked up at once.
	fastBits = 9
)

// code is a canonical prefix code of deflate or brotli.
type code struct {
	// fast holds symbol<<4 | length for what starts with a short code, by the
	// bits as they come.
	fast    [1 << fastBits]uint16
	count   [maxCodeLength + 1]uint16 // of codes, by length
	symbols []uint16                  // by code
	single  bool                      // there is one symbol, and its code is empty
}

// one makes c a code of one symbol that takes no bits.
func (c *code) one(symbol int) {
	c.single = true
	c.symbols = append(c.symbols[:0], uint16(symbol))
}

// build makes c the code in which each symbol has a length in bits, 0 if it
// does not occur. It tells whether there is such a code; incomplete tells
// whether one of which some bits mean nothing is one.
func (c *code) build(lengths []uint8, incomplete bool) bool {
	c.single = false
	clear(c.count[:])
	clear(c.fast[:])
	for _, n := range lengths {
		c.count[n]++
	}
	c.count[0] = 0
	var next, at [maxCodeLength + 2]uint16
	left := 1
	for n := 1; n <= maxCodeLength; n++ {
		left = left<<1 - int(c.count[n])
		if left < 0 {
			return false
		}
		next[n+1] = (next[n] + c.count[n]) << 1
		at[n+1] = at[n] + c.count[n]
	}
	if left > 0 && !incomplete {
		return false
	}
	total := int(at[maxCodeLength+1])
	if cap(c.symbols) < total {
		c.symbols = make([]uint16, total)
	}
	c.symbols = c.symbols[:total]
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		c.symbols[at[n]] = uint16(symbol)
		at[n]++
		if n <= fastBits {
			c.enter(bits.Reverse16(next[n])>>(16-n), n, symbol)
		}
		next[n]++
	}
	return true
}

// enter puts a code of n bits into all places that start with it.
func (c *code) enter(reversed uint16, n uint8, symbol int) {
	for i := int(reversed); i < len(c.fast); i += 1 << n {
		c.fast[i] = uint16(symbol)<<4 | uint16(n)
	}
}

// read returns the next symbol, -1 if the bits are no code.
func (c *code) read(in *bitReader) int {
	if c.single {
		return int(c.symbols[0])
	}
	if in.n < maxCodeLength {
		in.fill()
	}
	if e := c.fast[in.held&(1<<fastBits-1)]; e != 0 {
		n := uint(e & 15)
		if n > in.n {
			in.short = true
			return 0
		}
		in.held >>= n
		in.n -= n
		return int(e >> 4)
	}
	return c.readLong(in)
}

// readLong reads a code bit by bit.
func (c *code) readLong(in *bitReader) int {
	value, first, index := 0, 0, 0
	for n := 1; n <= maxCodeLength; n++ {
		bit := in.read(1)
		if in.short {
			return 0
		}
		value |= int(bit)
		count := int(c.count[n])
		if value-first < count {
			return int(c.symbols[index+value-first])
		}
		index += count
		first = (first + count) << 1
		value <<= 1
	}
	return -1
}
