package anthropic

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// writer turns events into what a client expects. It is a state machine whose
// output is always in order, whatever the events are: one message_start, then
// blocks one after the other, then one message_delta and one message_stop.
type writer struct {
	dst []byte
	// held is what cannot be sent yet: the start of message_delta in a
	// stream, where usage may come after the finish, else the message.
	held    []byte
	options codec.Options
	usage   llm.Usage
	problem *problem.Problem
	input   int // where in held the input of the open tool call starts
	block   int // the number of the open block, or of the next one
	part    llm.PartType
	tier    tier
	started bool
	tools   bool // a tool was called
	signed  bool // the open block has its signature
	finish  bool // the finish is in held
	ended   bool
}

// Reset implements codec.Writer.
func (w *writer) Reset(o codec.Options) {
	held := w.held[:0]
	if cap(held) > keep {
		held = nil
	}
	*w = writer{held: held, options: o}
}

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
	case llm.BlockEnded:
		w.close()
	case llm.Finished:
		w.finished(e)
	case llm.Ended:
		w.end()
	}
}

func (w *writer) start(e *llm.Event) {
	if w.options.Stream {
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
	if w.options.Stream {
		w.openStream(e)
	} else {
		w.openWhole(e)
	}
}

// grow grows the open block by a string literal.
func (w *writer) grow(text llm.Text) {
	switch {
	case w.part == 0 || w.part == llm.RedactedPart || w.signed || len(text) <= len(`""`):
	case w.options.Stream:
		w.growStream(text)
	default:
		w.held = append(w.held, inner(text)...)
	}
}

func (w *writer) sign(signature llm.Text) {
	if w.part != llm.ReasoningPart || w.signed || len(signature) < len(`""`) {
		return
	}
	w.signed = true
	if w.options.Stream {
		w.signStream(signature)
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
		w.closeStream()
	} else {
		w.closeWhole()
	}
	w.part = 0
	w.block++
}

// finished puts why the reply ended into held.
func (w *writer) finished(e *llm.Event) {
	if w.finish {
		return
	}
	w.close()
	w.finish = true
	if w.options.Stream {
		w.held = append(w.held[:0], "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"...)
	} else {
		w.held = append(w.held, `],"stop_reason":`...)
	}
	w.held = w.appendReason(w.held, e)
	w.held = append(w.held, `,"stop_sequence":`...)
	if len(e.StopSequence) > 0 {
		w.held = append(w.held, e.StopSequence...)
	} else {
		w.held = append(w.held, "null"...)
	}
}

// appendReason appends the word for a finish. Some services say stop where
// tools are called, and a client that believed them would not call.
func (w *writer) appendReason(dst []byte, e *llm.Event) []byte {
	reason := `"end_turn"`
	switch e.Finish {
	case llm.FinishStop:
		if w.tools {
			reason = `"tool_use"`
		}
	case llm.FinishStopSequence:
		reason = `"stop_sequence"`
	case llm.FinishLength:
		reason = `"max_tokens"`
	case llm.FinishToolCalls:
		reason = `"tool_use"`
	case llm.FinishFiltered, llm.FinishRefusal:
		reason = `"refusal"`
	case llm.FinishPaused:
		reason = `"pause_turn"`
	case llm.FinishOther:
		if len(e.FinishRaw) > 0 {
			return append(dst, e.FinishRaw...)
		}
	}
	return append(dst, reason...)
}

// end writes what is left.
func (w *writer) end() {
	if !w.finish {
		w.finished(&llm.Event{Finish: llm.FinishStop})
	}
	w.ended = true
	if w.options.Stream {
		w.endStream()
	} else {
		w.endWhole()
	}
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
	w.dst = append(w.dst, "event: error\ndata: "...)
	w.dst = append(appendProblem(w.dst, p), "\n\n"...)
}

// appendMessage appends the start of a message, up to its content.
func (w *writer) appendMessage(dst []byte, e *llm.Event) []byte {
	dst = append(dst, `{"id":`...)
	if len(e.ID) > len(`""`) && e.Type == llm.Started {
		dst = append(dst, e.ID...)
	} else {
		dst = append(strconv.AppendUint(append(dst, `"msg_`...), w.options.Seed, 36), '"')
	}
	dst = append(dst, `,"type":"message","role":"assistant","model":`...)
	switch {
	case len(e.Model) > len(`""`):
		dst = append(dst, e.Model...)
	case len(w.options.Model) > 0:
		dst = append(dst, w.options.Model...)
	default:
		dst = append(dst, `""`...)
	}
	return append(dst, `,"content":[`...)
}

// appendBlock appends a block that has just been opened. In a stream it is a
// whole object, else it is left open where it is going to grow.
func (w *writer) appendBlock(dst []byte, e *llm.Event) []byte {
	switch w.part {
	case llm.TextPart:
		return append(dst, `{"type":"text","text":"`...)
	case llm.ReasoningPart:
		return append(dst, `{"type":"thinking","thinking":"`...)
	case llm.RedactedPart:
		dst = append(dst, `{"type":"redacted_thinking","data":`...)
		return append(dst, orEmpty(e.Signature)...)
	}
	dst = append(dst, `{"type":"tool_use","id":`...)
	dst = codec.AppendCallID(dst, "toolu_", w.options.Seed, e)
	dst = append(append(dst, `,"name":`...), orEmpty(e.Name)...)
	return append(dst, `,"input":`...)
}
