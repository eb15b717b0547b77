package gemini

import (
	"aigateway/common/codec"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// lead starts an event.
func (w *writer) lead() {
	switch {
	case !w.options.Stream:
	case !w.array:
		w.raw("data: ")
	case w.wrote:
		w.raw(",\r\n")
	default:
		w.raw("[")
	}
	w.wrote = true
	w.mark = len(w.dst)
}

// trail ends an event, which must be one line.
func (w *writer) trail() {
	if !w.options.Stream {
		return
	}
	codec.OneLine(w.dst[w.mark:])
	if !w.array {
		w.raw("\r\n\r\n")
	}
}

// frame starts an event that adds parts to one candidate.
func (w *writer) frame(a *answer) {
	w.lead()
	w.raw(`{"candidates":[`)
	w.candidate()
}

func (w *writer) candidate() { w.raw(`{"content":{"parts":[`) }

// frameEnd ends an event behind the parts. The last one has the usage.
func (w *writer) frameEnd(a *answer, last bool) {
	w.candidateEnd(a)
	w.raw("]")
	if last && w.usage.Known {
		w.usageMetadata(&w.usage)
	}
	w.bytes(w.tail.dst)
	w.trail()
}

func (w *writer) candidateEnd(a *answer) {
	w.raw(`],"role":"model"}`)
	if a.finished && w.ended {
		w.raw(`,"finishReason":`)
		w.raw(finishes[a.finish].word)
	}
	w.count(`,"index":`, int64(a.index))
	w.raw("}")
}

// end writes what was held back.
func (w *writer) end() {
	if len(w.answers) == 0 {
		w.answer(0)
	}
	for i := range w.answers {
		if a := &w.answers[i]; !a.finished {
			w.add(a, &llm.Event{Type: llm.Finished, Finish: llm.FinishStop})
		}
	}
	w.ended = true
	if !w.options.Stream {
		w.whole()
		return
	}
	for i := range w.answers {
		w.frame(&w.answers[i])
		w.raw(`{"text":""}`) // without a part, clients take the reply for a broken one
		w.frameEnd(&w.answers[i], i == len(w.answers)-1)
	}
	if w.array {
		w.raw("]")
	}
}

func (w *writer) whole() {
	w.lead()
	w.raw(`{"candidates":[`)
	for i := range w.answers {
		a := &w.answers[i]
		if i > 0 {
			w.raw(",")
		}
		w.candidate()
		if len(a.held.dst) > 0 {
			w.bytes(a.held.dst)
		} else {
			w.raw(`{"text":""}`)
		}
		w.candidateEnd(a)
	}
	w.raw("]")
	if w.usage.Known {
		w.usageMetadata(&w.usage)
	}
	w.bytes(w.tail.dst)
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
	w.lead()
	w.errorObject(p)
	w.trail()
	if w.array {
		w.raw("]")
	}
}
