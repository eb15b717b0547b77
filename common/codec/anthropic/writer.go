package anthropic

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// writer turns events into what a client expects. It is a state machine whose
// output is always in order, whatever the events are: one message_start, then
// blocks one after the other, then one message_delta and one message_stop.
type writer struct {
	wire.Writer
	// held is what cannot be sent yet: the start of message_delta in a
	// stream, where usage may come after the finish, else the message.
	held    wire.Output
	sources *wire.Output // citations of the open text of a whole reply
	usage   llm.Usage
	input   int // where in held the input of the open tool call starts
	number  int // the number of the open block, or of the next one
	part    llm.PartType
	tier    uint8 // of tiers
	started bool
	tools   bool // a tool was called
	signed  bool // the open block has its signature
	finish  bool // the finish is in held
}

// Reset implements codec.Writer.
func (w *writer) Reset(o codec.Options) {
	*w = writer{Writer: wire.Writer{Options: o}, held: wire.Output{Dst: wire.Recycle(w.held.Dst)}}
}

// Event implements llm.Sink. The protocol has one choice, so that others are
// left out.
func (w *writer) Event(e *llm.Event) {
	if w.Ended || e.Choice != 0 {
		return
	}
	if e.Type == llm.Failed {
		w.fail(e.Problem)
		return
	}
	w.measure(e)
	if !w.started {
		w.started = true
		w.start(e)
	}
	switch e.Type {
	case llm.BlockStarted:
		w.close()
		w.open(e)
	case llm.Delta:
		w.grow(e.Text)
	case llm.Signed:
		w.sign(e.Signature)
	case llm.Cited:
		w.cite(e.Citation)
	case llm.BlockEnded:
		w.close()
	case llm.Finished:
		w.finished(e)
	case llm.Ended:
		w.end()
	}
}

func (w *writer) start(e *llm.Event) {
	if w.Options.Stream {
		w.startStream(e)
	} else {
		w.startWhole(e)
	}
}

// open opens a block, unless the protocol has no word for it.
func (w *writer) open(e *llm.Event) {
	switch e.Part {
	case llm.TextPart, llm.RefusalPart:
		w.part = llm.TextPart
	case llm.ReasoningPart, llm.RedactedPart, llm.ToolCallPart:
		w.part = e.Part
	default:
		return
	}
	w.signed = false
	w.tools = w.tools || w.part == llm.ToolCallPart
	if w.Options.Stream {
		w.openStream(e)
	} else {
		w.openWhole(e)
	}
}

// grow grows the open block by a string literal.
func (w *writer) grow(text llm.Text) {
	switch {
	case w.part == 0 || w.part == llm.RedactedPart || w.signed || wire.Empty(text):
	case w.Options.Stream:
		w.growStream(text)
	default:
		w.held.Bytes(wire.Inner(text))
	}
}

func (w *writer) sign(signature llm.Text) {
	if w.part != llm.ReasoningPart || w.signed || len(signature) < len(`""`) {
		return
	}
	w.signed = true
	if w.Options.Stream {
		w.signStream(signature)
	} else {
		w.held.Between(`","signature":`, signature, "")
	}
}

// cite gives the open text a source. In a stream it is written at once, else
// behind the text.
func (w *writer) cite(c *llm.Citation) {
	switch {
	case w.part != llm.TextPart || c.URL == nil:
	case w.Options.Stream:
		w.Count("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":", int64(w.number))
		at := len(w.Dst)
		w.Raw(`,"delta":{"type":"citations_delta","citation":`)
		source(&w.Output, c)
		codec.OneLine(w.Dst[at:])
		w.Raw("}}\n\n")
	default:
		if w.sources == nil {
			w.sources = new(wire.Output)
		}
		w.sources.Apart()
		source(w.sources, c)
	}
}

// source writes a citation. The protocol's only one that has an address and no
// place among the documents of the request is that of its own web search, which
// is marked for the provider; nobody else can.
func source(o *wire.Output, c *llm.Citation) {
	o.Between(`{"type":"web_search_result_location","cited_text":`, wire.OrEmpty(c.Quote), `,"encrypted_index":"","title":`)
	if c.Title == nil {
		o.Raw("null")
	}
	o.Between("", c.Title, `,"url":`)
	o.Between("", c.URL, "}")
}

// close closes the open block, if there is one.
func (w *writer) close() {
	if w.part == 0 {
		return
	}
	if w.Options.Stream {
		w.closeStream()
	} else {
		w.closeWhole()
	}
	w.part = 0
	w.number++
}

// finished puts why the reply ended into held.
func (w *writer) finished(e *llm.Event) {
	if w.finish {
		return
	}
	w.close()
	w.finish = true
	h := &w.held
	if w.Options.Stream {
		h.Dst = h.Dst[:0]
		h.Raw("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":")
	} else {
		h.Raw(`],"stop_reason":`)
	}
	h.Reason(reasons, e, w.tools)
	if len(e.StopSequence) > 0 {
		h.Member("stop_sequence", e.StopSequence)
	} else {
		h.Constant("stop_sequence", "null")
	}
}

// reasons are the words for a finish.
var reasons = []wire.Word{
	{Text: `"end_turn"`, Is: uint8(llm.FinishStop)}, {Text: `"tool_use"`, Is: uint8(llm.FinishToolCalls)},
	{Text: `"max_tokens"`, Is: uint8(llm.FinishLength)}, {Text: `"stop_sequence"`, Is: uint8(llm.FinishStopSequence)},
	{Text: `"refusal"`, Is: uint8(llm.FinishFiltered)}, {Text: `"refusal"`, Is: uint8(llm.FinishRefusal)},
	{Text: `"pause_turn"`, Is: uint8(llm.FinishPaused)},
}

// end writes what is left.
func (w *writer) end() {
	if !w.finish {
		w.finished(&llm.Event{Finish: llm.FinishStop})
	}
	w.Ended = true
	if w.Options.Stream {
		w.endStream()
	} else {
		w.endWhole()
	}
}

// fail ends the reply with an error, in place of what would have come.
func (w *writer) fail(p *problem.Problem) {
	if !w.Fail(p) {
		return
	}
	w.Raw("event: error\ndata: ")
	writeProblem(&w.Output, w.Failure)
	w.Raw("\n\n")
}

// message writes the start of a message, up to its content.
func (w *writer) message(o *wire.Output, e *llm.Event) {
	o.Raw(`{"id":`)
	o.ID(e, "msg_", w.Options.Seed)
	o.Between(`,"type":"message","role":"assistant","model":`, w.Model(e), `,"content":[`)
}

// block writes a block that has just been opened. In a stream it is a whole
// object, else it is left open where it is going to grow.
func (w *writer) block(o *wire.Output, e *llm.Event) {
	switch w.part {
	case llm.TextPart:
		o.Raw(`{"type":"text","text":"`)
	case llm.ReasoningPart:
		o.Raw(`{"type":"thinking","thinking":"`)
	case llm.RedactedPart:
		o.Between(`{"type":"redacted_thinking","data":`, wire.OrEmpty(e.Signature), "")
	default:
		o.Raw(`{"type":"tool_use","id":`)
		o.Dst = codec.AppendCallID(o.Dst, "toolu_", w.Options.Seed, e)
		o.Between(`,"name":`, wire.OrEmpty(e.Name), `,"input":`)
	}
}
