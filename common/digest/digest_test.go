package digest_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/digest"
)

// TestLengths goes over every end of a block, in one piece and in two.
func TestLengths(t *testing.T) {
	data := make([]byte, 300)
	for i := range data {
		data[i] = byte(i * 7)
	}
	for n := range data {
		want := sha256.Sum256(data[:n])
		assert.Equal(t, want, digest.Sum(data[:n]), "%d bytes", n)
		h := digest.New()
		h.Write(data[:n/3])
		h.Write(data[n/3 : n])
		assert.Equal(t, want, h.Sum(), "%d bytes in two pieces", n)
	}
}

func TestAppendHex(t *testing.T) {
	sum := digest.Sum(nil)
	assert.Equal(t, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", string(digest.AppendHex(nil, sum)))
	assert.Equal(t, hex.EncodeToString(sum[:]), string(digest.AppendHex(nil, sum)))
}

func FuzzDigest(f *testing.F) {
	f.Add([]byte("key"), []byte("message"))
	f.Add(bytes.Repeat([]byte("k"), 100), bytes.Repeat([]byte("m"), 1000))
	f.Fuzz(func(t *testing.T, key, message []byte) {
		assert.Equal(t, sha256.Sum256(message), digest.Sum(message))
		h := hmac.New(sha256.New, key)
		h.Write(message)
		sum := digest.HMAC(key, message)
		assert.Equal(t, h.Sum(nil), sum[:])
	})
}

func BenchmarkSum64K(b *testing.B) {
	data := make([]byte, 64<<10)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		digest.Sum(data)
	}
}
