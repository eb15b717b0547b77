package rsa_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	stdrsa "crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/rsa"
)

func pemOf(label string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
}

func pkcs8Of(t *testing.T, key any) string {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	return pemOf("PRIVATE KEY", der)
}

func generate(t *testing.T, bits int) *stdrsa.PrivateKey {
	key, err := stdrsa.GenerateKey(rand.Reader, bits)
	require.NoError(t, err)
	return key
}

// unbalanced makes a key whose primes are of different sizes.
func unbalanced(t *testing.T, first, second int) *stdrsa.PrivateKey {
	one, e := big.NewInt(1), big.NewInt(65537)
	for {
		p, err := rand.Prime(rand.Reader, first)
		require.NoError(t, err)
		q, err := rand.Prime(rand.Reader, second)
		require.NoError(t, err)
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		d := new(big.Int).ModInverse(e, phi)
		if d == nil {
			continue
		}
		key := &stdrsa.PrivateKey{PublicKey: stdrsa.PublicKey{N: new(big.Int).Mul(p, q), E: 65537}, D: d, Primes: []*big.Int{p, q}}
		key.Precompute()
		return key
	}
}

// signs holds a signature to the one that the standard library makes.
func signs(t *testing.T, text string, key *stdrsa.PrivateKey, message []byte) {
	k, err := rsa.Parse(text)
	require.NoError(t, err)
	got, err := k.Sign(message)
	require.NoError(t, err)
	sum := sha256.Sum256(message)
	want, err := stdrsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[:])
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, k.Size(), len(got))
}

func TestSign(t *testing.T) {
	for _, bits := range []int{1024, 1031, 1536, 2048, 3072, 4096} {
		key := generate(t, bits)
		for _, message := range []string{"", "a", strings.Repeat("message", 100)} {
			signs(t, pkcs8Of(t, key), key, []byte(message))
			signs(t, pemOf("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)), key, []byte(message))
		}
	}
	for _, sizes := range [][2]int{{512, 513}, {545, 512}, {1000, 1048}, {700, 1348}, {1348, 700}} {
		key := unbalanced(t, sizes[0], sizes[1])
		for range 5 {
			message := make([]byte, 40)
			_, _ = rand.Read(message)
			signs(t, pkcs8Of(t, key), key, message)
		}
	}
}

// TestManyKeys goes over the carries that a few keys may not come upon.
func TestManyKeys(t *testing.T) {
	for range 30 {
		key := generate(t, 1024)
		text := pkcs8Of(t, key)
		for i := range 20 {
			signs(t, text, key, []byte{byte(i)})
		}
	}
}

func TestRefused(t *testing.T) {
	key := generate(t, 1024)
	good := pkcs8Of(t, key)
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	ecDER, err := x509.MarshalECPrivateKey(ec)
	require.NoError(t, err)
	small := &stdrsa.PrivateKey{PublicKey: stdrsa.PublicKey{N: big.NewInt(3233), E: 17}, D: big.NewInt(2753), Primes: []*big.Int{big.NewInt(61), big.NewInt(53)}}
	broken := x509.MarshalPKCS1PrivateKey(key)
	broken[30] ^= 4 // in the modulus
	for text, want := range map[string]string{
		"":                             "must be a private key in PEM",
		"MIIEvQIBADANBgkqhkiG9w0":      "must be a private key in PEM",
		good[:len(good)-10]:            "must be a private key in PEM",
		pkcs8Of(t, ec):                 "must be an RSA key",
		pemOf("EC PRIVATE KEY", ecDER): `not a block of PEM that is called "EC PRIVATE KEY"`,
		pemOf("CERTIFICATE", nil):      `not a block of PEM that is called "CERTIFICATE"`,
		pemOf("ENCRYPTED PRIVATE KEY", []byte("x")):                  "without a passphrase",
		strings.Replace(good, "\nM", "\n*M", 1):                      "not all base64",
		pemOf("PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)):       "cannot be read",
		pemOf("PRIVATE KEY", []byte("\x30\x03\x02\x01\x00")):         "cannot be read",
		pemOf("RSA PRIVATE KEY", broken):                             "whose numbers belong together",
		pemOf("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(small)): "must have from 1024 to 4096 bits, and has 12",
	} {
		_, err := rsa.Parse(text)
		require.Error(t, err, want)
		assert.Contains(t, err.Error(), want)
	}
}

// TestInconsistent has the modulus right and an exponent wrong: such a key must
// not sign, for its signature would tell the primes.
func TestInconsistent(t *testing.T) {
	key := generate(t, 1024)
	der := x509.MarshalPKCS1PrivateKey(key)
	at := strings.Index(string(der), string(key.Precomputed.Dp.Bytes()))
	require.Positive(t, at)
	der[at+5] ^= 1
	k, err := rsa.Parse(pemOf("RSA PRIVATE KEY", der))
	require.NoError(t, err)
	_, err = k.Sign([]byte("message"))
	assert.ErrorIs(t, err, rsa.ErrKey)
}

// FuzzParse gives both parsers the same DER: a key that the standard library
// takes, and writes so itself, is taken, as far as its size is in bounds, and
// signs alike; whatever is taken signs well or not at all.
func FuzzParse(f *testing.F) {
	for _, bits := range []int{1024, 1040} {
		key, err := stdrsa.GenerateKey(rand.Reader, bits)
		require.NoError(f, err)
		der, err := x509.MarshalPKCS8PrivateKey(key)
		require.NoError(f, err)
		f.Add(der, true)
		f.Add(append(der, 0), true)
		f.Add(x509.MarshalPKCS1PrivateKey(key), false)
	}
	f.Add([]byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff}, false)
	f.Fuzz(func(t *testing.T, der []byte, isPKCS8 bool) {
		label, own := "RSA PRIVATE KEY", []byte(nil)
		std, _ := x509.ParsePKCS1PrivateKey(der)
		if isPKCS8 {
			label = "PRIVATE KEY"
			key, _ := x509.ParsePKCS8PrivateKey(der)
			std, _ = key.(*stdrsa.PrivateKey)
		}
		switch {
		case std == nil:
		case isPKCS8:
			own, _ = x509.MarshalPKCS8PrivateKey(std)
		default:
			own = x509.MarshalPKCS1PrivateKey(std)
		}
		k, err := rsa.Parse(pemOf(label, der))
		if std != nil && std.N.BitLen() >= 1024 && std.N.BitLen() <= 4096 && len(std.Primes) == 2 && bytes.Equal(own, der) {
			require.NoError(t, err)
		}
		if err != nil {
			return
		}
		if got, err := k.Sign([]byte("message")); err != nil {
			assert.ErrorIs(t, err, rsa.ErrKey)
		} else {
			assert.True(t, confirms(t, der, isPKCS8, got))
		}
	})
}

// confirms tells whether the public half of a key opens a signature of
// "message". It needs no key that the standard library would take.
func confirms(t *testing.T, der []byte, isPKCS8 bool, signature []byte) bool {
	if isPKCS8 {
		var envelope struct {
			Version   int
			Algorithm pkix.AlgorithmIdentifier
			Key       []byte
		}
		_, err := asn1.Unmarshal(der, &envelope)
		require.NoError(t, err)
		der = envelope.Key
	}
	var key struct {
		Version                         int
		N, E, D, P, Q, DP, DQ, QInverse *big.Int
	}
	_, err := asn1.Unmarshal(der, &key)
	require.NoError(t, err)
	opened := new(big.Int).Exp(new(big.Int).SetBytes(signature), key.E, key.N)
	sum := sha256.Sum256([]byte("message"))
	padded := opened.FillBytes(make([]byte, (key.N.BitLen()+7)/8))
	return bytes.HasPrefix(padded, []byte{0, 1, 0xff, 0xff}) && bytes.HasSuffix(padded, sum[:])
}

func BenchmarkSign2048(b *testing.B) {
	key, err := stdrsa.GenerateKey(rand.Reader, 2048)
	require.NoError(b, err)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(b, err)
	k, err := rsa.Parse(pemOf("PRIVATE KEY", der))
	require.NoError(b, err)
	for b.Loop() {
		_, _ = k.Sign([]byte("message"))
	}
}
