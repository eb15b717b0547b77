package gemini

import (
	"bytes"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// writer turns events into what a client expects: replies that each add to
// the ones before, or one that is whole. Finishes and usage are held back until
// the end, since usage may come after them.
type writer struct {
	output
	mark    int // where the event at hand starts
	options codec.Options
	problem *problem.Problem
	usage   llm.Usage
	// tail is what every event of this reply ends in: model and id.
	tail    output
	answers []answer
	one     [1]answer // what answers starts in
	array   bool
	started bool
	wrote   bool // there is an event before the next one
	ended   bool
}

// answer is one candidate.
type answer struct {
	// held holds parts, all of them of a whole reply, or of a stream the call
	// that is open.
	held     output
	index    int32
	args     int32        // where in held the arguments of the open call start
	part     llm.PartType // of the open block; 0 if there is none
	finish   uint8        // place in finishes
	finished bool
}

// Reset implements codec.Writer.
func (w *writer) Reset(o codec.Options) {
	for i := range w.answers {
		w.answers[i] = answer{held: output{recycle(w.answers[i].held.dst)}}
	}
	if w.answers == nil {
		w.answers = w.one[:0]
	}
	*w = writer{options: o, array: w.array, tail: output{recycle(w.tail.dst)}, answers: w.answers[:0], one: w.one}
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

// Event implements llm.Sink.
func (w *writer) Event(e *llm.Event) {
	switch {
	case w.ended:
		return
	case e.Type == llm.Failed:
		w.fail(e.Problem)
		return
	case e.Usage.Known && (e.Type == llm.Started || e.Type == llm.Metered):
		w.usage = e.Usage
	}
	if !w.started {
		w.start(e)
	}
	switch e.Type {
	case llm.Started, llm.Metered:
	case llm.Ended:
		w.end()
	default:
		w.add(w.answer(e.Choice), e)
	}
}

// start notes what tells this reply from others.
func (w *writer) start(e *llm.Event) {
	w.started = true
	t := &w.tail
	t.dst = t.dst[:0]
	t.raw(`,"modelVersion":`)
	switch {
	case e.Type == llm.Started && !empty(e.Model):
		t.bytes(e.Model)
	case w.options.Model != nil:
		t.bytes(w.options.Model)
	default:
		t.raw(`""`)
	}
	t.raw(`,"responseId":`)
	if e.Type == llm.Started && !empty(e.ID) {
		t.bytes(e.ID)
	} else {
		t.dst = append(strconv.AppendUint(append(t.dst, '"'), w.options.Seed, 36), '"')
	}
	t.raw("}")
}

// answer returns the candidate of an index.
func (w *writer) answer(index int) *answer {
	for i := range w.answers {
		if int(w.answers[i].index) == index {
			return &w.answers[i]
		}
	}
	if n := len(w.answers); n < cap(w.answers) {
		w.answers = w.answers[:n+1]
	} else {
		w.answers = append(w.answers, answer{})
	}
	a := &w.answers[len(w.answers)-1]
	a.index = int32(index)
	return a
}

// add takes in what happened in one candidate.
func (w *writer) add(a *answer, e *llm.Event) {
	switch e.Type {
	case llm.BlockStarted:
		w.close(a)
		w.open(a, e)
	case llm.Delta:
		w.grow(a, e.Text)
	case llm.Signed:
		if a.part == llm.TextPart || a.part == llm.ReasoningPart {
			w.sign(a, e.Signature)
		}
	case llm.BlockEnded:
		w.close(a)
	case llm.Finished:
		w.close(a)
		if !a.finished {
			a.finished, a.finish = true, wordOf(e)
		}
	}
}

// open opens a block, unless the protocol has no word for it.
func (w *writer) open(a *answer, e *llm.Event) {
	switch e.Part {
	case llm.RefusalPart, llm.TextPart:
		a.part = llm.TextPart
	case llm.ReasoningPart:
		a.part = llm.ReasoningPart
	case llm.RedactedPart:
		w.begin(a)
		a.held.raw(`{"thought":true,"thoughtSignature":`)
		a.held.bytes(orEmpty(e.Signature))
		a.held.raw("}")
		w.flush(a)
		return
	case llm.ToolCallPart:
		a.part = llm.ToolCallPart
		w.call(a, e)
		return
	default:
		return
	}
	if !w.options.Stream {
		w.begin(a)
		a.held.raw(`{"text":"`)
	}
}

// begin starts a part in held.
func (w *writer) begin(a *answer) {
	if len(a.held.dst) > 0 {
		a.held.raw(",")
	}
}

// call starts a call. Its arguments are gathered as a literal.
func (w *writer) call(a *answer, e *llm.Event) {
	w.begin(a)
	h := &a.held
	h.raw("{")
	if !empty(e.Signature) {
		h.member("thoughtSignature", e.Signature)
	}
	h.name("functionCall")
	h.raw("{")
	if !empty(e.ID) {
		h.member("id", e.ID)
	}
	h.member("name", orEmpty(e.Name))
	h.name("args")
	a.args = int32(len(h.dst))
	h.raw(`"`)
}

// grow grows the open block by a string literal.
func (w *writer) grow(a *answer, text llm.Text) {
	switch {
	case a.part == 0 || empty(text):
	case a.part == llm.ToolCallPart || !w.options.Stream:
		a.held.bytes(inner(text))
	default:
		w.piece(a, text, nil)
	}
}

// sign gives the open block its signature: in a stream behind its text, in a
// part that has none.
func (w *writer) sign(a *answer, signature llm.Text) {
	if empty(signature) {
		return
	}
	if w.options.Stream {
		w.piece(a, noText, signature)
		return
	}
	a.held.raw(`","thoughtSignature":`)
	a.held.bytes(signature)
	if a.part == llm.ReasoningPart {
		a.held.raw(`,"thought":true`)
	}
	a.held.raw("}")
	a.part = 0
}

// piece writes an event with one part of the open block.
func (w *writer) piece(a *answer, text, signature llm.Text) {
	w.frame(a)
	w.raw(`{"text":`)
	w.bytes(text)
	if a.part == llm.ReasoningPart {
		w.raw(`,"thought":true`)
	}
	if signature != nil {
		w.raw(`,"thoughtSignature":`)
		w.bytes(signature)
	}
	w.raw("}")
	w.frameEnd(a, false)
}

// close closes the open block, if there is one.
func (w *writer) close(a *answer) {
	switch {
	case a.part == 0:
		return
	case a.part == llm.ToolCallPart:
		a.closeCall()
		w.flush(a)
	case w.options.Stream:
	case a.part == llm.ReasoningPart:
		a.held.raw(`","thought":true}`)
	default:
		a.held.raw(`"}`)
	}
	a.part = 0
}

// closeCall makes the object of the literal that was gathered. Arguments that
// the model wrote wrong, or that were cut off by the limit, stand in an object
// of their own, so that the client sees them.
func (a *answer) closeCall() {
	h, start := &a.held, int(a.args)
	h.raw(`"`)
	end := len(h.dst)
	h.dst = jsonscan.AppendText(h.dst, h.dst[start:])
	args := bytes.TrimSpace(h.dst[end:])
	switch {
	case len(args) == 0:
		h.dst = append(h.dst[:start], "{}"...)
	case jsonscan.ValidObject(args):
		h.dst = append(h.dst[:start], args...)
	default:
		literal := append([]byte(`{"INVALID_JSON":`), h.dst[start:end]...)
		h.dst = append(append(h.dst[:start], literal...), '}')
	}
	h.raw("}}")
}

// flush writes what is held as an event, if the reply is streamed.
func (w *writer) flush(a *answer) {
	if w.options.Stream {
		w.frame(a)
		w.bytes(a.held.dst)
		w.frameEnd(a, false)
		a.held.dst = recycle(a.held.dst)
	}
}
