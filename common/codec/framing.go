package codec

import (
	"aigateway/common/eventstream"
	"aigateway/common/jsonscan"
)

// Framing is how a protocol cuts a streamed reply into events.
type Framing uint8

const (
	// SSE is server-sent events.
	SSE Framing = iota + 1
	// EventStream is AWS' binary frames. An event's name is the frame's
	// :event-type; that of a frame that tells of an error is its
	// :exception-type, or its :error-code.
	EventStream
	// JSONArray is one JSON array whose elements are the events. It is read
	// from lines of JSON too.
	JSONArray
	// JSONLines has an event on each line.
	JSONLines
)

// ContentType is the media type of a stream.
func (f Framing) ContentType() string {
	switch f {
	case EventStream:
		return "application/vnd.amazon.eventstream"
	case JSONArray:
		return "application/json"
	case JSONLines:
		return "application/x-ndjson"
	}
	return "text/event-stream"
}

// Cutter cuts the bytes of one stream into events. What Next returns is valid
// until the next call, or until the chunk is written over.
type Cutter interface {
	Reset()
	Write(chunk []byte)
	// Next returns the next whole event. Data is nil where there is nothing
	// to read.
	Next() (name, data []byte, ok bool)
	// Err returns why no more events come, nil at an ordinary end.
	Err() error
}

// Cutter returns what cuts a stream, nil for server-sent events, which are cut
// by package sse.
func (f Framing) Cutter() Cutter {
	switch f {
	case EventStream:
		return new(frames)
	case JSONArray, JSONLines:
		return new(elements)
	}
	return nil
}

// frames cuts AWS' frames.
type frames struct{ eventstream.Decoder }

func (c *frames) Next() (name, data []byte, ok bool) {
	var f eventstream.Frame
	if ok = c.Decoder.Next(&f); !ok {
		return nil, nil, false
	}
	switch string(f.Header(":message-type")) {
	case "exception":
		return f.Header(":exception-type"), f.Payload, true
	case "error": // it has its sentence in a header
		text := jsonscan.AppendQuoted([]byte(`{"message":`), f.Header(":error-message"))
		return f.Header(":error-code"), append(text, '}'), true
	}
	return f.Header(":event-type"), f.Payload, true
}
