package eventstream_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/eventstream"
)

// message is what the tests see of a frame.
type message struct{ name, payload string }

func decode(body []byte, size int) (list []message, err error) {
	var d eventstream.Decoder
	var f eventstream.Frame
	buffer := make([]byte, size)
	for len(body) > 0 {
		n := copy(buffer, body)
		body = body[n:]
		for d.Write(buffer[:n]); d.Next(&f); {
			list = append(list, message{string(f.Header(":event-type")), string(f.Payload)})
		}
		clear(buffer) // the host writes over its chunk
	}
	return list, d.Err()
}

func frame(dst []byte, payload string, headers ...eventstream.Header) []byte {
	start := len(dst)
	return eventstream.End(append(eventstream.Begin(dst, headers...), payload...), start)
}

func named(name string) eventstream.Header {
	return eventstream.Header{Name: ":event-type", Value: name}
}

func stream() []byte {
	out := frame(nil, `{"role":"assistant"}`, named("messageStart"), eventstream.Header{Name: ":content-type", Value: "application/json"})
	out = frame(out, "")
	return frame(out, string(bytes.Repeat([]byte("x"), 5000)), named("long"))
}

var streamed = []message{{"messageStart", `{"role":"assistant"}`}, {"", ""}, {"long", string(bytes.Repeat([]byte("x"), 5000))}}

func TestDecoder(t *testing.T) {
	body := stream()
	for _, size := range []int{1, 2, 3, 7, 11, 12, 13, 64, 100, 4096, len(body)} {
		got, err := decode(body, size)
		assert.NoError(t, err)
		assert.Equal(t, streamed, got, "chunks of %d", size)
	}
	for cut := range body {
		got, err := decode(body[:cut], len(body))
		assert.NoError(t, err, "an end in the middle is no fault of the frames before")
		assert.Equal(t, append([]message(nil), streamed[:len(got)]...), got)
	}
}

// TestHeaders reads a value of every type.
func TestHeaders(t *testing.T) {
	raw := []byte("\x04true\x00\x05false\x01\x04byte\x02B\x05short\x03SS\x03int\x04IIII\x04long\x05LLLLLLLL" +
		"\x05bytes\x06\x00\x03abc\x04time\x08TTTTTTTT\x04uuid\x09UUUUUUUUUUUUUUUU\x06string\x07\x00\x02hi")
	var d eventstream.Decoder
	var f eventstream.Frame
	d.Write(assemble(raw, "payload"))
	require.True(t, d.Next(&f), "%v", d.Err())
	assert.Equal(t, "hi", string(f.Header("string")))
	assert.Nil(t, f.Header("bytes"), "it is no string")
	assert.Nil(t, f.Header("absent"))
	assert.Equal(t, "payload", string(f.Payload))
	for _, wrong := range []string{"\x05abc", "\x01a", "\x01a\x0a", "\x01a\x07\x00", "\x01a\x07\x00\x02x", "\x01a\x05xxx"} {
		_, err := decode(assemble([]byte(wrong), ""), 1<<10)
		assert.ErrorIs(t, err, eventstream.ErrDamaged, "%q", wrong)
	}
}

// assemble makes a frame with checksums of the standard library's.
func assemble(headers []byte, payload string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(16+len(headers)+len(payload)))
	out = binary.BigEndian.AppendUint32(out, uint32(len(headers)))
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
	out = append(append(out, headers...), payload...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
}

func TestDamage(t *testing.T) {
	first := len(frame(nil, `{"role":"assistant"}`, named("messageStart"), eventstream.Header{Name: ":content-type", Value: "application/json"}))
	for at := range first + 16 {
		body := stream()
		body[at] ^= 0x10
		want, err := decode(body, len(body))
		require.ErrorIs(t, err, eventstream.ErrDamaged, "byte %d", at)
		assert.LessOrEqual(t, len(want), 1)
		got, err := decode(body, 5)
		assert.ErrorIs(t, err, eventstream.ErrDamaged)
		assert.Equal(t, want, got, "what came before the damage")
	}
}

func TestLengths(t *testing.T) {
	for _, test := range []struct {
		total, headers uint32
		want           error
	}{
		{15, 0, eventstream.ErrDamaged},
		{16, 1, eventstream.ErrDamaged},
		{20, 1 << 31, eventstream.ErrDamaged},
		{eventstream.MaxFrame + 1, 0, eventstream.ErrTooLong},
		{1 << 31, 0, eventstream.ErrTooLong},
		{eventstream.MaxFrame, 0, nil},
	} {
		out := binary.BigEndian.AppendUint32(nil, test.total)
		out = binary.BigEndian.AppendUint32(out, test.headers)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
		got, err := decode(append(out, make([]byte, 20)...), 9)
		assert.Empty(t, got)
		assert.Equal(t, test.want, err)
	}
}

// TestPublished holds the decoder against messages that AWS' own SDKs are
// tested with.
func TestPublished(t *testing.T) {
	for name, raw := range map[string]string{
		"no headers, no payload": "\x00\x00\x00\x10\x00\x00\x00\x00\x05\xc2\x48\xeb\x7d\x98\xc8\xff",
		"a payload":              "\x00\x00\x00\x1d\x00\x00\x00\x00\xfd\x52\x8c\x5a{'foo':'bar'}\xc3\x65\x39\x36",
	} {
		got, err := decode([]byte(raw), 3)
		assert.NoError(t, err, name)
		require.Len(t, got, 1, name)
		assert.Equal(t, raw, string(frame(nil, got[0].payload)), name)
	}
}

func TestReset(t *testing.T) {
	var d eventstream.Decoder
	var f eventstream.Frame
	d.Write([]byte("this is no event stream"))
	assert.False(t, d.Next(&f))
	assert.Error(t, d.Err())
	d.Write(stream())
	assert.False(t, d.Next(&f), "it is given up")
	d.Reset()
	d.Write(stream())
	assert.True(t, d.Next(&f))
	assert.NoError(t, d.Err())
}

func TestNoGarbage(t *testing.T) {
	body := stream()
	var d eventstream.Decoder
	var f eventstream.Frame
	out := make([]byte, 0, 1<<10)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		d.Reset()
		for d.Write(body); d.Next(&f); {
			_ = f.Header(":event-type")
		}
		out = eventstream.End(append(eventstream.Begin(out[:0], named("a")), "{}"...), 0)
	}))
}

func FuzzDecoder(f *testing.F) {
	f.Add(stream(), 3)
	f.Add(assemble([]byte("\x01a\x07\x00\x02xy"), "p"), 1)
	f.Fuzz(func(t *testing.T, body []byte, size int) {
		size = min(max(size, 1), 64)
		whole, wholeErr := decode(body, len(body)+1)
		cut, cutErr := decode(body, size)
		assert.Equal(t, whole, cut)
		assert.Equal(t, wholeErr, cutErr)
	})
}

func BenchmarkFrame(b *testing.B) {
	body := frame(nil, string(bytes.Repeat([]byte("x"), 200)), named("contentBlockDelta"))
	var d eventstream.Decoder
	var f eventstream.Frame
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		for d.Write(body); d.Next(&f); {
		}
	}
}
