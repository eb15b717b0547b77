package bedrock

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/eventstream"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// writer turns events into what a client expects: frames, or one document.
// Its output is always in order, whatever the events are.
type writer struct {
	wire.Writer
	held    wire.Output // the document so far
	usage   llm.Usage
	input   int // where in held the input of the open tool call starts
	block   int // the number of the open block, or of the next one
	part    llm.PartType
	tier    uint8 // of tiers
	started bool
	tools   bool // a tool was called
	signed  bool // the open block has its signature
	finish  bool // the finish was written
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
	if e.Type == llm.Started || e.Type == llm.Metered {
		if e.Usage.Known {
			w.usage = e.Usage
		}
		if tier := wire.Meaning(tiers, e.ServiceTier); tier != 0 {
			w.tier = tier
		}
	}
	if !w.started {
		w.started = true
		if !w.Options.Stream {
			w.held.Dst = w.held.Dst[:0]
			w.held.Raw(`{"output":{"message":{"role":"assistant","content":[`)
		} else {
			w.frame("messageStart", `{"role":"assistant"}`)
		}
	}
	switch e.Type {
	case llm.BlockStarted:
		w.close()
		w.open(e)
	case llm.Delta:
		w.grow(e.Text)
	case llm.Signed:
		w.sign(e.Signature)
	case llm.BlockEnded:
		w.close()
	case llm.Finished:
		w.finished(e)
	case llm.Ended:
		w.end()
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
	w.tools = w.tools || w.part == llm.ToolCallPart
	if w.Options.Stream {
		w.openStream(e)
	} else {
		w.openWhole(e)
	}
}

// openStream tells of a block where the protocol has an event for it, which
// is only so with tool calls.
func (w *writer) openStream(e *llm.Event) {
	switch w.part {
	case llm.ToolCallPart:
		start := w.begin("contentBlockStart", `{"start":{"toolUse":`)
		w.call(&w.Output, e)
		w.Raw("}}")
		w.finishBlock(start)
	case llm.RedactedPart:
		w.delta(`{"reasoningContent":{"redactedContent":`, wire.OrEmpty(e.Signature), "}}")
	}
}

// call writes the beginning of a tool call, up to its name. The client needs
// an id to answer.
func (w *writer) call(o *wire.Output, e *llm.Event) {
	o.Raw(`{"toolUseId":`)
	if wire.Empty(e.ID) {
		o.Dst = codec.AppendCallID(o.Dst, "tooluse_", w.Options.Seed, e)
	} else {
		o.Bytes(e.ID)
	}
	o.Between(`,"name":`, wire.OrEmpty(e.Name), "")
}

// delta writes what the open block grows by.
func (w *writer) delta(before string, value []byte, after string) {
	start := w.begin("contentBlockDelta", `{"delta":`)
	w.Between(before, value, after)
	w.finishBlock(start)
}

// frame writes an event whose payload is constant.
func (w *writer) frame(name, payload string) { w.Dst = eventstream.End(w.Dst, w.begin(name, payload)) }

// begin starts an event, and returns where.
func (w *writer) begin(name, payload string) (start int) {
	start = len(w.Dst)
	w.Dst = eventstream.Begin(w.Dst, eventstream.Header{Name: ":event-type", Value: name},
		eventstream.Header{Name: ":content-type", Value: "application/json"},
		eventstream.Header{Name: ":message-type", Value: "event"})
	w.Raw(payload)
	return start
}

// finishBlock ends an event that belongs to the open block.
func (w *writer) finishBlock(start int) {
	w.Counts(`,"contentBlockIndex":`, int64(w.block), "}")
	w.Dst = eventstream.End(w.Dst, start)
}

// grow grows the open block by a string literal.
func (w *writer) grow(text llm.Text) {
	switch {
	case w.part == 0 || w.part == llm.RedactedPart || w.signed || wire.Empty(text):
	case !w.Options.Stream:
		w.held.Bytes(wire.Inner(text))
	case w.part == llm.ReasoningPart:
		w.delta(`{"reasoningContent":{"text":`, text, "}}")
	case w.part == llm.ToolCallPart:
		w.delta(`{"toolUse":{"input":`, text, "}}")
	default:
		w.delta(`{"text":`, text, "}")
	}
}

func (w *writer) sign(signature llm.Text) {
	if w.part != llm.ReasoningPart || w.signed || wire.Empty(signature) {
		return
	}
	w.signed = true
	if w.Options.Stream {
		w.delta(`{"reasoningContent":{"signature":`, signature, "}}")
	} else {
		w.held.Between(`","signature":`, signature, "")
	}
}

// close closes the open block, if there is one.
func (w *writer) close() {
	if w.part == 0 {
		return
	}
	if w.Options.Stream {
		start := w.begin("contentBlockStop", "")
		w.Counts(`{"contentBlockIndex":`, int64(w.block), "}")
		w.Dst = eventstream.End(w.Dst, start)
	} else {
		w.closeWhole()
	}
	w.part, w.signed = 0, false
	w.block++
}

// finished writes why the reply ended.
func (w *writer) finished(e *llm.Event) {
	if w.finish {
		return
	}
	w.close()
	w.finish = true
	if w.Options.Stream {
		start := w.begin("messageStop", "")
		w.Raw(`{"stopReason":`)
		w.Reason(reasons, e, w.tools)
		w.Raw("}")
		w.Dst = eventstream.End(w.Dst, start)
	} else {
		w.held.Raw(`]}},"stopReason":`)
		w.held.Reason(reasons, e, w.tools)
	}
}

// reasons are the words for a finish.
var reasons = []wire.Word{
	{Text: `"end_turn"`, Is: uint8(llm.FinishStop)}, {Text: `"tool_use"`, Is: uint8(llm.FinishToolCalls)},
	{Text: `"max_tokens"`, Is: uint8(llm.FinishLength)}, {Text: `"stop_sequence"`, Is: uint8(llm.FinishStopSequence)},
	{Text: `"content_filtered"`, Is: uint8(llm.FinishFiltered)}, {Text: `"content_filtered"`, Is: uint8(llm.FinishRefusal)},
}

// end writes what is left.
func (w *writer) end() {
	w.finished(&llm.Event{Finish: llm.FinishStop})
	w.Ended = true
	if w.Options.Stream {
		start := w.begin("metadata", "{")
		w.usageMembers()
		w.Dst = eventstream.End(w.Dst, start)
		return
	}
	w.Between("", w.held.Dst, ",")
	w.usageMembers()
}

// fail ends the reply with an error, in place of what would have come.
func (w *writer) fail(p *problem.Problem) {
	if !w.Fail(p) {
		return
	}
	p = w.Failure
	name := []byte(streamType(p.Kind))
	name[0] |= 'a' - 'A'
	start := len(w.Dst)
	w.Dst = eventstream.Begin(w.Dst, eventstream.Header{Name: ":exception-type", Value: string(name)},
		eventstream.Header{Name: ":content-type", Value: "application/json"},
		eventstream.Header{Name: ":message-type", Value: "exception"})
	w.Raw("{")
	w.Quoted("message", p.Message)
	w.Raw("}")
	w.Dst = eventstream.End(w.Dst, start)
}

// streamType is the error type of a kind among the few that a stream may end
// with.
func streamType(kind problem.Kind) string {
	switch name := typeOf(kind); name {
	case "ValidationException", "ThrottlingException", "ServiceUnavailableException", "InternalServerException":
		return name
	}
	return "ModelStreamErrorException"
}
