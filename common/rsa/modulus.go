package rsa

// modulus is an odd number to compute by, with Montgomery's method: a number x
// below n is held as x*R modulo n, R being the first power of 2^32 above n.
//
// Source: Ç. K. Koç, T. Acar, B. S. Kaliski Jr., "Analyzing and Comparing
// Montgomery Multiplication Algorithms", 1996 (FIOS)
type modulus struct {
	n       nat
	inverse uint32 // of -n modulo 2^32
	square  nat    // R*R modulo n
	scratch nat
}

func newModulus(n nat) *modulus {
	m := &modulus{n: n, scratch: make(nat, len(n)+1), square: make(nat, len(n))}
	inverse := n[0] // right for 3 bits, then for twice as many each time
	for range 4 {
		inverse *= 2 - n[0]*inverse
	}
	m.inverse = -inverse
	m.square[0] = 1
	for range 2 * limbBits * len(n) { // 1 is doubled until it is R*R
		m.fit(m.square, add(m.square, m.square, 1))
	}
	return m
}

// fit subtracts n from x, which is below 2n, unless x is below n. Over is what
// x has above its last element.
func (m *modulus) fit(x nat, over uint32) { subtract(x, m.n, over|(1-less(x, m.n))) }

// multiply makes z the product of x and y divided by R, modulo n; z may be
// one of them. One of them must be below n.
func (m *modulus) multiply(z, x, y nat) {
	t, last := m.scratch, uint64(0) // t is one element up, and last what stands above it
	clear(t)
	for _, a := range x {
		a, u := uint64(a), uint64((t[1]+a*y[0])*m.inverse) // u makes the sum divisible
		high, carry := uint64(0), uint64(0)
		for j := 0; j < len(m.n); j += step {
			t, y, n := (*[step + 1]uint32)(t[j:]), (*[step]uint32)(y[j:]), (*[step]uint32)(m.n[j:])
			v := a*uint64(y[0]) + uint64(t[1]) + high
			w := u*uint64(n[0]) + v&low + carry
			t[0] = uint32(w)
			v = a*uint64(y[1]) + uint64(t[2]) + v>>limbBits
			w = u*uint64(n[1]) + v&low + w>>limbBits
			t[1] = uint32(w)
			v = a*uint64(y[2]) + uint64(t[3]) + v>>limbBits
			w = u*uint64(n[2]) + v&low + w>>limbBits
			t[2] = uint32(w)
			v = a*uint64(y[3]) + uint64(t[4]) + v>>limbBits
			w = u*uint64(n[3]) + v&low + w>>limbBits
			t[3] = uint32(w)
			high, carry = v>>limbBits, w>>limbBits
		}
		last += high + carry
		t[len(m.n)] = uint32(last)
		last >>= limbBits
	}
	copy(z, t[1:])
	m.fit(z, uint32(last))
}

// low are the bits of an element.
const low = 1<<limbBits - 1

// reduce returns x modulo n, in Montgomery's form. X may be of any length.
func (m *modulus) reduce(x nat) nat {
	size := len(m.n)
	sum, chunk := make(nat, size), make(nat, size)
	for at := (len(x) - 1) / size * size; at >= 0; at -= size {
		clear(chunk)
		copy(chunk, x[at:])
		m.multiply(sum, sum, m.square) // times R
		m.multiply(chunk, chunk, m.square)
		m.fit(sum, add(sum, chunk, 1))
	}
	return sum
}

// plain takes x out of Montgomery's form.
func (m *modulus) plain(x nat) nat {
	one := make(nat, len(m.n))
	one[0] = 1
	m.multiply(one, one, x)
	return one
}

// windowBits is how many bits of an exponent are worked on at a time.
const windowBits = 4

// power raises x, in Montgomery's form, to an exponent. Every exponent of one
// length takes the same steps, and reads the same memory.
func (m *modulus) power(x, exponent nat) nat {
	size := len(m.n)
	var powers [1 << windowBits]nat
	powers[0] = m.reduce(nat{1})
	for i := 1; i < len(powers); i++ {
		powers[i] = make(nat, size)
		m.multiply(powers[i], powers[i-1], x)
	}
	out, chosen := powers[0].resized(size), make(nat, size)
	for bit := len(exponent)*limbBits - windowBits; bit >= 0; bit -= windowBits {
		for range windowBits {
			m.multiply(out, out, out)
		}
		window := exponent[bit/limbBits] >> (bit % limbBits) & (1<<windowBits - 1)
		clear(chosen)
		for i := range powers {
			differs := uint32(i) ^ window
			mask := (differs - 1) &^ differs >> 31 // 1 for the same
			for j, limb := range powers[i] {
				chosen[j] |= limb & -mask
			}
		}
		m.multiply(out, out, chosen)
	}
	return out
}
