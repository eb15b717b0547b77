package anthropic

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

// reader turns a provider's reply into events.
type reader struct {
	wire.Teller
	wire.Block
	held   []byte         // the input of a tool call as a literal, see open
	counts dialect.Counts // what usage comes from
	tools  bool           // a tool was called
	finish bool           // Finished was told
}

// Reset implements codec.Reader.
func (r *reader) Reset() {
	*r = reader{Teller: wire.Teller{E: r.E, Counts: true}, held: wire.Recycle(r.held)}
}

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	if r.Ended || len(data) == 0 || r.growth(data, to) {
		return
	}
	if string(data) == "[DONE]" { // some servers end as OpenAI's do
		r.Close(to)
		return
	}
	var f frame
	if err := f.read(&frameTable, data); err != nil {
		r.Break(err, wire.NoEvent, to)
		return
	}
	kind := wire.Inner(f.values[frameKind])
	if f.values[frameKind] == nil {
		kind = name
	}
	if string(kind) == "error" || f.values[frameFailure] != nil && f.values[frameKind] == nil {
		r.Fail(failure(0, data), to)
		return
	}
	r.dispatch(kind, &f, to)
}

func (r *reader) dispatch(kind []byte, f *frame, to llm.Sink) {
	switch string(kind) {
	case "message_start":
		r.start(f, to)
	case "content_block_start":
		r.open(&f.piece, to)
	case "content_block_delta":
		r.grow(&f.piece, to)
	case "content_block_stop":
		r.close(to)
	case "message_delta":
		r.close(to)
		r.finished(f.piece[pieceReason], f.piece[pieceSequence], to)
		if f.counts.Any() {
			r.counts.Merge(&f.counts)
			r.total()
			r.E.ServiceTier = f.values[frameTier]
			r.Tell(llm.Metered, to)
		}
	case "message_stop":
		r.close(to)
		r.end(to)
	}
}

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	if !r.finish {
		r.Break(nil, wire.CutOff, to)
	}
	r.end(to)
}

// Whole implements codec.Reader.
func (r *reader) Whole(body []byte, to llm.Sink) {
	var f frame
	err := f.read(&messageReplyTable, body)
	content := f.values[frameContent]
	switch {
	case err != nil:
		r.Break(err, wire.NoJSON, to)
		return
	case f.values[frameFailure] != nil && content == nil:
		r.Fail(failure(0, body), to)
		return
	case len(content) == 0 || content[0] != '[' && content[0] != 'n':
		r.Break(nil, wire.NoAnswer, to)
		return
	case content[0] != '[':
		content = wire.NoList
	}
	r.start(&f, to)
	s := jsonscan.New(content)
	for s.Array(); s.Element(); {
		var p piece
		pieceTable.Scan(&s, p[:])
		r.open(&p, to)
		r.close(to)
	}
	r.finished(f.values[frameReason], f.values[frameSequence], to)
	if r.total() {
		r.Tell(llm.Metered, to)
	}
	r.end(to)
}

func (r *reader) start(f *frame, to llm.Sink) {
	r.counts.Merge(&f.counts)
	r.total()
	e := r.E
	e.ID, e.Model, e.ServiceTier = f.values[frameID], f.values[frameModel], f.values[frameTier]
	r.Tell(llm.Started, to)
}

// total gives the event that is told next the usage so far, and tells whether
// there is any.
func (r *reader) total() bool {
	r.E.Usage, _, _ = r.counts.Usage()
	return r.E.Usage.Known
}

// open starts a block. One that llm has no word for is skipped, with all that
// it grows by: what a tool of the provider's found is told in text as well.
func (r *reader) open(p *piece, to llm.Sink) {
	r.close(to)
	r.held = r.held[:0]
	b := &r.Block
	switch part := llm.PartType(wire.Meaning(blocks, p[pieceKind])); part {
	case llm.TextPart, llm.ReasoningPart:
		r.Begin(b, part, to)
		r.Grow(b, p[pieceText], to)
		if part == llm.ReasoningPart {
			r.Sign(b, p[pieceSignature], to)
		} else {
			r.cite(p[pieceSources])
		}
	case llm.RedactedPart:
		r.E.Signature = p[pieceSignature]
		r.Begin(b, part, to)
	case llm.ToolCallPart:
		r.tools = true
		r.E.ID, r.E.Name = p[pieceID], p[pieceName]
		r.Begin(b, part, to)
		// In a stream the input follows, and stands here in servers that
		// do not stream it. So it is told when no other came.
		input := p[pieceInput]
		if len(input) == 0 || input[0] != '{' {
			input = wire.NoObject
		}
		r.held = jsonscan.AppendQuoted(r.held, input)
	}
}

// cite takes in the citations of the open text, a list.
func (r *reader) cite(list []byte) {
	if list == nil {
		return
	}
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		var x wire.Source
		sourceReplyTable.Scan(&s, x[:])
		r.Hold(&r.Block, &x)
	}
}

// deltas are the types of what a block grows by, and the part that it is of.
var deltas = []wire.Word{
	{Text: `"text_delta"`, Is: uint8(llm.TextPart)}, {Text: `"input_json_delta"`, Is: uint8(llm.ToolCallPart)},
	{Text: `"thinking_delta"`, Is: uint8(llm.ReasoningPart)}, {Text: `"signature_delta"`, Is: uint8(llm.ReasoningPart)},
	{Text: `"citations_delta"`, Is: uint8(llm.TextPart)},
}

// grow grows the open block. A delta without a block that it belongs to opens
// one, except for a tool call's, and for a signature.
func (r *reader) grow(p *piece, to llm.Sink) {
	part, signature := llm.PartType(wire.Meaning(deltas, p[pieceKind])), p[pieceSignature]
	if part == 0 {
		return
	}
	if r.Part != part {
		if part == llm.ToolCallPart || signature != nil {
			return
		}
		r.close(to)
		r.Begin(&r.Block, part, to)
	}
	r.Grow(&r.Block, p[pieceText], to)
	if part == llm.ReasoningPart {
		r.Sign(&r.Block, signature, to)
	}
	if source := p[pieceSource]; source != nil {
		var x wire.Source
		sourceReplyTable.Read(source, x[:])
		r.Hold(&r.Block, &x)
	}
}

// close ends the open block, if there is one.
func (r *reader) close(to llm.Sink) {
	if r.Part == llm.ToolCallPart && !r.Grown {
		r.Grow(&r.Block, r.held, to)
	}
	r.Stop(&r.Block, to)
}

// finished tells why the reply ended, once it is known.
func (r *reader) finished(reason, sequence llm.Text, to llm.Sink) {
	if reason == nil || r.finish {
		return
	}
	r.finish = true
	finish, _ := dialect.FinishOf(wire.Inner(reason))
	if finish == 0 {
		finish = llm.FinishOther
	}
	r.E.StopSequence = sequence
	r.Finish(0, finish, reason, to)
}

// end ends the reply. A server that gave no reason to finish had none but the
// usual one.
func (r *reader) end(to llm.Sink) {
	if !r.finish && !r.Ended {
		r.finish = true
		finish := llm.FinishStop
		if r.tools {
			finish = llm.FinishToolCalls
		}
		r.Finish(0, finish, nil, to)
	}
	r.End(to)
}
