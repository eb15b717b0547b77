package bedrock

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

// reader turns a provider's reply into events.
type reader struct {
	wire.Teller
	wire.Block
	held     []byte // the input of a tool call as a literal
	index    int64  // what the provider calls the open block
	tools    bool   // a tool was called
	answered bool   // the answer came as a call of the tool that takes it
	called   bool   // the open block came as a tool call
	started  bool
	finish   bool // Finished was told
}

// Reset implements codec.Reader.
func (r *reader) Reset() {
	*r = reader{Teller: wire.Teller{E: r.E, Counts: true}, held: wire.Recycle(r.held)}
}

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	if r.Ended || len(data) == 0 {
		return
	}
	var f frame
	if err := f.read(data); err != nil {
		r.Break(err, wire.NoEvent, to)
		return
	}
	r.start(to)
	switch string(name) {
	case "messageStart":
	case "contentBlockStart":
		r.close(to)
		r.index = f.block
		if f.content.part == llm.ToolCallPart {
			r.call(&f.content, to)
		}
	case "contentBlockDelta":
		r.grow(&f, to)
	case "contentBlockStop":
		r.close(to)
	case "messageStop":
		r.close(to)
		r.finished(f.values[frameReason], to)
	case "metadata":
		r.close(to)
		r.meter(&f, to)
		if r.finish {
			r.End(to)
		}
	default:
		if f.values[frameMessage] != nil || bytes.HasSuffix(name, []byte("Exception")) {
			r.Fail(failure(0, name, data), to)
		}
	}
}

func (r *reader) start(to llm.Sink) {
	if !r.started {
		r.started = true
		r.Tell(llm.Started, to)
	}
}

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	if !r.finish {
		r.Break(nil, wire.CutOff, to)
	}
	r.End(to)
}

// Whole implements codec.Reader.
func (r *reader) Whole(body []byte, to llm.Sink) {
	var f frame
	err := f.read(body)
	list := f.values[frameList]
	switch {
	case err != nil:
		r.Break(err, wire.NoJSON, to)
		return
	case f.values[frameMessage] != nil && list == nil:
		r.Fail(failure(0, nil, body), to)
		return
	case list == nil && f.values[frameReason] == nil:
		r.Break(nil, wire.NoAnswer, to)
		return
	case list == nil:
		list = wire.NoList
	}
	r.start(to)
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		var p piece
		p.read(&s)
		r.whole(&p, to)
	}
	r.finished(f.values[frameReason], to)
	r.meter(&f, to)
	r.End(to)
}

// whole tells a block that is whole. One that llm has no word for is skipped.
func (r *reader) whole(p *piece, to llm.Sink) {
	switch p.part {
	case 0:
	case llm.ToolCallPart:
		r.call(p, to)
	default:
		r.say(p, to)
	}
	r.close(to)
}

// say tells a block that is no tool call, or what one grows by.
func (r *reader) say(p *piece, to llm.Sink) {
	sealed := p.values[pieceSignature]
	if p.part == llm.RedactedPart {
		r.Redacted(&r.Block, sealed, to)
		return
	}
	r.Ensure(&r.Block, p.part, to)
	r.Grow(&r.Block, p.values[pieceText], to)
	if p.part == llm.ReasoningPart {
		r.Sign(&r.Block, sealed, to)
	}
	if list := p.values[pieceSources]; list != nil {
		s := jsonscan.New(list)
		if s.Kind() != '[' {
			return
		}
		for s.Array(); s.Element(); {
			r.cite(&s)
		}
	}
}

// cite takes in a source of the open text.
func (r *reader) cite(s *jsonscan.Scanner) {
	var x wire.Source
	sourceReplyTable.Scan(s, x[:])
	r.Hold(&r.Block, &x)
}

// call starts a tool call, or the text that the model was made to call a tool
// with. Those of tools that the provider runs are left out.
func (r *reader) call(p *piece, to llm.Sink) {
	v := &p.values
	if v[pieceType] != nil {
		return
	}
	r.called = true
	if string(v[pieceName]) == emulated {
		r.answered = true
		r.Begin(&r.Block, llm.TextPart, to)
	} else {
		r.tools = true
		r.E.ID, r.E.Name = v[pieceID], wire.OrEmpty(v[pieceName])
		r.Begin(&r.Block, llm.ToolCallPart, to)
	}
	// In a stream the input follows.
	if v[pieceInput] != nil {
		r.held = jsonscan.AppendQuoted(r.held[:0], v[pieceInput])
		r.Grow(&r.Block, r.held, to)
	}
}

// grow grows the open block, or starts one: only a tool call has an event for
// that.
func (r *reader) grow(f *frame, to llm.Sink) {
	p := &f.content
	same := r.Part != 0 && r.index == f.block
	switch {
	case p.part == 0 && same && p.values[pieceSource] != nil:
		s := jsonscan.New(p.values[pieceSource])
		r.cite(&s)
	case p.part == 0:
	case p.part == llm.ToolCallPart:
		if input := p.values[pieceInput]; same && r.called && wire.Quoted(input) {
			r.Grow(&r.Block, input, to)
		}
	case same && r.Part == p.part && !r.called:
		r.say(p, to)
	default:
		r.close(to)
		r.index = f.block
		r.say(p, to)
	}
}

// close ends the open block, if there is one.
func (r *reader) close(to llm.Sink) {
	if r.Part == llm.ToolCallPart && !r.Grown {
		r.Grow(&r.Block, noInput, to)
	}
	r.Stop(&r.Block, to)
	r.called = false
}

// noInput is that of a call without any. It is never written to.
var noInput = llm.Text(`"{}"`)

// finished tells why the reply ended.
func (r *reader) finished(reason llm.Text, to llm.Sink) {
	if r.finish {
		return
	}
	r.finish = true
	finish, _ := dialect.FinishOf(wire.Inner(reason))
	switch {
	case reason == nil && r.tools:
		finish = llm.FinishToolCalls
	case reason == nil, finish == llm.FinishToolCalls && r.answered && !r.tools:
		finish = llm.FinishStop
	case finish == 0:
		finish = llm.FinishOther
	}
	r.Finish(0, finish, reason, to)
}

func (r *reader) meter(f *frame, to llm.Sink) {
	if f.values[frameUsage] == nil {
		return
	}
	if usage := dialect.Scan(f.values[frameUsage]); usage.Known {
		r.E.Usage, r.E.ServiceTier = usage, f.values[frameTier]
		r.Tell(llm.Metered, to)
	}
}
