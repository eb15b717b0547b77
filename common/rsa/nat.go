package rsa

// nat is a number of a fixed size: 32 bits an element, the lowest first.
type nat []uint32

const (
	limbBits  = 32
	limbBytes = limbBits / 8
	// step is how many elements are worked on at a time: every number by which
	// is computed has a multiple of it.
	step = 4
)

// natOf reads a number whose highest byte comes first.
func natOf(b []byte) nat {
	x := make(nat, (len(b)+step*limbBytes-1)/(step*limbBytes)*step)
	for i := range b {
		at := len(b) - 1 - i
		x[i/limbBytes] |= uint32(b[at]) << (8 * (i % limbBytes))
	}
	return x
}

// bytes writes a number that fits into size bytes.
func (x nat) bytes(size int) []byte {
	b := make([]byte, size)
	for i := range b {
		if i/limbBytes < len(x) {
			b[size-1-i] = byte(x[i/limbBytes] >> (8 * (i % limbBytes)))
		}
	}
	return b
}

// resized is x with n elements, of which it may lose some.
func (x nat) resized(n int) nat {
	out := make(nat, n)
	copy(out, x)
	return out
}

// multiply returns x times y.
func multiply(x, y nat) nat {
	out := make(nat, len(x)+len(y))
	for i, a := range x {
		carry := uint64(0)
		for j, b := range y {
			v := uint64(a)*uint64(b) + uint64(out[i+j]) + carry
			out[i+j], carry = uint32(v), v>>limbBits
		}
		out[i+len(y)] = uint32(carry)
	}
	return out
}

// add adds y, times wanted, which is 0 or 1, to x, which is as long at least,
// and returns the carry.
func add(x, y nat, wanted uint32) uint32 {
	carry := uint64(0)
	for i := range x {
		v := uint64(x[i]) + carry
		if i < len(y) {
			v += uint64(y[i] & -wanted)
		}
		x[i], carry = uint32(v), v>>limbBits
	}
	return uint32(carry)
}

// subtract subtracts y, times wanted, from x, which is as long, and returns
// the borrow.
func subtract(x, y nat, wanted uint32) uint32 {
	borrow := uint64(0)
	for i := range x {
		v := uint64(x[i]) - uint64(y[i]&-wanted) - borrow
		x[i], borrow = uint32(v), v>>63
	}
	return uint32(borrow)
}

// less is 1 if x is below y, which is as long, else 0.
func less(x, y nat) uint32 {
	borrow := uint64(0)
	for i := range x {
		borrow = (uint64(x[i]) - uint64(y[i]) - borrow) >> 63
	}
	return uint32(borrow)
}

// equal tells whether two numbers are the same, however long they are.
func equal(x, y nat) bool {
	if len(x) < len(y) {
		x, y = y, x
	}
	differ := uint32(0)
	for i, a := range x {
		if i < len(y) {
			a ^= y[i]
		}
		differ |= a
	}
	return differ == 0
}
