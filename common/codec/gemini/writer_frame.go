package gemini

import (
	"aigateway/common/codec"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// lead starts an event.
func (w *writer) lead() {
	switch {
	case !w.Options.Stream:
	case !w.array:
		w.Raw("data: ")
	case w.wrote:
		w.Raw(",\r\n")
	default:
		w.Raw("[")
	}
	w.wrote = true
	w.mark = len(w.Dst)
}

// trail ends an event, which must be one line.
func (w *writer) trail() {
	if !w.Options.Stream {
		return
	}
	codec.OneLine(w.Dst[w.mark:])
	if !w.array {
		w.Raw("\r\n\r\n")
	}
}

// frame starts an event that adds parts to one candidate.
func (w *writer) frame(a *answer) {
	w.lead()
	w.Raw(`{"candidates":[`)
	w.candidate()
}

func (w *writer) candidate() { w.Raw(`{"content":{"parts":[`) }

// frameEnd ends an event behind the parts. The last one has the usage.
func (w *writer) frameEnd(a *answer, last bool) {
	w.candidateEnd(a)
	w.Raw("]")
	if last && w.usage.Known {
		usageMetadata(&w.Output, &w.usage)
	}
	w.Bytes(w.tail.Dst)
	w.trail()
}

func (w *writer) candidateEnd(a *answer) {
	w.Raw(`],"role":"model"}`)
	if a.finished && w.Ended {
		w.Raw(`,"finishReason":`)
		w.Raw(finishes[a.finish].word)
		if a.sources != nil {
			w.Between(`,"groundingMetadata":{"groundingChunks":[`, a.sources.chunks.Dst, `],"groundingSupports":[`)
			w.Between("", a.sources.supports.Dst, "]}")
		}
	}
	w.Counts(`,"index":`, int64(a.index), "}")
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
	w.Ended = true
	if !w.Options.Stream {
		w.whole()
		return
	}
	for i := range w.answers {
		w.frame(&w.answers[i])
		w.Raw(`{"text":""}`) // without a part, clients take the reply for a broken one
		w.frameEnd(&w.answers[i], i == len(w.answers)-1)
	}
	if w.array {
		w.Raw("]")
	}
}

func (w *writer) whole() {
	w.lead()
	w.Raw(`{"candidates":[`)
	for i := range w.answers {
		a := &w.answers[i]
		if i > 0 {
			w.Raw(",")
		}
		w.candidate()
		if len(a.held.Dst) > 0 {
			w.Bytes(a.held.Dst)
		} else {
			w.Raw(`{"text":""}`)
		}
		w.candidateEnd(a)
	}
	w.Raw("]")
	if w.usage.Known {
		usageMetadata(&w.Output, &w.usage)
	}
	w.Bytes(w.tail.Dst)
}

// fail ends the reply with an error, in place of what would have come.
func (w *writer) fail(p *problem.Problem) {
	if !w.Fail(p) {
		return
	}
	w.lead()
	errorObject(&w.Output, w.Failure)
	w.trail()
	if w.array {
		w.Raw("]")
	}
}
