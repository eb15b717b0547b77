package openai

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// document collects a reply that is not streamed.
type document struct {
	problem *problem.Problem
	choices []answer
}

// answer is one choice. Of texts it has what stands between the quotes.
type answer struct {
	said
	content   wire.Output
	thought   wire.Output // reasoning_content
	refused   wire.Output
	details   wire.Output // entries of reasoning_details
	calls     wire.Output // entries of tool_calls
	notes     wire.Output // annotations
	signature []byte      // of the text
	explained bool        // the entry of details at hand has a text
	finish    string
}

// reset empties d and keeps its buffers.
func (d *document) reset() {
	for i := range d.choices {
		a := &d.choices[i]
		for _, o := range [...]*wire.Output{&a.content, &a.thought, &a.refused, &a.details, &a.calls, &a.notes} {
			o.Recycle()
		}
		*a = answer{
			content: a.content, thought: a.thought, refused: a.refused, details: a.details, calls: a.calls, notes: a.notes,
			signature: wire.Recycle(a.signature),
		}
	}
	d.problem, d.choices = nil, d.choices[:0]
}

// answer returns the choice of an index.
func (d *document) answer(index int) *answer {
	for i := range d.choices {
		if int(d.choices[i].index) == index {
			return &d.choices[i]
		}
	}
	if n := len(d.choices); n < cap(d.choices) {
		d.choices = d.choices[:n+1]
	} else {
		d.choices = append(d.choices, answer{})
	}
	a := &d.choices[len(d.choices)-1]
	a.index = int32(index)
	return a
}

// event takes in an event; seed is what ids are made of.
func (d *document) event(e *llm.Event, seed uint64) {
	a := d.answer(e.Choice)
	switch e.Type {
	case llm.BlockStarted:
		a.start(e, seed)
	case llm.Delta:
		a.grow(e)
	case llm.Signed:
		a.sign(e)
	case llm.Cited:
		note(&a.notes, e.Citation)
	case llm.BlockEnded:
		a.end(e)
	case llm.Finished:
		a.finish = reasonOf(e.Finish, a.said.calls > 0, a.refusal)
	}
}

func (a *answer) sign(e *llm.Event) {
	if e.Part == llm.ReasoningPart {
		a.closeText()
		a.details.Between(`,"signature":`, e.Signature, "")
		return
	}
	a.signature = append(a.signature[:0], e.Signature...)
}

func (a *answer) start(e *llm.Event, seed uint64) {
	switch e.Part {
	case llm.TextPart:
		a.said.content = a.said.content || e.Block == 0
	case llm.RefusalPart:
		a.refusal = true
	case llm.ReasoningPart:
		a.details.Apart()
		a.details.Raw(`{"type":"reasoning.text"`)
	case llm.RedactedPart:
		a.details.Apart()
		a.details.Between(`{"type":"reasoning.encrypted","data":`, e.Signature, "")
	case llm.ToolCallPart:
		a.said.calls++
		a.arguments = false
		o := &a.calls
		o.Apart()
		o.Raw(`{"id":`)
		o.Dst = codec.AppendCallID(o.Dst, callPrefix, seed, e)
		o.Raw(`,"type":"function"`)
		writeSignature(o, e.Signature)
		o.Between(`,"function":{"name":`, e.Name, `,"arguments":"`)
	}
}

func (a *answer) grow(e *llm.Event) {
	if wire.Empty(e.Text) {
		return
	}
	text := wire.Inner(e.Text)
	switch e.Part {
	case llm.TextPart:
		a.said.content = true
		a.content.Bytes(text)
	case llm.RefusalPart:
		a.refused.Bytes(text)
	case llm.ToolCallPart:
		a.arguments = true
		a.calls.Bytes(text)
	case llm.ReasoningPart:
		a.thought.Bytes(text)
		if !a.explained {
			a.explained = true
			a.details.Raw(`,"text":"`)
		}
		a.details.Bytes(text)
	}
}

func (a *answer) closeText() {
	if a.explained {
		a.explained = false
		a.details.Raw(`"`)
	}
}

func (a *answer) end(e *llm.Event) {
	switch e.Part {
	case llm.ToolCallPart:
		if !a.arguments {
			a.calls.Raw("{}")
		}
		a.calls.Raw(`"}}`)
	case llm.ReasoningPart, llm.RedactedPart:
		a.closeText()
		a.details.Counts(`,"index":`, int64(a.reasoning), "}")
		a.reasoning++
	}
}

// wholeEnd writes the document.
func (w *writer) wholeEnd() {
	w.opening()
	for i := range w.whole.choices {
		w.Comma()
		w.answer(&w.whole.choices[i])
	}
	w.Raw("]")
	if w.metered() {
		w.Raw(`,"usage":`)
		w.usageObject()
	}
	w.Raw("}")
}

func (w *writer) answer(a *answer) {
	w.Count(`{"index":`, int64(a.index))
	w.Raw(`,"message":{"role":"assistant"`)
	w.textOrNull("content", a.said.content || !a.refusal && a.said.calls == 0, &a.content)
	w.textOrNull("refusal", a.refusal, &a.refused)
	if len(a.thought.Dst) > 0 {
		w.textOrNull("reasoning_content", true, &a.thought)
	}
	w.list("reasoning_details", &a.details)
	w.list("tool_calls", &a.calls)
	w.list("annotations", &a.notes)
	writeSignature(&w.Output, a.signature)
	if a.finish == "" {
		a.finish = reasonOf(0, a.said.calls > 0, a.refusal)
	}
	w.Raw(`},"logprobs":null,"finish_reason":"`)
	w.Raw(a.finish)
	w.Raw(`"}`)
}

// note writes an annotation. What has no address has none.
func note(o *wire.Output, c *llm.Citation) {
	if c.URL == nil {
		return
	}
	if len(o.Dst) > 0 && o.Dst[len(o.Dst)-1] != '[' {
		o.Raw(",")
	}
	o.Count(`{"type":"url_citation","url_citation":{"start_index":`, int64(c.Start))
	o.Count(`,"end_index":`, int64(c.End))
	o.Between(`,"title":`, wire.OrEmpty(c.Title), `,"url":`)
	o.Between("", c.URL, "}}")
}

func (w *writer) textOrNull(name string, there bool, text *wire.Output) {
	if there {
		w.Name(name)
		w.Quote(text.Dst)
	} else {
		w.Constant(name, "null")
	}
}

func (w *writer) list(name string, entries *wire.Output) {
	start := w.OpenList(name)
	w.Bytes(entries.Dst)
	w.CloseList(start)
}
