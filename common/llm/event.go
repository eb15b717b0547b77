package llm

import "aigateway/common/problem"

// EventType says what happened in a reply.
type EventType uint8

const (
	// Started is the first event: ID, Model and, if the provider tells it
	// so early, Usage.
	Started EventType = iota + 1
	// BlockStarted opens block Block of Part type: for a tool call ID, nil
	// where the provider gives none, Name, and Signature where the provider
	// signs calls (see codec.AppendCallID), for RedactedPart Signature, for
	// ReasoningPart perhaps a Name as in Part.
	BlockStarted
	// Delta grows the open block by Text: text, reasoning, or a fragment of
	// a tool call's arguments as JSON text, all of them string literals.
	Delta
	// Signed gives the open block its Signature: reasoning, or text where the
	// provider signs that too.
	Signed
	// Cited gives a source that the text of the choice rests on, while a block
	// of text is open.
	Cited
	// BlockEnded closes the open block.
	BlockEnded
	// Finished gives the choice its Finish and StopSequence.
	Finished
	// Metered gives Usage; a later one replaces an earlier one.
	Metered
	// Failed ends the reply with Problem: nothing follows.
	Failed
	// Ended ends the reply: nothing follows.
	Ended
)

// Event is one thing that happened in a reply, in order. A whole reply is
// told by the same events as a streamed one, so that both mean the same. One
// struct is used again and again: a sink keeps nothing that it points to.
//
// In each choice blocks are numbered from 0 and never interleave: a block is
// ended before the next one starts.
type Event struct {
	Type EventType
	// Choice numbers the answers when several were asked for.
	Choice int
	Block  int
	Part   PartType

	ID    Text
	Name  Text
	Model Text
	// Created is when the provider says the reply was made, in seconds
	// since 1970; nil where it does not say.
	Created Raw

	Text      Text
	Signature Text
	Citation  *Citation

	Finish Finish
	// FinishRaw is the provider's own word for Finish.
	FinishRaw    Text
	StopSequence Text

	Usage   Usage
	Problem *problem.Problem
	// ServiceTier is the tier that served the reply.
	ServiceTier Text
}

// Citation is a source of what the model said.
type Citation struct {
	// URL is the address of the source, nil where it has none; FileID is that
	// of a file that the provider keeps.
	URL, FileID Text
	Title       Text
	// Quote is what the source says.
	Quote Text
	// Start and End bound what rests on the source, in characters of all the
	// text of the choice; End is 0 where that is not known.
	Start, End int
}

// Sink takes the events of one reply.
type Sink interface {
	Event(e *Event)
}

// Finish is why a choice ended.
type Finish uint8

const (
	FinishStop Finish = iota + 1
	FinishStopSequence
	FinishLength
	FinishToolCalls
	// FinishFiltered is an answer that was withheld or cut by a filter.
	FinishFiltered
	// FinishRefusal is an answer that the model declined to give.
	FinishRefusal
	// FinishPaused is a long turn that the client is to continue.
	FinishPaused
	// FinishOther is a reason that has no word here: Event.FinishRaw.
	FinishOther
)

// Usage counts tokens. A part count is contained in its total, never added to
// it.
type Usage struct {
	// Known tells that the provider gave Input or Output.
	Known bool
	// Input is the whole prompt, cached or not.
	Input int64
	// CacheRead and CacheWrite are parts of Input; CacheWriteHour is the
	// part of CacheWrite that is kept for an hour.
	CacheRead, CacheWrite, CacheWriteHour int64
	InputAudio                            int64
	// Output is the whole answer, reasoning included.
	Output                 int64
	Reasoning, OutputAudio int64
}

// Detailed tells whether any part of the input or the output is known.
func (u *Usage) Detailed() bool {
	return u.CacheRead|u.CacheWrite|u.CacheWriteHour|u.InputAudio|u.Reasoning|u.OutputAudio != 0
}
