// Package rsa signs with an RSA private key as PKCS #1 v1.5 has it, over
// SHA-256, which JWTs call RS256. It makes no keys, encrypts nothing, and
// verifies nothing but what it has signed itself.
//
// It is for modules that have to be small: crypto/rsa, with what reads keys for
// it, would add 600 KB of gzip to one. No branch and no index in memory depends
// on a secret, only on the sizes of the key's numbers.
//
// Source: RFC 8017 (PKCS #1), RFC 5958 (PKCS #8), RFC 7468 (PEM)
package rsa

import (
	"errors"

	"aigateway/common/digest"
)

// Key is a private key of two primes. It never changes, and has no method
// that tells anything of it but its size.
type Key struct {
	size int // of the modulus and of signatures, in bytes
	// numbers are those of PKCS #1, in its order.
	numbers [numbers]nat
}

// The numbers of a key.
const (
	modulusN  = iota
	exponentE // the public one
	exponentD // the private one as a whole, which is not used
	primeP
	primeQ
	exponentP // the private one modulo p-1
	exponentQ
	inverseQ // of q modulo p
	numbers
)

// Size is the length of a signature in bytes.
func (k *Key) Size() int { return k.size }

// digestInfo stands before a digest that is SHA-256's: DER of its name.
const digestInfo = "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"

// ErrKey tells that the numbers of a key are not those of one key: what it
// would sign, its public half would not confirm. It reads as the errors of
// [Parse] do.
var ErrKey = errors.New("must be a private key whose numbers belong together")

// Sign returns the signature of message.
func (k *Key) Sign(message []byte) ([]byte, error) {
	sum := digest.Sum(message)
	end := "\x00" + digestInfo + string(sum[:])
	padded := make([]byte, k.size)
	padded[1] = 1
	for i := 2; i < k.size-len(end); i++ {
		padded[i] = 0xff
	}
	copy(padded[k.size-len(end):], end)

	m := natOf(padded)
	s := k.private(m)
	// A fault in one of the two halves would give the primes away.
	n := newModulus(k.numbers[modulusN])
	if !equal(n.plain(n.power(n.reduce(s), k.numbers[exponentE])), m) {
		return nil, ErrKey
	}
	return s.bytes(k.size), nil
}

// private raises m to the private exponent, modulo each prime by itself.
func (k *Key) private(m nat) nat {
	p, q := newModulus(k.numbers[primeP]), newModulus(k.numbers[primeQ])
	h := p.power(p.reduce(m), k.numbers[exponentP])
	s := q.plain(q.power(q.reduce(m), k.numbers[exponentQ]))
	add(h, p.n, subtract(h, p.reduce(s), 1))
	p.multiply(h, h, k.numbers[inverseQ]) // which leaves Montgomery's form
	out := multiply(h, q.n)
	add(out, s, 1)
	return out
}
