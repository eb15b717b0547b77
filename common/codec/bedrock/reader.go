package bedrock

import (
	"bytes"

	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// reader turns a provider's reply into events.
type reader struct {
	event    *llm.Event // shared, see codec.Codec.NewReader
	held     []byte     // the input of a tool call as a literal
	index    int64      // what the provider calls the open block
	block    int        // the number of the open block, or of the next one
	part     llm.PartType
	tools    bool // a tool was called
	answered bool // the answer came as a call of the tool that takes it
	grown    bool // the open block had a Delta
	called   bool // the open block came as a tool call
	started  bool
	finish   bool // Finished was told
	ended    bool
}

// Reset implements codec.Reader.
func (r *reader) Reset() { *r = reader{event: r.event, held: gpt.Recycle(r.held)} }

// tell tells an event of a type; what belongs to it is set by then.
func (r *reader) tell(t llm.EventType, to llm.Sink) {
	r.event.Type, r.event.Block, r.event.Part = t, r.block, r.part
	to.Event(r.event)
	*r.event = llm.Event{}
}

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	if r.ended || len(data) == 0 {
		return
	}
	var f frame
	if err := f.read(data); err != nil {
		r.fail(problem.New(problem.BadUpstream, err, "the provider sent an event that is not JSON"), to)
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
		r.finished(f.reason, to)
	case "metadata":
		r.close(to)
		r.meter(&f, to)
		if r.finish {
			r.end(to)
		}
	default:
		if f.message != nil || bytes.HasSuffix(name, []byte("Exception")) {
			r.fail(failure(0, name, f.message), to)
		}
	}
}

func (r *reader) start(to llm.Sink) {
	if !r.started {
		r.started = true
		r.tell(llm.Started, to)
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
	err := f.read(body)
	switch {
	case err != nil:
		r.fail(problem.New(problem.BadUpstream, err, "the provider's reply is not JSON"), to)
		return
	case f.message != nil && f.list == nil:
		r.fail(failure(0, nil, f.message), to)
		return
	case f.list == nil && f.reason == nil:
		r.fail(problem.New(problem.BadUpstream, nil, "the provider's reply holds no message"), to)
		return
	}
	r.start(to)
	s := jsonscan.New(f.list)
	for s.Array(); s.Element(); {
		var p piece
		p.read(&s)
		r.whole(&p, to)
	}
	r.finished(f.reason, to)
	r.meter(&f, to)
	r.end(to)
}

// whole tells a block that is whole. One that llm has no word for is skipped.
func (r *reader) whole(p *piece, to llm.Sink) {
	switch p.part {
	case 0:
	case llm.ToolCallPart:
		r.call(p, to)
	case llm.RedactedPart:
		r.open(p, to)
	default:
		r.open(p, to)
		r.delta(p.text, to)
		r.sign(p.signature, to)
	}
	r.close(to)
}

// open starts a block that is no tool call.
func (r *reader) open(p *piece, to llm.Sink) {
	if p.part == llm.RedactedPart {
		r.event.Signature = orEmpty(p.signature)
	}
	r.begin(p.part, to)
}

func (r *reader) begin(part llm.PartType, to llm.Sink) {
	r.part, r.grown = part, false
	r.tell(llm.BlockStarted, to)
}

// call starts a tool call, or the text that the model was made to call a tool
// with. Those of tools that the provider runs are left out.
func (r *reader) call(p *piece, to llm.Sink) {
	if p.foreign {
		return
	}
	r.called = true
	if string(p.name) == emulated {
		r.answered = true
		r.begin(llm.TextPart, to)
	} else {
		r.tools = true
		r.event.ID, r.event.Name = p.id, orEmpty(p.name)
		r.begin(llm.ToolCallPart, to)
	}
	// In a stream the input follows.
	if p.input != nil {
		r.held = jsonscan.AppendQuoted(r.held[:0], p.input)
		r.delta(r.held, to)
	}
}

// grow grows the open block, or starts one: only a tool call has an event for
// that.
func (r *reader) grow(f *frame, to llm.Sink) {
	p := &f.content
	same := r.part != 0 && r.index == f.block
	switch {
	case p.part == 0:
		return
	case p.part == llm.ToolCallPart:
		if same && r.called && quoted(p.input) {
			r.delta(llm.Text(p.input), to)
		}
		return
	case same && r.part == p.part && !r.called:
	default:
		r.close(to)
		r.index = f.block
		r.open(p, to)
	}
	if p.part != llm.RedactedPart {
		r.delta(p.text, to)
		r.sign(p.signature, to)
	}
}

// quoted tells whether a value is a string literal.
func quoted(value []byte) bool { return len(value) > 1 && value[0] == '"' }

// delta tells text, unless it is empty.
func (r *reader) delta(text llm.Text, to llm.Sink) {
	if !gpt.Empty(text) {
		r.grown = true
		r.event.Text = text
		r.tell(llm.Delta, to)
	}
}

func (r *reader) sign(signature llm.Text, to llm.Sink) {
	if !gpt.Empty(signature) && r.part == llm.ReasoningPart {
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
		r.delta(noInput, to)
	}
	r.tell(llm.BlockEnded, to)
	r.part, r.called = 0, false
	r.block++
}

// noInput is that of a call without any. It is never written to.
var noInput = llm.Text(`"{}"`)

// finished tells why the reply ended.
func (r *reader) finished(reason llm.Text, to llm.Sink) {
	if r.finish {
		return
	}
	r.finish = true
	r.event.Finish, r.event.FinishRaw = finishOf(reason), reason
	switch {
	case r.event.Finish == llm.FinishToolCalls && r.answered && !r.tools:
		r.event.Finish = llm.FinishStop
	case reason == nil && r.tools:
		r.event.Finish = llm.FinishToolCalls
	}
	r.tell(llm.Finished, to)
}

func finishOf(reason llm.Text) llm.Finish {
	switch string(reason) {
	case "", `"end_turn"`:
		return llm.FinishStop
	case `"stop_sequence"`:
		return llm.FinishStopSequence
	case `"max_tokens"`, `"model_context_window_exceeded"`:
		return llm.FinishLength
	case `"tool_use"`:
		return llm.FinishToolCalls
	case `"guardrail_intervened"`, `"content_filtered"`:
		return llm.FinishFiltered
	case `"refusal"`:
		return llm.FinishRefusal
	}
	return llm.FinishOther // malformed_model_output, malformed_tool_use
}

func (r *reader) meter(f *frame, to llm.Sink) {
	if f.metered {
		r.event.Usage, r.event.ServiceTier = f.usage, f.tier
		r.tell(llm.Metered, to)
	}
}

func (r *reader) end(to llm.Sink) {
	r.ended = true
	r.tell(llm.Ended, to)
}

func (r *reader) fail(p *problem.Problem, to llm.Sink) {
	r.ended = true
	r.event.Problem = p
	r.tell(llm.Failed, to)
}
