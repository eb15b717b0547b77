package wire

import (
	"aigateway/common/codec"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Sheet is the part of codec.Writer that says what is written on.
type Sheet struct{ Output }

// Into implements codec.Writer.
func (s *Sheet) Into(dst []byte) { s.Dst = dst }

// Take implements codec.Writer.
func (s *Sheet) Take() []byte {
	dst := s.Dst
	s.Dst = nil
	return dst
}

// Writer is what most writers have in common.
type Writer struct {
	Sheet
	Options codec.Options
	// Failure is what the reply failed with.
	Failure *problem.Problem
	Ended   bool
}

// Problem implements codec.Writer.
func (w *Writer) Problem() *problem.Problem { return w.Failure }

// Fail ends the reply with a problem, and tells whether it is to be written:
// in a stream it is, in place of what would have come.
//
//go:noinline
func (w *Writer) Fail(p *problem.Problem) bool {
	if p == nil {
		p = problem.New(problem.Internal, nil, Unnamed)
	}
	w.Ended, w.Failure = true, p
	return w.Options.Stream
}

// Model returns the model that a reply is of, as its first event says, or else
// as the client asked for.
//
//go:noinline
func (w *Writer) Model(e *llm.Event) llm.Text {
	if e.Type == llm.Started && !Empty(e.Model) {
		return e.Model
	}
	return OrEmpty(w.Options.Model)
}

// ID writes what tells a reply from others: the provider's id, as its first
// event says, or one made of prefix and seed.
//
//go:noinline
func (o *Output) ID(e *llm.Event, prefix string, seed uint64) {
	if e.Type == llm.Started && !Empty(e.ID) {
		o.Bytes(e.ID)
	} else {
		o.Made(prefix, seed)
	}
}

// Created writes when a reply was made, as its first event says, or else as
// the gateway does.
//
//go:noinline
func (o *Output) Created(e *llm.Event, seconds int64) {
	if e.Type == llm.Started && e.Created != nil {
		o.Bytes(e.Created)
	} else {
		o.Count("", seconds)
	}
}

// Reason writes the word for a finish, the provider's where words has none.
// Some services say stop where tools are called, and a client that believed
// them would not call; called tells that there were calls.
//
//go:noinline
func (o *Output) Reason(words []Word, e *llm.Event, called bool) {
	finish := e.Finish
	if finish == llm.FinishStop && called {
		finish = llm.FinishToolCalls
	}
	switch word := WordFor(words, uint8(finish)); {
	case word != "":
		o.Raw(word)
	case finish == llm.FinishOther && len(e.FinishRaw) > 0:
		o.Bytes(e.FinishRaw)
	default:
		o.Raw(words[0].Text)
	}
}
