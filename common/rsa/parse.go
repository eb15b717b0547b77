package rsa

import (
	"errors"
	"strconv"
	"strings"

	"aigateway/common/base64"
)

const (
	minBits = 1024
	maxBits = 4096
)

// The labels of PEM that hold such a key.
const (
	pkcs8 = "PRIVATE KEY"
	pkcs1 = "RSA PRIVATE KEY"
)

// Parse reads a private key in PEM. Its errors are the end of a sentence whose
// subject is the key, and hold nothing of it.
func Parse(pem string) (*Key, error) {
	const begin, end = "-----BEGIN ", "-----END "
	_, rest, _ := strings.Cut(pem, begin)
	label, rest, _ := strings.Cut(rest, "-----")
	text, _, whole := strings.Cut(rest, end+label+"-----")
	switch {
	case !whole || label == "":
		return nil, errors.New("must be a private key in PEM, from its line -----BEGIN PRIVATE KEY----- to its last one")
	case label == "ENCRYPTED PRIVATE KEY" || strings.Contains(text, "ENCRYPTED"):
		return nil, errors.New("must be a key without a passphrase")
	case label != pkcs8 && label != pkcs1:
		return nil, errors.New("must be an RSA private key, not a block of PEM that is called " + strconv.Quote(label[:min(len(label), maxLabel)]))
	}
	raw, ok := base64.Decode(nil, text)
	if !ok {
		return nil, errors.New("must be PEM: it is not all base64 between its first and its last line")
	}
	d := der{rest: raw}
	if label == pkcs8 {
		d = d.pkcs8()
	}
	k := d.pkcs1()
	switch {
	case d.foreign:
		return nil, errors.New("must be an RSA key, not one for another algorithm")
	case d.broken:
		return nil, errors.New("must be a private key of RSA with two primes, in PKCS #8 or PKCS #1: its DER cannot be read as one")
	}
	return k.check()
}

// maxLabel bounds what of a label stands in an error, in bytes.
const maxLabel = 40

// check returns the key if its numbers may belong together. That they do,
// signing finds out.
func (k *Key) check() (*Key, error) {
	bits := k.n.bits()
	if bits < minBits || bits > maxBits {
		return nil, errors.New("must have from " + strconv.Itoa(minBits) + " to " + strconv.Itoa(maxBits) + " bits, and has " + strconv.Itoa(bits))
	}
	if !k.e.odd() || k.e.bits() < 2 || k.e.bits() > limbBits || !k.fits() || !equal(multiply(k.p, k.q), k.n) {
		return nil, ErrKey
	}
	k.size = (bits + 7) / 8
	k.e = k.e.resized(1)
	k.dP, k.dQ, k.qInverse = k.dP.resized(len(k.p)), k.dQ.resized(len(k.q)), k.qInverse.resized(len(k.p))
	return k, nil
}

// fits tells whether the numbers may be computed with.
func (k *Key) fits() bool {
	p, q := len(k.p), len(k.q)
	return k.n.odd() && k.p.odd() && k.q.odd() && max(p, q) <= len(k.n) && len(k.dP) <= p && len(k.dQ) <= q && len(k.qInverse) <= p
}

func (x nat) odd() bool { return len(x) > 0 && x[0]&1 == 1 }

// bits is the length of x without leading zeros, for what is no secret.
func (x nat) bits() int {
	for n := len(x) * limbBits; n > 0; n-- {
		if x[(n-1)/limbBits]>>((n-1)%limbBits)&1 == 1 {
			return n
		}
	}
	return 0
}
