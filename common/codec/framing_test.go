package codec

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/eventstream"
	"aigateway/common/sse"
)

// event is an event as "name data".
func cutUp(f Framing, body []byte, size int) (list []string, err error) {
	c := f.Cutter()
	buffer := make([]byte, size)
	for len(body) > 0 {
		n := copy(buffer, body)
		body = body[n:]
		c.Write(buffer[:n])
		for name, data, ok := c.Next(); ok; name, data, ok = c.Next() {
			list = append(list, string(name)+" "+string(data))
		}
		clear(buffer) // the host writes over its chunk
	}
	return list, c.Err()
}

func frameOf(payload string, headers ...eventstream.Header) string {
	return string(eventstream.End(append(eventstream.Begin(nil, headers...), payload...), 0))
}

func header(name, value string) eventstream.Header {
	return eventstream.Header{Name: name, Value: value}
}

func TestFraming(t *testing.T) {
	for name, test := range map[string]struct {
		framing Framing
		body    string
		want    []string
	}{
		"frames": {EventStream, frameOf(`{}`, header(":event-type", "messageStart"), header(":message-type", "event")) +
			frameOf(`{"message":"slow"}`, header(":message-type", "exception"), header(":exception-type", "throttlingException")) +
			frameOf(``, header(":message-type", "error"), header(":error-code", "Failure"), header(":error-message", `a "fault"`)),
			[]string{"messageStart {}", `throttlingException {"message":"slow"}`, `Failure {"message":"a \"fault\""}`}},
		"an array":       {JSONArray, "[{\"a\":[1,{\"b\":\"}\"}]}\n,\r\n{\"c\":\"\\\"{\\\\\"},{}]\n", []string{` {"a":[1,{"b":"}"}]}`, ` {"c":"\"{\\"}`, " {}"}},
		"lines":          {JSONArray, "{\"a\":1}\n{\"b\":2}\n", []string{` {"a":1}`, ` {"b":2}`}},
		"an array, open": {JSONArray, `[{"a":1},{"b`, []string{` {"a":1}`}},
	} {
		t.Run(name, func(t *testing.T) {
			for size := 1; size <= len(test.body); size++ {
				got, err := cutUp(test.framing, []byte(test.body), size)
				assert.NoError(t, err)
				assert.Equal(t, test.want, got, "chunks of %d", size)
			}
		})
	}
}

func TestFramingFaults(t *testing.T) {
	for body, framing := range map[string]Framing{"<html>": JSONArray, `[{"a":1},null]`: JSONArray, "<html><body>": EventStream} {
		_, err := cutUp(framing, []byte(body), 3)
		assert.Error(t, err, body)
	}
	_, err := cutUp(JSONArray, append([]byte(`[{"a":"`), bytes.Repeat([]byte("x"), sse.MaxEvent+1)...), 1<<20)
	assert.ErrorIs(t, err, errTooLong)
}

func TestContentType(t *testing.T) {
	assert.Equal(t, "text/event-stream", SSE.ContentType())
	assert.Equal(t, "application/vnd.amazon.eventstream", EventStream.ContentType())
	assert.Equal(t, "application/json", JSONArray.ContentType())
}

func TestFramingWithoutGarbage(t *testing.T) {
	for framing, body := range map[Framing]string{
		EventStream: frameOf(`{}`, header(":event-type", "a")), JSONArray: `[{"a":"b"},{"c":1},`,
	} {
		c, chunk := framing.Cutter(), []byte(strings.Repeat(body, 3))
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			c.Reset()
			c.Write(chunk)
			for _, _, ok := c.Next(); ok; _, _, ok = c.Next() {
			}
		}), framing.ContentType())
	}
}

func FuzzFraming(f *testing.F) {
	f.Add([]byte(`[{"a":"\\\"}"},{"b":[{}]}]`), uint8(JSONArray), 3)
	f.Add([]byte("event: x\r\ndata: y\r\n\r\n"), uint8(EventStream), 1)
	f.Fuzz(func(t *testing.T, body []byte, framing uint8, size int) {
		if Framing(framing).Cutter() == nil {
			return
		}
		size = min(max(size, 1), 64)
		whole, wholeErr := cutUp(Framing(framing), body, len(body)+1)
		cut, cutErr := cutUp(Framing(framing), body, size)
		assert.Equal(t, whole, cut)
		assert.Equal(t, wholeErr, cutErr)
	})
}
