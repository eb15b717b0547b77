package sse_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/sse"
)

type event struct{ name, data string }

func decode(body string, size int) (events []event, raw string) {
	var d sse.Decoder
	var e sse.Event
	add := func() {
		raw += string(e.Raw)
		if e.Data != nil {
			events = append(events, event{string(e.Name), string(e.Data)})
		}
	}
	buffer := make([]byte, size)
	for len(body) > 0 {
		n := copy(buffer, body)
		body = body[n:]
		for d.Write(buffer[:n]); d.Next(&e); {
			add()
		}
		clear(buffer) // the host writes over its chunk
	}
	if d.Close(&e) {
		add()
	}
	return events, raw
}

const stream = "\ufeffevent: a\ndata: {\"x\":1}\n\n: comment\n\ndata:no space\n\nid: 3\nretry: 5\n\ndata\n\n" +
	"data: one\ndata:  two\ndata: three\n\nevent: b\nnonsense\ndata: last\n"

func TestDecoder(t *testing.T) {
	want := []event{{"a", `{"x":1}`}, {"", "no space"}, {"", ""}, {"", "one\n two\nthree"}, {"b", "last"}}
	for _, newline := range []string{"\n", "\r\n", "\r"} {
		for _, tail := range []string{"", "\n"} {
			body := strings.ReplaceAll(stream+tail, "\n", newline)
			for size := 1; size <= len(body); size++ {
				got, raw := decode(body, size)
				assert.Equal(t, want, got, "newline %q, chunks of %d", newline, size)
				assert.Equal(t, body, raw, "every byte is in some event")
			}
		}
	}
}

func TestDecoderBoundsAnEvent(t *testing.T) {
	var d sse.Decoder
	var e sse.Event
	chunk := make([]byte, 1<<20)
	for i := 0; i < 20; i++ {
		d.Write(chunk)
		assert.False(t, d.Next(&e))
	}
	assert.ErrorIs(t, d.Err(), sse.ErrTooLong)
	assert.Less(t, len(d.Pending()), sse.MaxEvent+2<<20)
}

func TestDecoderDoesNotAllocateForWholeEvents(t *testing.T) {
	var d sse.Decoder
	var e sse.Event
	chunk := []byte("event: x\ndata: {}\n\ndata: {}\n\n")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for d.Write(chunk); d.Next(&e); {
		}
	}))
}

func FuzzDecoder(f *testing.F) {
	f.Add("event: error\r\ndata: {}\r\n\r\n", 3)
	f.Add(stream, 1)
	f.Fuzz(func(t *testing.T, body string, size int) {
		size = min(max(size, 1), 64)
		whole, wholeRaw := decode(body, len(body)+1)
		cut, cutRaw := decode(body, size)
		assert.Equal(t, whole, cut)
		assert.Equal(t, wholeRaw, cutRaw)
		assert.Equal(t, body, cutRaw)
	})
}
