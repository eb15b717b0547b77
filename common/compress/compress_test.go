package compress_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/compress"
)

// decode pushes data in pieces of size bytes.
func decode(d *compress.Decoder, data []byte, size int) ([]byte, error) {
	var out []byte
	buffer := make([]byte, min(size, len(data)))
	for len(data) > 0 {
		n := copy(buffer, data)
		data = data[n:]
		if err := d.Write(buffer[:n], func(p []byte) { out = append(out, p...) }); err != nil {
			_ = d.Close()
			return out, err
		}
		clear(buffer) // the host writes over its chunk
	}
	return out, d.Close()
}

func decoder(t testing.TB, encoding string) *compress.Decoder {
	d, ok := compress.New(encoding)
	require.True(t, ok, encoding)
	return d
}

// sample is something compressed.
type sample struct {
	name, encoding string
	plain, data    []byte
}

type compressor interface {
	io.WriteCloser
	Flush() error
}

// samples compresses texts of several sorts, at several levels.
func samples(t testing.TB) (list []sample) {
	for name, plain := range texts(t) {
		add := func(kind, encoding string, open func(io.Writer) compressor) {
			for _, flush := range []int{0, 300} {
				var b bytes.Buffer
				w := open(&b)
				for rest := plain; len(rest) > 0; {
					n := len(rest)
					if flush > 0 {
						n = min(n, max(flush, len(plain)/50))
					}
					_, err := w.Write(rest[:n])
					require.NoError(t, err)
					if flush > 0 {
						require.NoError(t, w.Flush())
					}
					rest = rest[n:]
				}
				require.NoError(t, w.Close())
				list = append(list, sample{name + " " + kind, encoding, plain, b.Bytes()})
			}
		}
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, 1, 6} {
			add("gzip", "gzip", func(w io.Writer) compressor { c, _ := gzip.NewWriterLevel(w, level); return c })
			add("zlib", "deflate", func(w io.Writer) compressor { c, _ := zlib.NewWriterLevel(w, level); return c })
			add("raw", "deflate", func(w io.Writer) compressor { c, _ := flate.NewWriter(w, level); return c })
		}
		for _, level := range []int{0, 1, 4, 6, 11} {
			if level > 9 && len(plain) > 100_000 {
				continue
			}
			add("br", "br", func(w io.Writer) compressor { return brotli.NewWriterLevel(w, level) })
		}
		add("br window", "br", func(w io.Writer) compressor {
			return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: 5, LGWin: 10})
		})
	}
	return list
}

func texts(t testing.TB) map[string][]byte {
	all := map[string][]byte{"empty": {}, "byte": {'x'}, "zeros": make([]byte, 120_000)}
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 40_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	all["noise"] = noise
	files, err := filepath.Glob("../tokens/testdata/*.txt")
	require.NoError(t, err)
	var everything []byte
	for _, f := range files {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		everything = append(everything, text...)
	}
	all["texts"] = everything
	all["stream"] = []byte(strings.Repeat(`data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":" token"}}]}`+"\n\n", 800))
	// The words of brotli's dictionary, in ways that its transforms make.
	all["words"] = []byte(strings.Repeat(`The International Information, for example: <a href="http://www.WIKIPEDIA.com/">about The development of</a>. This is `, 3))
	return all
}

func TestDecoder(t *testing.T) {
	for _, s := range samples(t) {
		for _, size := range []int{len(s.data) + 1, 1000, 7, 1} {
			got, err := decode(decoder(t, s.encoding), s.data, size)
			require.NoError(t, err, "%s in pieces of %d", s.name, size)
			require.True(t, bytes.Equal(s.plain, got), "%s in pieces of %d: %d bytes, want %d", s.name, size, len(got), len(s.plain))
		}
	}
}

func TestEveryCut(t *testing.T) {
	for _, s := range samples(t) {
		for cut := 1; cut < min(len(s.data), 80) && len(s.plain) < 80_000; cut++ {
			d := decoder(t, s.encoding)
			var out []byte
			sink := func(p []byte) { out = append(out, p...) }
			require.NoError(t, d.Write(s.data[:cut], sink))
			require.NoError(t, d.Write(s.data[cut:], sink))
			require.NoError(t, d.Close())
			require.True(t, bytes.Equal(s.plain, out), "%s cut at %d", s.name, cut)
		}
	}
}

// TestPushesAtOnce tells that what was flushed comes out without what follows.
func TestPushesAtOnce(t *testing.T) {
	for encoding, open := range map[string]func(io.Writer) compressor{
		"gzip": func(w io.Writer) compressor { return gzip.NewWriter(w) },
		"br":   func(w io.Writer) compressor { return brotli.NewWriter(w) },
	} {
		var b bytes.Buffer
		w, d := open(&b), decoder(t, encoding)
		var out []byte
		for _, part := range []string{"data: one\n\n", "data: two\n\n", "data: three\n\n"} {
			_, err := io.WriteString(w, part)
			require.NoError(t, err)
			require.NoError(t, w.Flush())
			out = out[:0]
			require.NoError(t, d.Write(b.Bytes(), func(p []byte) { out = append(out, p...) }))
			b.Reset()
			assert.Equal(t, part, string(out), encoding)
		}
		assert.ErrorIs(t, d.Close(), compress.ErrTruncated)
	}
}

func TestGzipHeaderAndMembers(t *testing.T) {
	var b bytes.Buffer
	for _, part := range []string{"one ", "two"} {
		w := gzip.NewWriter(&b)
		w.Name, w.Comment, w.Extra = "name", "comment", []byte("extra")
		_, err := io.WriteString(w, part)
		require.NoError(t, err)
		require.NoError(t, w.Close())
	}
	for _, tail := range []string{"", "\x00\x00\x00"} {
		for size := 1; size < b.Len(); size++ {
			got, err := decode(decoder(t, "x-gzip"), append(b.Bytes(), tail...), size)
			require.NoError(t, err)
			require.Equal(t, "one two", string(got))
		}
	}
}

func TestIdentity(t *testing.T) {
	got, err := decode(decoder(t, " Identity"), []byte("as it is"), 3)
	assert.NoError(t, err)
	assert.Equal(t, "as it is", string(got))
	_, ok := compress.New("gzip, br")
	assert.False(t, ok)
	_, ok = compress.New("zstd")
	assert.False(t, ok)
}

func TestLimit(t *testing.T) {
	for _, s := range samples(t) {
		if len(s.plain) < 100_000 {
			continue
		}
		d := decoder(t, s.encoding)
		d.Limit = 50_000
		got, err := decode(d, s.data, 1000)
		assert.ErrorIs(t, err, compress.ErrTooLarge, s.name)
		assert.True(t, bytes.Equal(s.plain[:50_000], got), s.name)
	}
}

func TestRefuses(t *testing.T) {
	for _, s := range samples(t) {
		got, err := decode(decoder(t, s.encoding), s.data[:len(s.data)*2/3], 100)
		assert.Error(t, err, s.name)
		assert.True(t, bytes.HasPrefix(s.plain, got), s.name)
	}
	for _, encoding := range []string{"gzip", "deflate", "br"} {
		_, err := decode(decoder(t, encoding), bytes.Repeat([]byte{0x11, 0xD8, 0x00, 0x31}, 100), 3)
		assert.ErrorIs(t, err, compress.ErrCorrupt, encoding)
	}
	d := decoder(t, "gzip")
	assert.ErrorIs(t, d.Close(), compress.ErrTruncated)
	assert.ErrorIs(t, d.Write([]byte("x"), nil), compress.ErrClosed)
}

func TestDoesNotAllocate(t *testing.T) {
	for _, encoding := range []string{"gzip", "br"} {
		var b bytes.Buffer
		var w compressor = gzip.NewWriter(&b)
		if encoding == "br" {
			w = brotli.NewWriterLevel(&b, 4)
		}
		event := []byte(`data: {"choices":[{"delta":{"content":" token"}}]}` + "\n\n")
		var chunks [][]byte
		for range 2200 {
			_, err := w.Write(event)
			require.NoError(t, err)
			require.NoError(t, w.Flush())
			chunks = append(chunks, bytes.Clone(b.Bytes()))
			b.Reset()
		}
		d, i := decoder(t, encoding), 0
		next := func() {
			require.NoError(t, d.Write(chunks[i], func([]byte) {}))
			i++
		}
		for range 1900 {
			next()
		}
		assert.LessOrEqual(t, testing.AllocsPerRun(200, next), 0.0, encoding)
	}
}

func FuzzDecoder(f *testing.F) {
	for i, s := range samples(f) {
		if i%5 == 0 && len(s.data) < 4000 {
			f.Add(s.data, uint8(3), uint8(len(s.encoding)))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, size, kind uint8) {
		encoding := []string{"gzip", "deflate", "br"}[kind%3]
		limit := func(d *compress.Decoder) *compress.Decoder { d.Limit = 1 << 20; return d }
		whole, err := decode(limit(decoder(t, encoding)), data, len(data)+1)
		cut, cutErr := decode(limit(decoder(t, encoding)), data, max(int(size), 1))
		if !bytes.Equal(whole, cut) || err != cutErr {
			t.Fatalf("whole %d bytes, %v; cut %d bytes, %v", len(whole), err, len(cut), cutErr)
		}
		if encoding == "br" && err == nil {
			want, wantErr := io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(data)), 1<<20))
			if wantErr == nil && !bytes.Equal(whole, want) {
				t.Fatalf("%d bytes, want %d", len(whole), len(want))
			}
		}
	})
}
