package wire

import (
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Teller tells what a reader reads. What belongs to an event is set in it
// before it is told; then it is empty again.
type Teller struct {
	// E is shared, see codec.Server.NewReader.
	E     *llm.Event
	Ended bool
	// Counts has Grow count the characters of text, for protocols that say by
	// its block what a source is of.
	Counts bool
	held   *[]*llm.Citation // see Hold
}

// Tell tells an event of a type.
//
//go:noinline
func (t *Teller) Tell(is llm.EventType, to llm.Sink) {
	t.E.Type = is
	to.Event(t.E)
	*t.E = llm.Event{}
}

// Finish tells why a choice ended.
//
//go:noinline
func (t *Teller) Finish(choice int32, finish llm.Finish, raw llm.Text, to llm.Sink) {
	t.E.Choice, t.E.Finish, t.E.FinishRaw = int(choice), finish, raw
	t.Tell(llm.Finished, to)
}

// End ends the reply, unless it has ended.
//
//go:noinline
func (t *Teller) End(to llm.Sink) {
	if !t.Ended {
		t.Ended = true
		t.Tell(llm.Ended, to)
	}
}

// Fail ends the reply with a problem, unless it has ended.
//
//go:noinline
func (t *Teller) Fail(p *problem.Problem, to llm.Sink) {
	if !t.Ended {
		t.Ended = true
		t.E.Problem = p
		t.Tell(llm.Failed, to)
	}
}

// Break is Fail for a reply that makes no sense.
//
//go:noinline
func (t *Teller) Break(cause error, message string, to llm.Sink) {
	if !t.Ended {
		t.Fail(problem.New(problem.BadUpstream, cause, message), to)
	}
}

// Sentences for the client.
const (
	CutOff     = "the provider's stream ended before the reply was complete"
	NoAnswer   = "the provider's reply holds no answer"
	NoJSON     = "the provider's reply is not valid JSON"
	NoEvent    = "the provider sent an event that is not valid JSON"
	BrokenOff  = "the provider broke the reply off"
	TooMany    = "the provider gave too many answers"
	MixedCalls = "the provider mixed more tool calls than can be told apart"
	Unnamed    = "the reply failed"
)

// Block is where in one choice of a reply its reader is.
type Block struct {
	Choice int32
	Number int32        // of the open block, or of the next one
	Part   llm.PartType // of the open block; 0 if there is none
	Grown  bool         // the open block had a Delta
	Signed bool         // the open block has its signature
	// Chars is how long the text is so far, where it is counted, and From where
	// in it the open block begins.
	Chars, From int32
}

// In tells an event of the open block.
//
//go:noinline
func (t *Teller) In(b *Block, is llm.EventType, to llm.Sink) {
	t.E.Choice, t.E.Block, t.E.Part = int(b.Choice), int(b.Number), b.Part
	t.Tell(is, to)
}

// Begin opens a block, once what was open is closed.
//
//go:noinline
func (t *Teller) Begin(b *Block, part llm.PartType, to llm.Sink) {
	b.Part, b.Grown, b.Signed, b.From = part, false, false, b.Chars
	t.In(b, llm.BlockStarted, to)
}

// Ensure has a block of a part open that is not signed yet.
//
//go:noinline
func (t *Teller) Ensure(b *Block, part llm.PartType, to llm.Sink) {
	if b.Part != part || b.Signed {
		t.Stop(b, to)
		t.Begin(b, part, to)
	}
}

// Grow adds a literal to the open block, unless it is empty.
//
//go:noinline
func (t *Teller) Grow(b *Block, text llm.Text, to llm.Sink) {
	if Empty(text) {
		return
	}
	b.Grown = true
	if t.Counts && b.Part == llm.TextPart {
		b.Chars += int32(Chars(Inner(text)))
	}
	e := t.E
	e.Type, e.Choice, e.Block, e.Part, e.Text = llm.Delta, int(b.Choice), int(b.Number), b.Part, text
	to.Event(e)
	e.Choice, e.Text = 0, nil // nothing else was set: there are many of these
}

// Sign gives the open block its signature, if there is one.
//
//go:noinline
func (t *Teller) Sign(b *Block, signature llm.Text, to llm.Sink) {
	if !Empty(signature) {
		b.Signed = true
		t.E.Signature = signature
		t.In(b, llm.Signed, to)
	}
}

// Redacted tells a block that nobody is to read.
//
//go:noinline
func (t *Teller) Redacted(b *Block, sealed llm.Text, to llm.Sink) {
	t.Stop(b, to)
	t.E.Signature = OrEmpty(sealed)
	t.Begin(b, llm.RedactedPart, to)
	t.Stop(b, to)
}

// Stop closes the open block, if there is one.
//
//go:noinline
func (t *Teller) Stop(b *Block, to llm.Sink) {
	if b.Part != 0 {
		t.release(b, to)
		t.In(b, llm.BlockEnded, to)
		b.Part, b.Signed = 0, false
		b.Number++
	}
}
