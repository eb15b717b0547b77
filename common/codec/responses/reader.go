package responses

import (
	"bytes"

	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

// reader turns one reply into events. Annotations, and the items of tools that
// the provider runs itself, have no event: what such a tool found is told in
// text as well.
type reader struct {
	wire.Teller
	wire.Block
	// scratch holds what was made of a literal, for the event at hand.
	scratch []byte
	// told has a bit for each item that was told, and waiting for each that
	// came while the arguments of another one were growing.
	told, waiting uint64
	item          int32 // the number of the item that the open block is of
	index         int32 // the number of the part in it

	started  bool
	called   bool // a tool was called
	refused  bool
	cited    bool // the open text had an annotation
	freeform bool // the open call is of a tool that takes text
	raw      bool // the open reasoning is no summary
}

// Reset implements codec.Reader.
func (r *reader) Reset() {
	*r = reader{Teller: wire.Teller{E: r.E, Counts: true}, scratch: wire.Recycle(r.scratch)}
}

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	data = bytes.TrimSpace(data)
	if r.Ended || len(data) == 0 {
		return
	}
	if string(data) == "[DONE]" {
		r.Close(to)
		return
	}
	var f frame
	if err := f.read(data); err != nil {
		r.Break(err, wire.NoEvent, to)
		return
	}
	kind := wire.Inner(f.values[frameKind])
	if f.values[frameKind] == nil {
		kind = name
	}
	is := wire.Meaning(events, kind)
	if f.values[frameFailure] != nil || is == isError {
		r.Fail(gpt.ReplyProblem(f.values[frameFailure], data), to)
		return
	}
	r.dispatch(is, &f, to)
}

// What an event tells. Those below isStarted are pieces of text, of the part
// that is the rest of dividing by isRaw.
const (
	isRaw     = 16 // of reasoning that is no summary
	isStarted = iota + 2*isRaw
	isAdded
	isArgument
	isItem
	isNote
	isEnd
	isError
)

// events are those of a stream, what there are most of first.
var events = []wire.Word{
	{Text: "response.output_text.delta", Is: uint8(llm.TextPart)},
	{Text: "response.function_call_arguments.delta", Is: isArgument},
	{Text: "response.reasoning_summary_text.delta", Is: uint8(llm.ReasoningPart)},
	{Text: "response.reasoning_text.delta", Is: uint8(llm.ReasoningPart) + isRaw},
	{Text: "response.output_text.annotation.added", Is: isNote},
	{Text: "response.refusal.delta", Is: uint8(llm.RefusalPart)},
	{Text: "response.custom_tool_call_input.delta", Is: isArgument},
	{Text: "response.created", Is: isStarted},
	{Text: "response.queued", Is: isStarted},
	{Text: "response.in_progress", Is: isStarted},
	{Text: "response.output_item.added", Is: isAdded},
	{Text: "response.output_item.done", Is: isItem},
	{Text: "response.completed", Is: isEnd},
	{Text: "response.incomplete", Is: isEnd},
	{Text: "response.failed", Is: isEnd},
	{Text: "response.cancelled", Is: isEnd},
	{Text: "error", Is: isError},
}

func (r *reader) dispatch(is uint8, f *frame, to llm.Sink) {
	switch {
	case is == 0:
	case is < isStarted:
		r.say(f, llm.PartType(is%isRaw), is >= isRaw, to)
	case is == isStarted:
		var x reply
		if x.read(f.values[frameResponse]) == nil {
			r.start(&x, to)
		}
	case is == isAdded:
		r.added(f, to)
	case is == isArgument:
		if r.Part == llm.ToolCallPart && r.item == f.output {
			r.argue(f.values[frameDelta], to)
		}
	case is == isNote:
		if r.Part == llm.TextPart && r.item == f.output {
			s := jsonscan.New(f.values[frameNote])
			r.note(&s, to)
		}
	case is == isItem:
		r.done(f, to)
	case is == isEnd:
		r.conclude(f.values[frameResponse], false, to)
	}
}

// Whole implements codec.Reader.
func (r *reader) Whole(body []byte, to llm.Sink) { r.conclude(body, true, to) }

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) { r.Break(nil, wire.CutOff, to) }

// conclude reads the response that ends a reply, or is all of it.
func (r *reader) conclude(response []byte, whole bool, to llm.Sink) {
	var x reply
	err := x.read(response)
	switch status := string(wire.Inner(x[replyStatus])); {
	case err != nil:
		r.Break(err, wire.NoJSON, to)
	case x[replyFailure] != nil, status == "failed", whole && x[replyOutput] == nil:
		r.Fail(gpt.ReplyProblem(x[replyFailure], response), to)
	case status == "cancelled":
		r.Break(nil, wire.BrokenOff, to)
	case status == "queued", status == "in_progress":
		r.Break(nil, "the provider gave no answer yet, but an id to ask for it later", to)
	default:
		r.start(&x, to)
		r.close(to)
		r.rest(x[replyOutput], to)
		r.finish(&x, to)
	}
}

// rest tells the items that waited, or all where none was told.
func (r *reader) rest(list []byte, to llm.Sink) {
	all := r.Number == 0
	if list == nil {
		list = wire.NoList
	}
	s := jsonscan.New(list)
	i := int32(0)
	for s.Array(); s.Element(); i++ {
		if s.Kind() == '{' && (all || r.waiting&bit(i) != 0) {
			var o output
			outputTable.Scan(&s, o[:])
			r.tellItem(i, &o, to)
		} else {
			s.Skip()
		}
	}
	if r.waiting != 0 && !all {
		r.Break(nil, wire.MixedCalls, to)
	}
}

// reasons are those to be incomplete.
var reasons = []wire.Word{
	{Text: `"completed"`, Is: uint8(llm.FinishStop)}, {Text: "", Is: uint8(llm.FinishStop)},
	{Text: `"max_output_tokens"`, Is: uint8(llm.FinishLength)}, {Text: `"content_filter"`, Is: uint8(llm.FinishFiltered)},
}

// finish ends the reply.
func (r *reader) finish(x *reply, to llm.Sink) {
	if r.Ended {
		return
	}
	if x[replyUsage] != nil {
		if usage := dialect.Scan(x[replyUsage]); usage.Known {
			r.E.Usage, r.E.ServiceTier = usage, x[replyTier]
			r.Tell(llm.Metered, to)
		}
	}
	raw := x[replyStatus]
	if x[replyReason] != nil {
		raw = x[replyReason]
	}
	finish := llm.Finish(wire.Meaning(reasons, raw))
	switch {
	case finish == 0:
		finish = llm.FinishOther
	case finish == llm.FinishStop && r.called:
		finish = llm.FinishToolCalls
	case finish == llm.FinishStop && r.refused:
		finish = llm.FinishRefusal
	}
	r.Finish(0, finish, raw, to)
	r.End(to)
}

func (r *reader) start(x *reply, to llm.Sink) {
	if !r.started {
		r.started = true
		e := r.E
		e.ID, e.Model, e.Created, e.ServiceTier = x[replyID], x[replyModel], x[replyCreated], x[replyTier]
		r.Tell(llm.Started, to)
	}
}
