package usage_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"math/rand/v2"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/tokens"
	"aigateway/common/usage"
)

// TestCutsDoNotMatter reads every shape whole, cut in two at every byte, and
// in pieces of every small size: as it is, without the last blank line and with
// CRLF; with what else may differ, in pieces only.
func TestCutsDoNotMatter(t *testing.T) {
	var m usage.Meter
	for _, s := range shapes(t) {
		for i, body := range variants(s) {
			o := usage.Options{ContentType: s.kind, Family: tokens.O200k}
			want := describe(read(&m, o, s.body, len(s.body)))
			require.Equal(t, want, describe(read(&m, o, body, len(body))), s.name)
			for size := 1; size < min(len(body), 24); size++ {
				require.Equal(t, want, describe(read(&m, o, body, size)), "%s in pieces of %d", s.name, size)
			}
			for cut := 1; cut < len(body) && i < 3; cut++ {
				require.Equal(t, want, describe(inTwo(&m, o, body, cut)), "%s cut at %d", s.name, cut)
			}
		}
	}
}

// variants returns the other ways that the bytes of s may be written in.
func variants(s shape) [][]byte {
	list := [][]byte{s.body}
	if s.kind == contentTypes["frames"] {
		return list
	}
	list = append(list, bytes.TrimSpace(s.body), bytes.ReplaceAll(s.body, []byte("\n"), []byte("\r\n")))
	if s.kind == contentTypes["stream.sse"] {
		list = append(list, bytes.ReplaceAll(s.body, []byte("\n"), []byte("\r")))
		list = append(list, append([]byte("\ufeff"), bytes.ReplaceAll(s.body, []byte("data: "), []byte("data:"))...))
	}
	return append(list, bytes.TrimSpace(list[2]))
}

func inTwo(m *usage.Meter, o usage.Options, body []byte, cut int) *usage.Reply {
	m.Reset(o)
	m.Write(body[:cut])
	m.Write(body[cut:])
	m.Close()
	return m.Reply()
}

// TestCompressed reads every shape compressed in every way.
func TestCompressed(t *testing.T) {
	var m usage.Meter
	for _, s := range shapes(t) {
		want := describe(read(&m, usage.Options{ContentType: s.kind, Family: tokens.O200k}, s.body, len(s.body)))
		for encoding, body := range compressed(t, s.body) {
			o := usage.Options{ContentType: s.kind, Encoding: encoding, Family: tokens.O200k}
			require.Equal(t, want, describe(read(&m, o, body, len(body))), "%s %s", s.name, encoding)
			require.Equal(t, want, describe(read(&m, o, body, 1)), "%s %s in single bytes", s.name, encoding)
			for cut := 1; cut < len(body); cut++ {
				require.Equal(t, want, describe(inTwo(&m, o, body, cut)), "%s %s cut at %d", s.name, encoding, cut)
			}
		}
	}
}

func compressed(t *testing.T, body []byte) map[string][]byte {
	var g, z, b bytes.Buffer
	gw, zw, bw := gzip.NewWriter(&g), zlib.NewWriter(&z), brotli.NewWriterLevel(&b, 5)
	for _, w := range []interface {
		Write([]byte) (int, error)
		Close() error
	}{gw, zw, bw} {
		_, err := w.Write(body)
		require.NoError(t, err)
		require.NoError(t, w.Close())
	}
	return map[string][]byte{"gzip": g.Bytes(), "deflate": z.Bytes(), "br": b.Bytes()}
}

// TestUnreadable tells what cannot be looked at.
func TestUnreadable(t *testing.T) {
	var m usage.Meter
	assert.True(t, read(&m, usage.Options{Encoding: "zstd"}, []byte("x"), 1).Unread)
	assert.True(t, read(&m, usage.Options{Encoding: "gzip"}, []byte("this is not compressed at all"), 1).Unread)
}

func FuzzCuts(f *testing.F) {
	for _, s := range shapes(f) {
		f.Add(s.body, s.kind == contentTypes["frames"], uint8(7))
	}
	f.Fuzz(func(t *testing.T, body []byte, framed bool, size uint8) {
		var m usage.Meter
		o := usage.Options{Family: tokens.O200k}
		if framed {
			o.ContentType = contentTypes["frames"]
		}
		whole := describe(read(&m, o, body, len(body)))
		cut := describe(read(&m, o, body, max(int(size), 1)))
		if whole != cut {
			t.Fatalf("whole:\n%s\nin pieces of %d:\n%s", whole, size, cut)
		}
	})
}

// TestMixed reads streams put together from events of all shapes, each several
// times and with changes: what is learnt of one event must not be taken for
// what another one means. Byte by byte nothing is learnt.
func TestMixed(t *testing.T) {
	var all [][]byte
	for _, s := range shapes(t) {
		if s.kind == contentTypes["stream.sse"] {
			all = append(all, bytes.SplitAfter(s.body, []byte("\n\n"))...)
		}
	}
	var m usage.Meter
	o := usage.Options{ContentType: "text/event-stream", Family: tokens.O200k}
	for seed := range uint64(1500) {
		random := rand.New(rand.NewPCG(seed, 0))
		body := mixed(random, all)
		want := describe(read(&m, o, body, 1))
		require.Equal(t, want, describe(read(&m, o, body, len(body))), "seed %d\n%s", seed, body)
		require.Equal(t, want, describe(read(&m, o, body, 1+random.IntN(900))), "seed %d\n%s", seed, body)
	}
}

// changes are the bytes that matter most.
const changes = `09a"\,:{}[] tn` + "\n"

func mixed(random *rand.Rand, all [][]byte) (body []byte) {
	for range 12 {
		event := all[random.IntN(len(all))]
		for range 1 + random.IntN(4) {
			event = bytes.Clone(event)
			for range random.IntN(3) {
				if i := random.IntN(len(event) + 1); i < len(event) {
					event[i] = changes[random.IntN(len(changes))]
				}
			}
			body = append(body, event...)
		}
	}
	return body
}
