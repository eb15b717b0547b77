package responses

import (
	"bytes"

	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
	"aigateway/common/usage/dialect"
)

// reader turns one reply into events. Annotations, and the items of tools that
// the provider runs itself, have no event: what such a tool found is told in
// text as well.
type reader struct {
	event *llm.Event // shared, see codec.Codec.NewReader
	// scratch holds what was made of a literal, for the event at hand.
	scratch []byte
	// told has a bit for each item that was told, and waiting for each that
	// came while the arguments of another one were growing.
	told, waiting uint64

	item  int32        // the number of the item that the open block is of
	index int32        // the number of the part in it
	block int32        // the number of the open block, or of the next one
	part  llm.PartType // of the open block, 0 if there is none

	started  bool
	ended    bool
	called   bool // a tool was called
	refused  bool
	grown    bool // the open block had a Delta
	freeform bool // the open call is of a tool that takes text
	raw      bool // the open reasoning is no summary
}

// Reset implements codec.Reader.
func (r *reader) Reset() { *r = reader{event: r.event, scratch: gpt.Recycle(r.scratch)} }

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	data = bytes.TrimSpace(data)
	if r.ended || len(data) == 0 {
		return
	}
	if string(data) == "[DONE]" {
		r.Close(to)
		return
	}
	var f frame
	if err := f.read(data); err != nil {
		r.fail(problem.New(problem.BadUpstream, err, "the provider sent an event that is not valid JSON"), to)
		return
	}
	kind := gpt.Inner(f.kind)
	if f.kind == nil {
		kind = name
	}
	if f.failure != nil || string(kind) == "error" {
		r.fail(gpt.ReplyProblem(f.failure, data), to)
		return
	}
	r.dispatch(kind, &f, to)
}

func (r *reader) dispatch(kind []byte, f *frame, to llm.Sink) {
	switch string(kind) {
	case "response.created", "response.queued", "response.in_progress":
		var x reply
		if x.read(f.response) == nil {
			r.start(&x, to)
		}
	case "response.output_item.added":
		r.added(f, to)
	case "response.output_text.delta":
		r.say(f, llm.TextPart, false, to)
	case "response.refusal.delta":
		r.say(f, llm.RefusalPart, false, to)
	case "response.reasoning_summary_text.delta":
		r.say(f, llm.ReasoningPart, false, to)
	case "response.reasoning_text.delta":
		r.say(f, llm.ReasoningPart, true, to)
	case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta":
		if r.part == llm.ToolCallPart && r.item == f.output {
			r.argue(f.delta, to)
		}
	case "response.output_item.done":
		r.done(f, to)
	case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
		r.conclude(f.response, false, to)
	}
}

// Whole implements codec.Reader.
func (r *reader) Whole(body []byte, to llm.Sink) { r.conclude(body, true, to) }

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	if r.ended {
		return
	}
	r.fail(problem.New(problem.BadUpstream, nil, "the provider's stream ended before the reply was complete"), to)
}

// conclude reads the response that ends a reply, or is all of it.
func (r *reader) conclude(response []byte, whole bool, to llm.Sink) {
	var x reply
	err := x.read(response)
	switch status := string(gpt.Inner(x.status)); {
	case err != nil:
		r.fail(problem.New(problem.BadUpstream, err, "the provider's reply is not valid JSON"), to)
	case x.failure != nil, status == "failed", whole && x.output == nil:
		r.fail(gpt.ReplyProblem(x.failure, response), to)
	case status == "cancelled":
		r.fail(problem.New(problem.BadUpstream, nil, "the provider broke the reply off"), to)
	case status == "queued", status == "in_progress":
		r.fail(problem.New(problem.BadUpstream, nil, "the provider gave no answer yet, but an id to ask for it later"), to)
	default:
		r.start(&x, to)
		r.close(to)
		r.rest(x.output, to)
		r.finish(&x, to)
	}
}

// rest tells the items that waited, or all where none was told.
func (r *reader) rest(list llm.Raw, to llm.Sink) {
	all := r.block == 0
	if list == nil {
		list = noItems
	}
	s := jsonscan.New(list)
	i := int32(0)
	for s.Array(); s.Element(); i++ {
		if s.Kind() == '{' && (all || r.waiting&bit(i) != 0) {
			var o output
			o.read(s.Value())
			r.tellItem(i, &o, to)
		} else {
			s.Skip()
		}
	}
	if r.waiting != 0 && !all {
		r.fail(problem.New(problem.BadUpstream, nil, "the provider mixed more tool calls than can be told apart"), to)
	}
}

// noItems is never written to.
var noItems = llm.Raw(`[]`)

// finish ends the reply.
func (r *reader) finish(x *reply, to llm.Sink) {
	if r.ended {
		return
	}
	if x.usage != nil {
		if usage := dialect.Scan(x.usage); usage.Known {
			r.event.Usage, r.event.ServiceTier = usage, x.tier
			r.tell(llm.Metered, to)
		}
	}
	e := r.event
	e.Finish, e.FinishRaw = llm.FinishStop, x.status
	if x.reason != nil {
		e.FinishRaw = x.reason
	}
	switch string(gpt.Inner(e.FinishRaw)) {
	case "max_output_tokens":
		e.Finish = llm.FinishLength
	case "content_filter":
		e.Finish = llm.FinishFiltered
	case "completed", "":
		if r.called {
			e.Finish = llm.FinishToolCalls
		} else if r.refused {
			e.Finish = llm.FinishRefusal
		}
	default:
		e.Finish = llm.FinishOther
	}
	r.tell(llm.Finished, to)
	r.ended = true
	r.tell(llm.Ended, to)
}

func (r *reader) start(x *reply, to llm.Sink) {
	if !r.started {
		r.started = true
		e := r.event
		e.ID, e.Model, e.Created, e.ServiceTier = x.id, x.model, x.created, x.tier
		r.tell(llm.Started, to)
	}
}

// tell tells an event of a type; what belongs to it is set by then.
func (r *reader) tell(t llm.EventType, to llm.Sink) {
	r.event.Type, r.event.Block, r.event.Part = t, int(r.block), r.part
	to.Event(r.event)
	*r.event = llm.Event{}
}

func (r *reader) fail(p *problem.Problem, to llm.Sink) {
	if !r.ended {
		r.ended = true
		r.event.Problem = p
		r.tell(llm.Failed, to)
	}
}
