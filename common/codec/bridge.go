package codec

import (
	"aigateway/common/llm"
	"aigateway/common/problem"
	"aigateway/common/sse"
)

// Bridge carries replies from a provider's protocol to the client's, one at a
// time: Reset, then Whole, or Write for every chunk and Close.
type Bridge struct {
	reader Reader
	writer Writer
	events sse.Decoder
	ended  bool
}

// NewBridge returns a bridge from the protocol of provider to that of client.
// Bridges that never run at the same time may share e.
func NewBridge(client, provider Codec, e *llm.Event) *Bridge {
	return &Bridge{reader: provider.NewReader(e), writer: client.NewWriter()}
}

// Reset makes b ready for a reply. Whether the provider streams need not be
// what o.Stream says: a stream can be collected, a whole reply be told as one.
func (b *Bridge) Reset(o Options) {
	b.ended = false
	b.events.Reset()
	b.reader.Reset()
	b.writer.Reset(o)
}

// Whole appends to dst what the client is to get for a reply that is not
// streamed.
func (b *Bridge) Whole(dst, body []byte) []byte {
	b.writer.Into(dst)
	b.ended = true
	b.reader.Whole(body, b.writer)
	return b.writer.Take()
}

// Write appends to dst what the client is to get for one chunk of a stream.
func (b *Bridge) Write(dst, chunk []byte) []byte {
	b.writer.Into(dst)
	var e sse.Event
	for b.events.Write(chunk); b.events.Next(&e); {
		b.event(&e)
	}
	if err := b.events.Err(); err != nil && !b.ended {
		b.ended = true
		b.writer.Event(&llm.Event{
			Type:    llm.Failed,
			Problem: problem.New(problem.BadUpstream, err, "the provider sent an event that is too long"),
		})
	}
	return b.writer.Take()
}

// Close appends to dst what the client is to get at the end of a stream: the
// last event where no blank line followed it, and an error if the stream was
// cut off.
func (b *Bridge) Close(dst []byte) []byte {
	b.writer.Into(dst)
	if !b.ended {
		b.ended = true
		var e sse.Event
		if b.events.Close(&e) {
			b.event(&e)
		}
		b.reader.Close(b.writer)
	}
	return b.writer.Take()
}

// Problem is what a reply that is not streamed failed with.
func (b *Bridge) Problem() *problem.Problem { return b.writer.Problem() }

func (b *Bridge) event(e *sse.Event) {
	if e.Data != nil {
		b.reader.Event(e.Name, e.Data, b.writer)
	}
}
