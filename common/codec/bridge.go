package codec

import (
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Bridge carries replies from a provider's protocol to the client's, one at a
// time: Reset, then Whole, or Write for every chunk and Close.
type Bridge struct {
	reader Reader
	writer Writer
	events cutter
	ended  bool
	usage  llm.Usage
}

// NewBridge returns a bridge from the protocol of provider to that of client.
// Bridges that never run at the same time may share e.
func NewBridge(client Codec, provider Server, e *llm.Event) *Bridge {
	return &Bridge{reader: provider.NewReader(e), writer: client.NewWriter(), events: provider.Framing().cutter()}
}

// Reset makes b ready for a reply. Whether the provider streams need not be
// what o.Stream says: a stream can be collected, a whole reply be told as one.
func (b *Bridge) Reset(o Options) {
	b.ended, b.usage = false, llm.Usage{}
	b.events.Reset()
	b.reader.Reset()
	b.writer.Reset(o)
}

// Whole appends to dst what the client is to get for a reply that is not
// streamed.
func (b *Bridge) Whole(dst, body []byte) []byte {
	b.writer.Into(dst)
	b.ended = true
	b.reader.Whole(body, b)
	return b.writer.Take()
}

// Write appends to dst what the client is to get for one chunk of a stream.
func (b *Bridge) Write(dst, chunk []byte) []byte {
	b.writer.Into(dst)
	b.events.Write(chunk)
	for name, data, ok := b.events.next(); ok; name, data, ok = b.events.next() {
		b.event(name, data)
	}
	if err := b.events.Err(); err != nil && !b.ended {
		b.ended = true
		b.writer.Event(&llm.Event{
			Type:    llm.Failed,
			Problem: problem.New(problem.BadUpstream, err, "the provider's stream cannot be read: "+err.Error()),
		})
	}
	return b.writer.Take()
}

// Close appends to dst what the client is to get at the end of a stream: the
// last event where that was still open, and an error if the stream was
// cut off.
func (b *Bridge) Close(dst []byte) []byte {
	b.writer.Into(dst)
	if !b.ended {
		b.ended = true
		if name, data, ok := b.events.last(); ok {
			b.event(name, data)
		}
		b.reader.Close(b)
	}
	return b.writer.Take()
}

// Event implements llm.Sink: it hands e on to the client's protocol.
func (b *Bridge) Event(e *llm.Event) {
	if (e.Type == llm.Metered || e.Type == llm.Started) && e.Usage.Known {
		b.usage = e.Usage
	}
	b.writer.Event(e)
}

// Usage is what the provider has metered so far, whether or not the client is
// told.
func (b *Bridge) Usage() *llm.Usage { return &b.usage }

// Problem is what a reply that is not streamed failed with.
func (b *Bridge) Problem() *problem.Problem { return b.writer.Problem() }

func (b *Bridge) event(name, data []byte) {
	if data != nil {
		b.reader.Event(name, data, b)
	}
}
