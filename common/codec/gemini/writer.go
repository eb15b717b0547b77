package gemini

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// writer turns events into what a client expects: replies that each add to
// the ones before, or one that is whole. Finishes and usage are held back until
// the end, since usage may come after them.
type writer struct {
	wire.Writer
	mark  int // where the event at hand starts
	usage llm.Usage
	// tail is what every event of this reply ends in: model and id.
	tail    wire.Output
	answers []answer
	one     [1]answer // what answers starts in
	array   bool
	started bool
	wrote   bool // there is an event before the next one
}

// answer is one candidate.
type answer struct {
	// held holds parts, all of them of a whole reply, or of a stream the call
	// that is open.
	held     wire.Output
	index    int32
	args     int32        // where in held the arguments of the open call start
	part     llm.PartType // of the open block; 0 if there is none
	finish   uint8        // place in finishes
	finished bool
	plain    bool  // the last part is a text without a signature
	parts    int32 // so far; texts that follow each other are one
	base     int32 // where in the text its latest part starts, in bytes
	ruler    wire.Ruler
	sources  *grounding // made when there first is a source
}

// Reset implements codec.Writer.
func (w *writer) Reset(o codec.Options) {
	for i := range w.answers {
		a := &w.answers[i]
		a.ruler.Reset()
		*a = answer{held: wire.Output{Dst: wire.Recycle(a.held.Dst)}, ruler: a.ruler}
	}
	if w.answers == nil {
		w.answers = w.one[:0]
	}
	*w = writer{Writer: wire.Writer{Options: o}, array: w.array, tail: wire.Output{Dst: wire.Recycle(w.tail.Dst)}, answers: w.answers[:0], one: w.one}
}

// Event implements llm.Sink.
func (w *writer) Event(e *llm.Event) {
	switch {
	case w.Ended:
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
	t.Dst = t.Dst[:0]
	t.Between(`,"modelVersion":`, w.Model(e), `,"responseId":`)
	t.ID(e, "", w.Options.Seed)
	t.Raw("}")
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
	case llm.Cited:
		a.cite(e.Citation)
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
		w.openText(a)
		return
	case llm.ReasoningPart:
		a.part = llm.ReasoningPart
	case llm.RedactedPart:
		a.plain = false
		a.parts++
		a.held.Apart()
		a.held.Between(`{"thought":true,"thoughtSignature":`, wire.OrEmpty(e.Signature), "}")
		w.flush(a)
		return
	case llm.ToolCallPart:
		a.part = llm.ToolCallPart
		w.call(a, e)
		return
	default:
		return
	}
	w.openPart(a)
}

// openText opens a text, or goes on with the one before it.
func (w *writer) openText(a *answer) {
	if a.plain {
		if !w.Options.Stream {
			a.held.Dst = a.held.Dst[:len(a.held.Dst)-len(`"}`)]
		}
		return
	}
	w.openPart(a)
	a.plain, a.base = true, int32(a.ruler.Bytes(maxText))
}

// maxText is more characters than any text has.
const maxText = 1 << 30

func (w *writer) openPart(a *answer) {
	a.parts++
	a.plain = false
	if !w.Options.Stream {
		a.held.Apart()
		a.held.Raw(`{"text":"`)
	}
}

// call starts a call. Its arguments are gathered as a literal.
func (w *writer) call(a *answer, e *llm.Event) {
	a.plain = false
	a.parts++
	h := &a.held
	h.Apart()
	h.Raw("{")
	if !wire.Empty(e.Signature) {
		h.Member("thoughtSignature", e.Signature)
	}
	h.Name("functionCall")
	h.Raw("{")
	if !wire.Empty(e.ID) {
		h.Member("id", e.ID)
	}
	h.Member("name", wire.OrEmpty(e.Name))
	h.Name("args")
	a.args = int32(h.Gather())
}

// grow grows the open block by a string literal.
func (w *writer) grow(a *answer, text llm.Text) {
	if a.part == llm.TextPart {
		a.ruler.Add(wire.Inner(text))
	}
	switch {
	case a.part == 0 || wire.Empty(text):
	case a.part == llm.ToolCallPart || !w.Options.Stream:
		a.held.Bytes(wire.Inner(text))
	default:
		w.piece(a, text, nil)
	}
}

// sign gives the open block its signature: in a stream behind its text, in a
// part that has none.
func (w *writer) sign(a *answer, signature llm.Text) {
	if wire.Empty(signature) {
		return
	}
	a.plain = false
	if w.Options.Stream {
		w.piece(a, wire.NoText, signature)
		return
	}
	a.held.Between(`","thoughtSignature":`, signature, "")
	if a.part == llm.ReasoningPart {
		a.held.Raw(`,"thought":true`)
	}
	a.held.Raw("}")
	a.part = 0
}

// piece writes an event with one part of the open block.
func (w *writer) piece(a *answer, text, signature llm.Text) {
	w.frame(a)
	w.Between(`{"text":`, text, "")
	if a.part == llm.ReasoningPart {
		w.Raw(`,"thought":true`)
	}
	if signature != nil {
		w.Between(`,"thoughtSignature":`, signature, "")
	}
	w.Raw("}")
	w.frameEnd(a, false)
}

// close closes the open block, if there is one.
func (w *writer) close(a *answer) {
	switch {
	case a.part == 0:
		return
	case a.part == llm.ToolCallPart:
		a.held.Gathered(int(a.args), `{"INVALID_JSON":`, "}")
		a.held.Raw("}}")
		w.flush(a)
	case w.Options.Stream:
	case a.part == llm.ReasoningPart:
		a.held.Raw(`","thought":true}`)
	default:
		a.held.Raw(`"}`)
	}
	a.part = 0
}

// flush writes what is held as an event, if the reply is streamed.
func (w *writer) flush(a *answer) {
	if w.Options.Stream {
		w.frame(a)
		w.Bytes(a.held.Dst)
		w.frameEnd(a, false)
		a.held.Dst = wire.Recycle(a.held.Dst)
	}
}
