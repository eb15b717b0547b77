package openai

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// writer turns the events of one reply into what a client expects: chunks, or
// one document.
type writer struct {
	wire.Sheet
	mark  uint32 // where the chunk at hand starts to be its own
	again opening

	// head is what all chunks of this reply say, and no other's: the id up to
	// idEnd, then when it was created and the model. Before the reply has
	// started it is the model that the client asked for.
	head  []byte
	idEnd uint32

	created uint32 // used where the provider says nothing, as seed is for ids
	seed    uint64
	tells   bool // usage, in a stream
	started bool
	tiered  bool // the tier is in head

	usage *llm.Usage // made when there first is any, and kept
	whole *document  // of a reply that is not streamed
	state []said
	first [1]said // what state starts in
}

// usualHead is room for what most heads are, in bytes: there are as many of
// them as open streams.
const usualHead = 80

// opening is where dst holds how a choice's pieces of text begin.
type opening struct {
	start, end uint32
	choice     int32
}

// said is what one choice has said so far.
type said struct {
	index     int32
	calls     int32
	reasoning int32 // entries of reasoning_details
	content   bool
	refusal   bool
	arguments bool // of the call at hand
}

// Reset implements codec.Writer.
func (w *writer) Reset(o codec.Options) {
	usage, whole := w.usage, w.whole
	if usage != nil {
		*usage = llm.Usage{}
	}
	head := wire.Recycle(w.head)
	if cap(head) == 0 {
		head = make([]byte, 0, usualHead)
	}
	*w = writer{head: append(head, o.Model...), created: uint32(o.Created), seed: o.Seed, tells: o.Usage, usage: usage}
	if !o.Stream {
		if whole == nil {
			whole = new(document)
		}
		whole.reset()
		w.whole = whole
	}
}

// Into implements codec.Writer.
func (w *writer) Into(dst []byte) {
	w.Sheet.Into(dst)
	w.again = opening{}
}

// Problem implements codec.Writer.
func (w *writer) Problem() *problem.Problem {
	if w.whole == nil {
		return nil
	}
	return w.whole.problem
}

// Event implements llm.Sink.
func (w *writer) Event(e *llm.Event) {
	switch e.Type {
	case llm.Failed:
		w.fail(e.Problem)
		return
	case llm.Metered:
		w.meter(&e.Usage)
		w.tier(e)
		return
	}
	if !w.started {
		w.start(e)
	}
	switch {
	case e.Type == llm.Started:
	case e.Type == llm.Ended && w.whole != nil:
		w.wholeEnd()
	case e.Type == llm.Ended:
		w.end()
	case w.whole != nil:
		w.whole.event(e, w.seed)
	default:
		w.chunk(e)
	}
}

// meter keeps the latest usage if it will be written.
func (w *writer) meter(u *llm.Usage) {
	if !u.Known || w.whole == nil && !w.tells {
		return
	}
	if w.usage == nil {
		w.usage = new(llm.Usage)
	}
	*w.usage = *u
}

func (w *writer) metered() bool { return w.usage != nil && w.usage.Known }

// start notes what tells this reply from others.
func (w *writer) start(e *llm.Event) {
	w.started = true
	w.meter(&e.Usage)
	h := wire.Output{Dst: w.head}
	asked, model := len(h.Dst), e.Model
	if e.Type == llm.Started && !wire.Empty(model) {
		h.Dst, asked = h.Dst[:0], 0
	} else {
		model = wire.OrEmpty(h.Dst[:asked:asked])
	}
	h.ID(e, "chatcmpl-", w.seed)
	w.idEnd = uint32(len(h.Dst) - asked)
	h.Created(e, int64(w.created))
	h.Between(`,"model":`, model, "")
	w.head = append(h.Dst[:0], h.Dst[asked:]...)
	w.tier(e)
	codec.OneLine(w.head)
}

// tier notes the tier that served the reply, which some providers tell at its
// end.
func (w *writer) tier(e *llm.Event) {
	if tier := wire.Meaning(tiers, e.ServiceTier); tier != 0 && !w.tiered {
		w.tiered = true
		h := wire.Output{Dst: w.head}
		h.Raw(`,"service_tier":`)
		h.Raw(wire.WordFor(tiers, tier))
		w.head = h.Dst
	}
}

// opening writes a chunk, or the document, up to its choices.
func (w *writer) opening() {
	prefix, object := `data: {"id":`, `,"object":"chat.completion.chunk","created":`
	if w.whole != nil {
		prefix, object = `{"id":`, `,"object":"chat.completion","created":`
	}
	w.Between(prefix, w.head[:w.idEnd], object)
	w.Between("", w.head[w.idEnd:], `,"choices":[`)
}

// tiers are the tiers that this protocol has a word for, its own word first.
var tiers = []wire.Word{
	{Text: `"default"`, Is: 1}, {Text: `"auto"`, Is: 2}, {Text: `"flex"`, Is: 3}, {Text: `"scale"`, Is: 4}, {Text: `"priority"`, Is: 5},
	{Text: `"fast"`, Is: 6}, {Text: `"standard"`, Is: 1},
}

// fail tells the client of a problem: in a stream with an event, else by
// writing nothing.
func (w *writer) fail(p *problem.Problem) {
	if w.whole != nil {
		w.whole.problem = p
		return
	}
	w.Raw("data: {")
	gpt.Error(&w.Output, p)
	w.Raw("}\n\n")
}
