// Package codec translates between package llm and wire protocols. A protocol
// is one [Codec], in a package of its own below this one; two of them make a
// [Bridge]. No codec knows another, a host, a clock or a provider's address.
package codec

import (
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Server is how one wire protocol is spoken to a server. It has no state.
//
// It is a type of its own, with no methods besides, where no client speaks the
// protocol to a gateway: what reads such clients and writes to them would else
// be a third of a codec and in every module.
//
// Bytes that a decoder was given must stay as they are for as long as what
// was decoded from them is used. Every error is a *problem.Problem that the
// client can be told.
type Server interface {
	// Name is what llm.Request.Origin says of a request of this protocol.
	Name() string

	// EncodeRequest appends the request as a server of this protocol takes
	// it. What the protocol cannot say, but can do without, is added to
	// lost; what it cannot do without is an error.
	EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error)

	// Framing is how a streamed reply is cut into events.
	Framing() Framing
	// NewReader returns what reads replies. It can be used again for another
	// one after Reset. Readers that never run at the same time may share e,
	// which is what they tell events with: it is large, and there may be many
	// of them.
	NewReader(e *llm.Event) Reader

	// DecodeProblem reads the body of an answer with an error status. The
	// body may be anything; the result is never nil.
	DecodeProblem(status int, body []byte) *problem.Problem
}

// Codec is one wire protocol in both directions.
type Codec interface {
	Server

	// ScanHead reads what a gateway must know of a request, in one pass and
	// without decoding it.
	ScanHead(h *Head, body []byte) error
	// Patch adds the edits that make a scanned request, still in this
	// protocol, one that the provider takes. It tells whether the provider
	// will report usage that the client did not ask for.
	Patch(edits *jsonedit.Edits, h *Head, p Patch) (forced bool)
	// Forced tells whether an event of a streamed reply is there only because
	// Patch had the provider report usage.
	Forced(data []byte) bool

	// DecodeRequest reads what a client of this protocol sent into r, which
	// is empty. Where the path names the model or tells whether the reply is
	// streamed, and not the body, the caller fills that in, as it does after
	// ScanHead; EncodeRequest then does not write it.
	DecodeRequest(r *llm.Request, body []byte) error

	// NewWriter returns what writes replies, as NewReader does for reading.
	NewWriter() Writer

	// EncodeProblem appends the body that a client of this protocol expects
	// with p's status.
	EncodeProblem(dst []byte, p *problem.Problem) []byte
}

// Reader turns a server's reply into events.
type Reader interface {
	// Reset makes the reader ready for a reply.
	Reset()
	// Whole reads a reply that is not streamed: it tells all of its events,
	// ending in Ended or Failed.
	Whole(body []byte, to llm.Sink)
	// Event reads one event of a streamed reply, as the protocol's Framing
	// cut it out.
	Event(name, data []byte, to llm.Sink)
	// Close is called once at the end of a streamed reply. It tells Failed
	// if the stream ended before the reply was complete, unless it ended before.
	Close(to llm.Sink)
}

// Writer turns events into what a client of its protocol expects.
type Writer interface {
	llm.Sink
	// Reset makes the writer ready for a reply.
	Reset(o Options)
	// Into has the writer append to dst from now on.
	Into(dst []byte)
	// Take returns what Into was given with what was written since.
	// Streamed, that is whole events in the protocol's Framing, as early as
	// they can be; else nothing until the reply has ended.
	Take() []byte
	// Problem is what a reply that is not streamed failed with, nil if it
	// did not: then nothing was written. In a stream a failure is written as
	// the protocol's own error event, and no ordinary end follows it.
	Problem() *problem.Problem
}

// Options say how a reply is to be written.
type Options struct {
	// Stream writes a stream in the protocol's Framing, else one JSON document.
	Stream bool
	// Usage writes usage into a stream where the protocol leaves that to
	// the client.
	Usage bool
	// Model is the model that the client asked for, used where the provider
	// names none.
	Model llm.Text
	// Seed tells this reply from all others: ids are made of it where the
	// provider gives none.
	Seed uint64
	// Created, in seconds since 1970, is used where the provider says nothing.
	Created int64
	// Echo is a copy of what llm.Request.Echo was: what the reply repeats of
	// the request. It may be nil, where the reply then repeats nothing.
	Echo []byte
}

// Head is what a gateway must know of a request to send it on.
type Head struct {
	Model  llm.Text
	Stream bool
	// StreamUsage tells whether the client asked for usage in the stream.
	StreamUsage llm.Bool
	// Spans of the body that Patch may change; zero where a member is absent.
	ModelAt, OptionsAt, UsageAt Span
	// ModelMember is all of the member model, from the end of what stands
	// before it. Not every protocol fills it in.
	ModelMember Span
	// FirstAt is where the first member starts, before which Patch may put
	// others; 0 without one.
	FirstAt int
	// Roles are the literals of roles that some providers do not know.
	Roles []Span
	// Foreign are elements of a list, with the comma that goes with each, that
	// only the provider of another protocol could read. Patch takes them out.
	Foreign []Span
}

// Reset empties h and keeps its slices.
func (h *Head) Reset() { *h = Head{Roles: h.Roles[:0], Foreign: h.Foreign[:0]} }

// PatchModel adds the edit that gives a request a model. One that is missing
// becomes the first member, so that a host has to replace only the start of the
// body.
func (h *Head) PatchModel(edits *jsonedit.Edits, model llm.Text) {
	switch {
	case model == nil:
	case h.ModelAt.End > 0:
		edits.Replace(h.ModelAt.Start, h.ModelAt.End, model)
	case h.FirstAt > 0:
		member := append(append(make([]byte, 0, len(model)+9), `"model":`...), model...)
		edits.Insert(h.FirstAt, append(member, ','))
	}
}

// PatchOut adds the edits that take out what is foreign.
func (h *Head) PatchOut(edits *jsonedit.Edits) {
	for _, at := range h.Foreign {
		edits.Replace(at.Start, at.End, nil)
	}
}

// Span is a range of bytes of the body. No value of a body starts at 0.
type Span struct{ Start, End int }

// Patch says what of a request is to be changed in place.
type Patch struct {
	// Model replaces the model unless it is nil. It is a string literal.
	Model llm.Text
	// Usage has the provider report usage in a stream, as far as the
	// protocol leaves that to the client.
	Usage bool
	// Version is that of the protocol which the client speaks, a string
	// literal, where a provider wants the body to say it; nil for the usual.
	Version llm.Text
}
