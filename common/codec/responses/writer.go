package responses

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// writer turns the events of one reply into what a client expects. A reply
// that is not streamed is put together in the same way, without the events:
// so both say the same.
type writer struct {
	wire.Writer
	mark  int        // where the event at hand starts
	usage *llm.Usage // made when there first is any, and kept

	// head is what a response says of itself: the id up to idEnd, then when it
	// was created and the model. Output is the items so far, as they stand in
	// the finished response, for that repeats them all.
	head  []byte
	out   wire.Output
	idEnd int32

	// Where in output the open item starts, the open part of it, and the text
	// that it has so far. Name is that of the open call.
	item, part, text int32
	name, nameEnd    int32

	sequence int32 // the number of the next event
	items    int32 // the number of the open item, or of the next one
	parts    int32 // the number of the open part, or of the next one

	chars    int32 // of the text before the open part
	kind     kind  // of the open item
	notes    *notes
	inPart   bool // a part of it is open
	refusal  bool // the open part is a refusal
	refused  bool // some part is one
	raw      bool // the open reasoning is no summary
	sealed   bool // the open reasoning has its seal
	freeform bool // the open call is of a tool that takes text

	started, finished bool
	tiered            bool // the tier is in head
	finish            llm.Finish
}

// kind is what an item is.
type kind uint8

const (
	noItem kind = iota
	messageItem
	reasoningItem
	callItem
)

// maxOutput bounds what is kept of a reply, in bytes.
const maxOutput = 16 << 20

// Reset implements codec.Writer.
func (w *writer) Reset(o codec.Options) {
	usage := w.usage
	if usage != nil {
		*usage = llm.Usage{}
	}
	*w = writer{Writer: wire.Writer{Options: o}, head: wire.Recycle(w.head), out: wire.Output{Dst: wire.Recycle(w.out.Dst)}, usage: usage}
	if len(w.Options.Echo) == 0 {
		w.Options.Echo = nothing
	}
}

// Event implements llm.Sink. The protocol has one choice, so that others are
// left out.
func (w *writer) Event(e *llm.Event) {
	if w.Ended || e.Choice != 0 {
		return
	}
	if e.Usage.Known {
		w.meter(&e.Usage)
	}
	if !w.started {
		w.start(e)
	}
	w.tier(e.ServiceTier)
	switch e.Type {
	case llm.BlockStarted:
		w.open(e)
	case llm.Delta:
		w.grow(e.Text)
	case llm.Signed:
		w.seal(signedSeal, e.Signature)
	case llm.Cited:
		w.cite(e.Citation)
	case llm.Finished:
		w.finished, w.finish = true, e.Finish
		w.closeItem()
	case llm.Failed:
		w.fail(e.Problem)
	case llm.Ended:
		w.end()
	}
	if len(w.out.Dst) > maxOutput {
		w.fail(problem.New(problem.BadUpstream, nil, "the provider's reply is too long to be repeated at its end"))
	}
}

// meter keeps the latest usage.
func (w *writer) meter(u *llm.Usage) {
	if w.usage == nil {
		w.usage = new(llm.Usage)
	}
	*w.usage = *u
}

// start notes what tells this reply from others.
func (w *writer) start(e *llm.Event) {
	w.started = true
	h := wire.Output{Dst: w.head[:0]}
	h.ID(e, "resp_", w.Options.Seed)
	w.idEnd = int32(len(h.Dst))
	h.Created(e, w.Options.Created)
	h.Between(`,"model":`, w.Model(e), "")
	w.head = h.Dst
	w.tier(e.ServiceTier)
	if w.Options.Stream {
		w.lifecycle("response.created", "in_progress")
		w.lifecycle("response.in_progress", "in_progress")
	}
}

// tier notes the tier that served the reply, which some providers tell at its
// end.
func (w *writer) tier(tier llm.Text) {
	if wire.Empty(tier) || w.tiered {
		return
	}
	w.tiered = true
	h := wire.Output{Dst: w.head}
	if string(tier) == `"standard"` {
		h.Raw(`,"service_tier":"default"`)
	} else {
		h.Between(`,"service_tier":`, tier, "")
	}
	w.head = h.Dst
}

// end writes the response as it is in the end.
func (w *writer) end() {
	w.closeItem()
	w.Ended = true
	status, kind := "completed", "response.completed"
	if w.reason() != "" {
		status, kind = "incomplete", "response.incomplete"
	}
	if w.Options.Stream {
		w.lifecycle(kind, status)
	} else {
		w.response(status)
	}
}

// reason is why the reply is not complete, empty if it is. A refusal that has
// no words is told as what keeps a client from taking it for an answer.
func (w *writer) reason() string {
	switch w.finish {
	case llm.FinishLength:
		return "max_output_tokens"
	case llm.FinishFiltered:
		return "content_filter"
	case llm.FinishRefusal:
		if !w.refused {
			return "content_filter"
		}
	}
	return ""
}

// fail tells the client of a problem: in a stream with the event that the SDKs
// raise, and with the response that failed, which is all that some clients
// read; else by writing nothing.
func (w *writer) fail(p *problem.Problem) {
	if !w.Fail(p) {
		return
	}
	p = w.Failure
	w.begin("error")
	_, code := gpt.Words(p)
	gpt.OrNull(&w.Output, "code", code)
	gpt.OrNull(&w.Output, "message", p.Message)
	gpt.OrNull(&w.Output, "param", p.Param)
	gpt.Error(&w.Output, p)
	w.close()
	w.lifecycle("response.failed", "failed")
}
