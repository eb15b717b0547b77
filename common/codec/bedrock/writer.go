package bedrock

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/eventstream"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// writer turns events into what a client expects: frames, or one document.
// Its output is always in order, whatever the events are.
type writer struct {
	dst     []byte
	held    []byte // the document so far
	options codec.Options
	usage   llm.Usage
	problem *problem.Problem
	input   int // where in held the input of the open tool call starts
	block   int // the number of the open block, or of the next one
	part    llm.PartType
	tier    string // of what tierOf returns
	started bool
	tools   bool // a tool was called
	signed  bool // the open block has its signature
	finish  bool // the finish was written
	ended   bool
}

// Reset implements codec.Writer.
func (w *writer) Reset(o codec.Options) { *w = writer{held: gpt.Recycle(w.held), options: o} }

// Into implements codec.Writer.
func (w *writer) Into(dst []byte) { w.dst = dst }

// Take implements codec.Writer.
func (w *writer) Take() []byte {
	dst := w.dst
	w.dst = nil
	return dst
}

// Problem implements codec.Writer.
func (w *writer) Problem() *problem.Problem { return w.problem }

// Event implements llm.Sink. The protocol has one choice, so that others are
// left out.
func (w *writer) Event(e *llm.Event) {
	if w.ended || e.Choice != 0 {
		return
	}
	if e.Type == llm.Failed {
		w.fail(e.Problem)
		return
	}
	if e.Usage.Known && (e.Type == llm.Started || e.Type == llm.Metered) {
		w.usage = e.Usage
		w.tier = tierOf(e.ServiceTier)
	}
	if !w.started {
		w.started = true
		if !w.options.Stream {
			w.held = append(w.held[:0], `{"output":{"message":{"role":"assistant","content":[`...)
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
	if w.options.Stream {
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
		w.dst = append(w.appendCall(w.dst, e), "}}"...)
		w.finishBlock(start)
	case llm.RedactedPart:
		w.delta(`{"reasoningContent":{"redactedContent":`, orEmpty(e.Signature), "}}")
	}
}

// appendCall appends the beginning of a tool call, up to its name. The client
// needs an id to answer.
func (w *writer) appendCall(dst []byte, e *llm.Event) []byte {
	dst = append(dst, `{"toolUseId":`...)
	if gpt.Empty(e.ID) {
		dst = strconv.AppendUint(append(dst, `"tooluse_`...), w.options.Seed, 36)
		dst = append(strconv.AppendInt(append(dst, '_'), int64(w.block), 10), '"')
	} else {
		dst = append(dst, e.ID...)
	}
	return append(append(dst, `,"name":`...), orEmpty(e.Name)...)
}

// delta writes what the open block grows by.
func (w *writer) delta(before string, value []byte, after string) {
	start := w.begin("contentBlockDelta", `{"delta":`)
	w.dst = append(append(append(w.dst, before...), value...), after...)
	w.finishBlock(start)
}

// frame writes an event whose payload is constant.
func (w *writer) frame(name, payload string) { w.dst = eventstream.End(w.dst, w.begin(name, payload)) }

// begin starts an event, and returns where.
func (w *writer) begin(name, payload string) (start int) {
	start = len(w.dst)
	w.dst = eventstream.Begin(w.dst, eventstream.Header{Name: ":event-type", Value: name},
		eventstream.Header{Name: ":content-type", Value: "application/json"},
		eventstream.Header{Name: ":message-type", Value: "event"})
	w.dst = append(w.dst, payload...)
	return start
}

// finishBlock ends an event that belongs to the open block.
func (w *writer) finishBlock(start int) {
	w.dst = append(strconv.AppendInt(append(w.dst, `,"contentBlockIndex":`...), int64(w.block), 10), '}')
	w.dst = eventstream.End(w.dst, start)
}

// grow grows the open block by a string literal.
func (w *writer) grow(text llm.Text) {
	switch {
	case w.part == 0 || w.part == llm.RedactedPart || w.signed || gpt.Empty(text):
	case !w.options.Stream:
		w.held = append(w.held, gpt.Inner(text)...)
	case w.part == llm.ReasoningPart:
		w.delta(`{"reasoningContent":{"text":`, text, "}}")
	case w.part == llm.ToolCallPart:
		w.delta(`{"toolUse":{"input":`, text, "}}")
	default:
		w.delta(`{"text":`, text, "}")
	}
}

func (w *writer) sign(signature llm.Text) {
	if w.part != llm.ReasoningPart || w.signed || gpt.Empty(signature) {
		return
	}
	w.signed = true
	if w.options.Stream {
		w.delta(`{"reasoningContent":{"signature":`, signature, "}}")
	} else {
		w.held = append(append(w.held, `","signature":`...), signature...)
	}
}

// close closes the open block, if there is one.
func (w *writer) close() {
	if w.part == 0 {
		return
	}
	if w.options.Stream {
		start := w.begin("contentBlockStop", `{"contentBlockIndex":`)
		w.dst = append(strconv.AppendInt(w.dst, int64(w.block), 10), '}')
		w.dst = eventstream.End(w.dst, start)
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
	if w.options.Stream {
		start := w.begin("messageStop", `{"stopReason":`)
		w.dst = append(w.appendReason(w.dst, e), '}')
		w.dst = eventstream.End(w.dst, start)
	} else {
		w.held = w.appendReason(append(w.held, `]}},"stopReason":`...), e)
	}
}

// appendReason appends the word for a finish. Some services say stop where
// tools are called, and a client that believed them would not call.
func (w *writer) appendReason(dst []byte, e *llm.Event) []byte {
	reason := `"end_turn"`
	switch e.Finish {
	case llm.FinishStopSequence:
		reason = `"stop_sequence"`
	case llm.FinishLength:
		reason = `"max_tokens"`
	case llm.FinishToolCalls:
		reason = `"tool_use"`
	case llm.FinishFiltered, llm.FinishRefusal:
		reason = `"content_filtered"`
	case llm.FinishOther:
		if len(e.FinishRaw) > 0 {
			return append(dst, e.FinishRaw...)
		}
	case llm.FinishStop:
		if w.tools {
			reason = `"tool_use"`
		}
	}
	return append(dst, reason...)
}

// end writes what is left.
func (w *writer) end() {
	w.finished(&llm.Event{Finish: llm.FinishStop})
	w.ended = true
	if w.options.Stream {
		start := w.begin("metadata", "{")
		w.dst = append(w.appendUsage(w.dst), '}')
		w.dst = eventstream.End(w.dst, start)
		return
	}
	w.dst = append(append(w.dst, w.held...), ',')
	w.dst = append(w.appendUsage(w.dst), '}')
}

// fail ends the reply with an error, in place of what would have come.
func (w *writer) fail(p *problem.Problem) {
	w.ended = true
	if p == nil {
		p = problem.New(problem.Internal, nil, "the reply failed")
	}
	if !w.options.Stream {
		w.problem = p
		return
	}
	name := []byte(streamType(p.Kind))
	name[0] |= 'a' - 'A'
	start := len(w.dst)
	w.dst = eventstream.Begin(w.dst, eventstream.Header{Name: ":exception-type", Value: string(name)},
		eventstream.Header{Name: ":content-type", Value: "application/json"},
		eventstream.Header{Name: ":message-type", Value: "exception"})
	w.dst = append(appendMessage(append(w.dst, '{'), p), '}')
	w.dst = eventstream.End(w.dst, start)
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
