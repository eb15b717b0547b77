package wasmfile

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func moduleOf(segments []segment) []byte {
	data := appendSegments(nil, segments)
	return append(appendVarint([]byte("\x00asm\x01\x00\x00\x00\x00\x03\x02hi\x0b"), len(data)), data...)
}

func appendVarint(dst []byte, n int) []byte {
	for ; n >= 0x80; n >>= 7 {
		dst = append(dst, byte(n)|0x80)
	}
	return append(dst, byte(n))
}

// memory is what a module's memory begins with.
func memory(t *testing.T, module []byte) (segments int, memory []byte) {
	t.Helper()
	memory = make([]byte, 1<<20)
	_, err := rewrite(module, dataSection, func(body []byte) ([]byte, error) {
		found, err := parseSegments(body)
		for _, s := range found {
			copy(memory[s.offset:], s.data)
		}
		segments = len(found)
		return body, err
	})
	require.NoError(t, err)
	return segments, memory
}

func TestJoinedDataIsTheSameMemory(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var segments []segment
		offset := uint32(random.IntN(100))
		for range 1 + random.IntN(50) {
			data := bytes.Repeat([]byte{byte(1 + random.IntN(255))}, 1+random.IntN(300))
			segments = append(segments, segment{offset, data})
			offset += uint32(len(data) + random.IntN(3*maxGap))
		}
		random.Shuffle(len(segments), func(i, j int) { segments[i], segments[j] = segments[j], segments[i] })
		module := moduleOf(segments)
		joined, err := JoinData(module)
		require.NoError(t, err)
		_, want := memory(t, module)
		count, got := memory(t, joined)
		require.True(t, bytes.Equal(want, got))
		require.LessOrEqual(t, count, len(segments))
		require.True(t, bytes.HasPrefix(joined, module[:13]), "other sections stay")
	}
}

func TestNeighboursAreJoined(t *testing.T) {
	joined, err := JoinData(moduleOf([]segment{{8, []byte("a")}, {9 + maxGap, []byte("b")}, {11 + 2*maxGap, []byte("c")}}))
	require.NoError(t, err)
	count, _ := memory(t, joined)
	require.Equal(t, 2, count)
}

func TestOtherSegmentsAreRefused(t *testing.T) {
	for name, body := range map[string]string{
		"passive":   "\x01\x01\x01a",
		"by global": "\x01\x00\x23\x00\x0b\x01a",
		"cut":       "\x01\x00\x41\x08\x0b\x02a",
		"negative":  "\x01\x00\x41\x7f\x0b\x01a",
		"too few":   "\x02\x00\x41\x08\x0b\x01a",
	} {
		_, err := JoinData(append(appendVarint([]byte("\x00asm\x01\x00\x00\x00\x0b"), len(body)), body...))
		require.ErrorIs(t, err, errFormat, name)
	}
	_, err := JoinData([]byte("ELF"))
	require.ErrorIs(t, err, errFormat)
}

func FuzzJoinData(f *testing.F) {
	f.Add(moduleOf([]segment{{8, []byte("a")}, {70000, []byte("b")}}))
	f.Fuzz(func(t *testing.T, module []byte) {
		joined, err := JoinData(module)
		if err != nil {
			return
		}
		again, err := JoinData(joined)
		require.NoError(t, err)
		require.Equal(t, joined, again)
	})
}
