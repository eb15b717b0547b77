// Package digest is SHA-256 and HMAC with it, for modules that have to be
// small: crypto/sha256 and what belongs to it would add 80 KB of gzip to one.
// It is for signing what is no secret; nothing here takes constant time.
//
// Source: FIPS 180-4, RFC 2104
package digest

import (
	"math/bits"

	"aigateway/common/byteorder"
)

// Size is the length of a sum, in bytes.
const Size = 32

const blockSize = 64

// Hash sums what is written to it. Its start is [New].
type Hash struct {
	state [8]uint32
	block [blockSize]byte // what is left of the last Write
	used  int             // bytes of block
	size  uint64          // of all that was written, in bytes
}

// New returns a Hash that nothing was written to.
func New() Hash {
	return Hash{state: [8]uint32{
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	}}
}

// Sum is the sum of b.
func Sum(b []byte) [Size]byte {
	h := New()
	h.Write(b)
	return h.Sum()
}

// Write adds b.
func (h *Hash) Write(b []byte) {
	h.size += uint64(len(b))
	if h.used > 0 {
		n := copy(h.block[h.used:], b)
		h.used, b = h.used+n, b[n:]
		if h.used < blockSize {
			return
		}
		h.compress(h.block[:])
		h.used = 0
	}
	for len(b) >= blockSize {
		h.compress(b[:blockSize])
		b = b[blockSize:]
	}
	h.used = copy(h.block[:], b)
}

// Sum is the sum of all that was written. Nothing must be written after it.
func (h *Hash) Sum() (sum [Size]byte) {
	size := h.size * 8
	var padding [blockSize + 8]byte
	padding[0] = 0x80
	n := blockSize - (h.used+8)%blockSize // at least 1
	byteorder.BEPutUint64(padding[n:], size)
	h.Write(padding[:n+8])
	for i, word := range h.state {
		byteorder.BEPutUint32(sum[4*i:], word)
	}
	return sum
}

// rounds are the constants of the 64 rounds. It is never written to.
var rounds = [64]uint32{
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}

// compress takes one block in.
func (h *Hash) compress(block []byte) {
	var w [64]uint32
	for i := range 16 {
		w[i] = byteorder.BEUint32(block[4*i:])
	}
	for i := 16; i < 64; i++ {
		x, y := w[i-2], w[i-15]
		w[i] = bits.RotateLeft32(x, -17) ^ bits.RotateLeft32(x, -19) ^ x>>10 + w[i-7] +
			(bits.RotateLeft32(y, -7) ^ bits.RotateLeft32(y, -18) ^ y>>3) + w[i-16]
	}
	a, b, c, d, e, f, g, k := h.state[0], h.state[1], h.state[2], h.state[3], h.state[4], h.state[5], h.state[6], h.state[7]
	for i := range w {
		t := k + (bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25)) +
			(e&f ^ ^e&g) + rounds[i] + w[i]
		u := (bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22)) + (a&b ^ a&c ^ b&c)
		a, b, c, d, e, f, g, k = t+u, a, b, c, d+t, e, f, g
	}
	for i, word := range [8]uint32{a, b, c, d, e, f, g, k} {
		h.state[i] += word
	}
}
