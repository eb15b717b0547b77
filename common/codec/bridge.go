package codec

import (
	"aigateway/common/llm"
	"aigateway/common/problem"
	"aigateway/common/sse"
)

// Bridge carries replies from a provider's protocol to the client's, one at a
// time: Reset, then Whole, or Write for every chunk and Close.
type Bridge struct {
	reader   Reader // a *framed unless the framing is SSE
	writer   Writer
	events   sse.Decoder // of the framing that nearly all protocols have
	notes    *Notes
	stage    Stage // nil for most
	ended    bool
	finished bool // the model has said all
}

// Stage stands in a bridge between reader and writer, and may tell more than it
// was told.
type Stage interface {
	llm.Sink
	// Reset makes it ready for a reply, whose events go on to another sink.
	Reset(to llm.Sink)
}

// framed is a reader with what cuts its events. It is kept apart so that the
// bridges of all others, of which there is one for each open stream, are small.
type framed struct {
	Reader
	events Cutter
}

// Notes are what a bridge tells of the reply besides, for as long as it does
// not begin with the next Whole or Write.
type Notes struct {
	// Usage is what the provider has metered, where Usage.Known.
	Usage llm.Usage
	// Final tells that Usage is that of the whole reply.
	Final bool
	// Problem is what the reply failed with.
	Problem *problem.Problem
}

// NewBridge returns a bridge from the protocol of provider to that of client.
// Bridges that never run at the same time may share e.
func NewBridge(client Codec, provider Server, e *llm.Event) *Bridge {
	b := &Bridge{reader: provider.NewReader(e), writer: client.NewWriter()}
	if events := provider.Framing().Cutter(); events != nil {
		b.reader = &framed{b.reader, events}
	}
	return b
}

// Through has b lead events through a stage, which is not shared.
func (b *Bridge) Through(s Stage) { b.stage = s }

// sink is what the reader tells events.
func (b *Bridge) sink() llm.Sink {
	if b.stage != nil {
		return b.stage
	}
	return b
}

// Note has b keep notes in n. Bridges that never run at the same time may
// share it.
func (b *Bridge) Note(n *Notes) { b.notes = n }

// Reset makes b ready for a reply. Whether the provider streams need not be
// what o.Stream says: a stream can be collected, a whole reply be told as one.
func (b *Bridge) Reset(o Options) {
	b.ended, b.finished = false, false
	b.events.Reset()
	if f, ok := b.reader.(*framed); ok {
		f.events.Reset()
	}
	b.reader.Reset()
	b.writer.Reset(o)
	if b.stage != nil {
		b.stage.Reset(b)
	}
}

// begin has the writer append to dst what comes in now.
func (b *Bridge) begin(dst []byte) {
	b.writer.Into(dst)
	if b.notes != nil {
		*b.notes = Notes{}
	}
}

// Whole appends to dst what the client is to get for a reply that is not
// streamed.
func (b *Bridge) Whole(dst, body []byte) []byte {
	b.begin(dst)
	b.ended = true
	b.reader.Whole(body, b.sink())
	return b.writer.Take()
}

// Write appends to dst what the client is to get for one chunk of a stream.
func (b *Bridge) Write(dst, chunk []byte) []byte {
	b.begin(dst)
	var err error
	if f, ok := b.reader.(*framed); ok {
		f.events.Write(chunk)
		for name, data, ok := f.events.Next(); ok; name, data, ok = f.events.Next() {
			b.event(name, data)
		}
		err = f.events.Err()
	} else {
		var e sse.Event
		for b.events.Write(chunk); b.events.Next(&e); {
			b.event(e.Name, e.Data)
		}
		err = b.events.Err()
	}
	if err != nil && !b.ended {
		b.ended = true
		b.Event(&llm.Event{
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
		var e sse.Event
		if b.events.Close(&e) { // what is left of other framings is no event
			b.event(e.Name, e.Data)
		}
		b.reader.Close(b.sink())
	}
	return b.writer.Take()
}

// Event implements llm.Sink: it hands e on to the client's protocol.
func (b *Bridge) Event(e *llm.Event) {
	b.finished = b.finished || e.Type == llm.Finished
	if n := b.notes; n != nil {
		n.note(e, b.finished)
	}
	b.writer.Event(e)
}

func (n *Notes) note(e *llm.Event, finished bool) {
	switch e.Type {
	case llm.Finished:
		n.Final = n.Usage.Known
	case llm.Started, llm.Metered:
		if e.Usage.Known {
			n.Usage, n.Final = e.Usage, finished
		}
	case llm.Failed:
		n.Problem = e.Problem
	}
}

// Problem is what a reply that is not streamed failed with.
func (b *Bridge) Problem() *problem.Problem { return b.writer.Problem() }

func (b *Bridge) event(name, data []byte) {
	if data != nil {
		b.reader.Event(name, data, b.sink())
	}
}
