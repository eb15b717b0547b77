package anthropic

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
	"aigateway/common/usage/dialect"
)

// keep is the size up to which a buffer is held on to after use, in bytes.
const keep = 4 << 10

// reader turns a provider's reply into events.
type reader struct {
	event  *llm.Event     // shared, see codec.Codec.NewReader
	held   []byte         // the input of a tool call as a literal, see open
	counts dialect.Counts // what usage comes from
	block  int            // the number of the open block, or of the next one
	part   llm.PartType
	tools  bool // a tool was called
	grown  bool // the open block had a Delta
	finish bool // Finished was told
	ended  bool
}

// Reset implements codec.Reader.
func (r *reader) Reset() {
	held := r.held[:0]
	if cap(held) > keep {
		held = nil
	}
	*r = reader{event: r.event, held: held}
}

// tell tells an event of a type; what belongs to it is set by then.
func (r *reader) tell(t llm.EventType, to llm.Sink) {
	r.event.Type, r.event.Block, r.event.Part = t, r.block, r.part
	to.Event(r.event)
	*r.event = llm.Event{}
}

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	if r.ended || len(data) == 0 || r.growth(data, to) {
		return
	}
	if string(data) == "[DONE]" { // some servers end as OpenAI's do
		r.Close(to)
		return
	}
	var f frame
	if err := f.read(data); err != nil {
		r.fail(problem.New(problem.BadUpstream, err, "the provider sent an event that is not JSON"), to)
		return
	}
	kind := inner(f.kind)
	if f.kind == nil {
		kind = name
	}
	if f.failure != nil && (f.kind == nil || string(kind) == "error") {
		r.fail(f.problem(), to)
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
		r.finished(f.piece.stopReason, f.piece.stopSequence, to)
		r.meter(&f.usage, to)
	case "message_stop":
		r.close(to)
		r.end(to)
	case "error":
		r.fail(f.problem(), to)
	}
}

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	switch {
	case r.ended:
	case r.finish:
		r.end(to)
	default:
		r.fail(problem.New(problem.BadUpstream, nil, "the provider's reply was cut off"), to)
	}
}

// Whole implements codec.Reader.
func (r *reader) Whole(body []byte, to llm.Sink) {
	var f frame
	err := f.readWhole(body)
	switch {
	case err != nil:
		r.fail(problem.New(problem.BadUpstream, err, "the provider's reply is not JSON"), to)
		return
	case f.failure != nil && f.message.content == nil:
		r.fail(f.problem(), to)
		return
	case len(f.message.content) == 0 || f.message.content[0] != '[' && f.message.content[0] != 'n':
		r.fail(problem.New(problem.BadUpstream, nil, "the provider's reply is not a message"), to)
		return
	}
	r.start(&f, to)
	if f.message.content[0] == '[' {
		s := jsonscan.New(f.message.content)
		for s.Array(); s.Element(); {
			var p piece
			p.read(&s)
			r.open(&p, to)
			r.close(to)
		}
	}
	r.finished(f.message.stopReason, f.message.stopSequence, to)
	if r.total() {
		r.tell(llm.Metered, to)
	}
	r.end(to)
}

func (r *reader) start(f *frame, to llm.Sink) {
	r.counts.Merge(&f.usage.counts)
	r.total()
	r.event.ID, r.event.Model, r.event.ServiceTier = f.message.id, f.message.model, f.usage.tier
	r.tell(llm.Started, to)
}

// open starts a block. One that llm has no word for is skipped, with all that
// it grows by: what a tool of the provider's found is told in text as well.
func (r *reader) open(p *piece, to llm.Sink) {
	r.close(to)
	r.held = r.held[:0]
	switch string(p.kind) {
	case `"text"`:
		r.begin(llm.TextPart, to)
		r.delta(p.text, to)
	case `"thinking"`:
		r.begin(llm.ReasoningPart, to)
		r.delta(p.thinking, to)
		r.sign(p.signature, to)
	case `"redacted_thinking"`:
		r.event.Signature = p.data
		r.begin(llm.RedactedPart, to)
	case `"tool_use"`:
		r.tools = true
		r.event.ID, r.event.Name = p.id, p.name
		r.begin(llm.ToolCallPart, to)
		// In a stream the input follows, and stands here in servers that
		// do not stream it. So it is told when no other came.
		if len(p.input) == 0 || p.input[0] != '{' {
			p.input = noInput
		}
		r.held = jsonscan.AppendQuoted(r.held, p.input)
	}
}

var noInput = llm.Raw("{}")

func (r *reader) begin(part llm.PartType, to llm.Sink) {
	r.part, r.grown = part, false
	r.tell(llm.BlockStarted, to)
}

// grow grows the open block. A delta without a block that it belongs to opens
// one, except for a tool call's.
func (r *reader) grow(p *piece, to llm.Sink) {
	switch string(p.kind) {
	case `"text_delta"`:
		r.ensure(llm.TextPart, to)
		r.delta(p.text, to)
	case `"thinking_delta"`:
		r.ensure(llm.ReasoningPart, to)
		r.delta(p.thinking, to)
	case `"signature_delta"`:
		if r.part == llm.ReasoningPart {
			r.sign(p.signature, to)
		}
	case `"input_json_delta"`:
		if r.part == llm.ToolCallPart {
			r.delta(p.partial, to)
		}
	}
}

func (r *reader) ensure(part llm.PartType, to llm.Sink) {
	if r.part != part {
		r.close(to)
		r.begin(part, to)
	}
}

// delta tells text, unless it is empty.
func (r *reader) delta(text llm.Text, to llm.Sink) {
	if len(text) > 2 {
		r.grown = true
		e := r.event
		e.Type, e.Block, e.Part, e.Text = llm.Delta, r.block, r.part, text
		to.Event(e)
		e.Text = nil // nothing else was set: there are many of these
	}
}

func (r *reader) sign(signature llm.Text, to llm.Sink) {
	if len(signature) > 2 {
		r.event.Signature = signature
		r.tell(llm.Signed, to)
	}
}

// close ends the open block, if there is one.
func (r *reader) close(to llm.Sink) {
	if r.part == 0 {
		return
	}
	if r.part == llm.ToolCallPart && !r.grown {
		r.delta(r.held, to)
	}
	r.tell(llm.BlockEnded, to)
	r.part = 0
	r.block++
}

// finished tells why the reply ended, once it is known.
func (r *reader) finished(reason, sequence llm.Text, to llm.Sink) {
	if reason == nil || r.finish {
		return
	}
	r.finish = true
	r.event.Finish, r.event.FinishRaw, r.event.StopSequence = finishOf(reason), reason, sequence
	r.tell(llm.Finished, to)
}

func finishOf(reason llm.Text) llm.Finish {
	switch string(reason) {
	case `"end_turn"`:
		return llm.FinishStop
	case `"stop_sequence"`:
		return llm.FinishStopSequence
	case `"max_tokens"`, `"model_context_window_exceeded"`:
		return llm.FinishLength
	case `"tool_use"`:
		return llm.FinishToolCalls
	case `"refusal"`:
		return llm.FinishRefusal
	case `"pause_turn"`:
		return llm.FinishPaused
	}
	return llm.FinishOther
}

// end ends the reply. A server that gave no reason to finish had none but the
// usual one.
func (r *reader) end(to llm.Sink) {
	if !r.finish {
		r.finish = true
		r.event.Finish = llm.FinishStop
		if r.tools {
			r.event.Finish = llm.FinishToolCalls
		}
		r.tell(llm.Finished, to)
	}
	r.ended = true
	r.tell(llm.Ended, to)
}

func (r *reader) fail(p *problem.Problem, to llm.Sink) {
	r.ended = true
	r.event.Problem = p
	r.tell(llm.Failed, to)
}
