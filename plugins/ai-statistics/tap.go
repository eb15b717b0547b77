package aistatistics

import (
	"bytes"

	"aigateway/common/compress"
	"aigateway/common/jsonpath"
	"aigateway/common/sse"
)

// tap reads an answer for attributes. There is one only for exchanges whose
// attributes need the body: all else is what usage.Meter tells.
type tap struct {
	x       *exchange
	decoder *compress.Decoder // nil where nothing is packed
	plain   func([]byte)      // (*tap).read
	events  sse.Decoder
	whole   []byte // the body of an answer that is not streamed
	calls   callList
	given   bool // up: the body cannot be read
}

// maxWhole bounds the body of an answer that is kept for attributes.
const maxWhole = 8 << 20

// open puts a tap on the answer if attributes need it.
func (x *exchange) open(encoding string) {
	if x.streamed && !x.policy.readsStream || !x.streamed && !x.policy.readsWhole {
		return
	}
	t := &tap{x: x}
	t.plain = t.read
	if encoding != "" && encoding != "identity" {
		var ok bool
		if t.decoder, ok = compress.New(encoding); !ok {
			return
		}
		t.decoder.Limit = maxDecoded
	}
	x.tap = t
}

// maxDecoded bounds what a packed answer may unpack to.
const maxDecoded = 256 << 20

func (t *tap) write(chunk []byte) {
	switch {
	case t.given:
	case t.decoder == nil:
		t.read(chunk)
	default:
		t.given = t.decoder.Write(chunk, t.plain) != nil
	}
}

// read takes what was unpacked.
func (t *tap) read(chunk []byte) {
	x := t.x
	if !x.streamed {
		if room := min(maxWhole-len(t.whole), x.room()); len(chunk) > room {
			t.given = true
			t.release()
			return
		}
		t.whole = append(t.whole, chunk...)
		x.stats.captured += len(chunk)
		return
	}
	var e sse.Event
	for t.events.Write(chunk); t.events.Next(&e); {
		t.event(e.Data)
	}
}

// close reads what is left, and whatever needs the end.
func (t *tap) close() {
	if t.decoder != nil {
		_ = t.decoder.Close() // what was unpacked until here counts
	}
	var e sse.Event
	if t.x.streamed && t.events.Close(&e) {
		t.event(e.Data)
	}
	if !t.x.streamed && len(t.whole) > 0 && !t.given {
		t.body(t.whole)
	}
	t.release()
}

func (t *tap) release() {
	t.x.stats.captured -= len(t.whole)
	t.whole = nil
}

// event takes the values that one event of a stream has.
func (t *tap) event(data []byte) {
	if data == nil {
		return
	}
	x := t.x
	for i := range x.policy.attributes {
		a := &x.policy.attributes[i]
		switch {
		case !a.from(streamBody):
		case a.builtin == toolCalls:
			t.calls.event(data, x.policy.limit)
		default:
			if raw := a.inEvent(data); len(raw) > 0 {
				x.take(i, raw, a.streamRule())
			}
		}
	}
}

// body takes the values of an answer that is not streamed.
func (t *tap) body(data []byte) {
	for i := range t.x.policy.attributes {
		if a := &t.x.policy.attributes[i]; a.from(wholeBody) {
			t.x.take(i, find(a.inWhole, data, a.builtin.isText()), takeFirst)
		}
	}
}

// streamRule is the rule, or for texts that come in pieces the one that
// makes sense.
func (a *attribute) streamRule() rule {
	if a.rule == noRule && (a.builtin == answer || a.builtin == reasoning) {
		return takeAll
	}
	return a.rule
}

// inEvent returns a's value in one event.
func (a *attribute) inEvent(data []byte) []byte {
	raw := find(a.inStream, data, a.builtin.isText())
	if len(raw) == 0 && a.builtin == answer && bytes.Contains(data, []byte(`"response.output_text.delta"`)) {
		return inside(data, "delta")
	}
	return raw
}

// find returns the first value that one of the paths leads to and that is
// neither null nor empty, and is a string if it must be.
func find(paths []*jsonpath.Path, data []byte, isText bool) []byte {
	for _, p := range paths {
		raw := p.Find(data)
		if len(raw) > 0 && string(raw) != "null" && string(raw) != `""` && (!isText || raw[0] == '"') {
			return raw
		}
	}
	return nil
}
