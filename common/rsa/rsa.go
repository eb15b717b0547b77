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
	size     int // of the modulus and of signatures, in bytes
	n, e     nat
	p, q     nat
	dP, dQ   nat // the private exponent modulo p-1 and q-1
	qInverse nat // of q modulo p
}

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
	padded := make([]byte, k.size)
	for i := range padded {
		padded[i] = 0xff
	}
	padded[0], padded[1] = 0, 1
	end := k.size - len(sum)
	copy(padded[end:], sum[:])
	padded[end-len(digestInfo)-1] = 0
	copy(padded[end-len(digestInfo):], digestInfo)

	m := natOf(padded)
	s := k.private(m)
	// A fault in one of the two halves would give the primes away.
	n := newModulus(k.n)
	if !equal(n.plain(n.power(n.reduce(s), k.e)), m) {
		return nil, ErrKey
	}
	return s.bytes(k.size), nil
}

// private raises m to the private exponent, modulo each prime by itself.
func (k *Key) private(m nat) nat {
	p, q := newModulus(k.p), newModulus(k.q)
	h := p.power(p.reduce(m), k.dP)
	s := q.plain(q.power(q.reduce(m), k.dQ))
	p.subtract(h, p.reduce(s))
	p.multiply(h, h, k.qInverse) // which leaves Montgomery's form
	out := multiply(h, k.q)
	add(out, s, 1)
	return out.resized(len(k.n))
}
