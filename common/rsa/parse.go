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
	n, p, q := k.numbers[modulusN], k.numbers[primeP], k.numbers[primeQ]
	bits := n.bits()
	if bits < minBits || bits > maxBits {
		return nil, errors.New("must have from " + strconv.Itoa(minBits) + " to " + strconv.Itoa(maxBits) + " bits, and has " + strconv.Itoa(bits))
	}
	k.size = (bits + 7) / 8
	// No number is larger than what it belongs to, and all are made as large.
	for i, limit := range [numbers]int{len(n), 1, len(n), len(n), len(n), len(p), len(q), len(p)} {
		x := k.numbers[i]
		k.numbers[i] = x.resized(limit)
		if !equal(k.numbers[i], x) {
			return nil, ErrKey
		}
	}
	k.numbers[primeP], k.numbers[primeQ] = p, q
	if !n.odd() || !p.odd() || !q.odd() || !k.numbers[exponentE].odd() || k.numbers[exponentE][0] == 1 || !equal(multiply(p, q), n) {
		return nil, ErrKey
	}
	return k, nil
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
