package openai

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// document collects a reply that is not streamed.
type document struct {
	problem *problem.Problem
	choices []answer
}

// answer is one choice. The texts are what stands between the quotes.
type answer struct {
	said
	content   []byte
	thought   []byte // reasoning_content
	refused   []byte
	details   []byte // entries of reasoning_details
	calls     []byte // entries of tool_calls
	signature []byte // of the text
	explained bool   // the entry of details at hand has a text
	finish    string
}

// reset empties d and keeps its buffers.
func (d *document) reset() {
	for i := range d.choices {
		a := &d.choices[i]
		*a = answer{
			content: gpt.Recycle(a.content), thought: gpt.Recycle(a.thought), refused: gpt.Recycle(a.refused),
			details: gpt.Recycle(a.details), calls: gpt.Recycle(a.calls), signature: gpt.Recycle(a.signature),
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
	case llm.BlockEnded:
		a.end(e)
	case llm.Finished:
		a.finish = reasonOf(e.Finish, a.said.calls > 0, a.refusal)
	}
}

func (a *answer) sign(e *llm.Event) {
	if e.Part == llm.ReasoningPart {
		a.closeText()
		a.details = append(append(a.details, `,"signature":`...), e.Signature...)
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
		a.details = append(separate(a.details), `{"type":"reasoning.text"`...)
	case llm.RedactedPart:
		a.details = append(separate(a.details), `{"type":"reasoning.encrypted","data":`...)
		a.details = append(a.details, e.Signature...)
	case llm.ToolCallPart:
		a.said.calls++
		a.arguments = false
		a.calls = codec.AppendCallID(append(separate(a.calls), `{"id":`...), callPrefix, seed, e)
		a.calls = appendSignature(append(a.calls, `,"type":"function"`...), e.Signature)
		a.calls = append(append(a.calls, `,"function":{"name":`...), e.Name...)
		a.calls = append(a.calls, `,"arguments":"`...)
	}
}

func separate(list []byte) []byte {
	if len(list) > 0 {
		return append(list, ',')
	}
	return list
}

func (a *answer) grow(e *llm.Event) {
	if gpt.Empty(e.Text) {
		return
	}
	text := gpt.Inner(e.Text)
	switch e.Part {
	case llm.TextPart:
		a.said.content = true
		a.content = append(a.content, text...)
	case llm.RefusalPart:
		a.refused = append(a.refused, text...)
	case llm.ToolCallPart:
		a.arguments = true
		a.calls = append(a.calls, text...)
	case llm.ReasoningPart:
		a.thought = append(a.thought, text...)
		if !a.explained {
			a.explained = true
			a.details = append(a.details, `,"text":"`...)
		}
		a.details = append(a.details, text...)
	}
}

func (a *answer) closeText() {
	if a.explained {
		a.explained = false
		a.details = append(a.details, '"')
	}
}

func (a *answer) end(e *llm.Event) {
	switch e.Part {
	case llm.ToolCallPart:
		if !a.arguments {
			a.calls = append(a.calls, "{}"...)
		}
		a.calls = append(a.calls, `"}}`...)
	case llm.ReasoningPart, llm.RedactedPart:
		a.closeText()
		a.details = strconv.AppendInt(append(a.details, `,"index":`...), int64(a.reasoning), 10)
		a.details = append(a.details, '}')
		a.reasoning++
	}
}

// wholeEnd writes the document.
func (w *writer) wholeEnd() {
	w.opening()
	for i := range w.whole.choices {
		if i > 0 {
			w.raw(",")
		}
		w.answer(&w.whole.choices[i])
	}
	w.raw("]")
	if w.metered() {
		w.raw(`,"usage":`)
		w.dst = appendUsage(w.dst, w.usage)
	}
	w.raw("}")
}

func (w *writer) answer(a *answer) {
	w.raw(`{"index":`)
	w.dst = strconv.AppendInt(w.dst, int64(a.index), 10)
	w.raw(`,"message":{"role":"assistant","content":`)
	if a.said.content || !a.refusal && a.said.calls == 0 {
		w.quote(a.content)
	} else {
		w.raw("null")
	}
	w.raw(`,"refusal":`)
	if a.refusal {
		w.quote(a.refused)
	} else {
		w.raw("null")
	}
	if len(a.thought) > 0 {
		w.raw(`,"reasoning_content":`)
		w.quote(a.thought)
	}
	w.list(`,"reasoning_details":[`, a.details)
	w.list(`,"tool_calls":[`, a.calls)
	w.dst = appendSignature(w.dst, a.signature)
	w.raw(`},"logprobs":null,"finish_reason":"`)
	if a.finish == "" {
		a.finish = reasonOf(0, a.said.calls > 0, a.refusal)
	}
	w.raw(a.finish)
	w.raw(`"}`)
}

// quote writes what stands between quotes with them.
func (w *writer) quote(text []byte) {
	w.dst = append(append(append(w.dst, '"'), text...), '"')
}

func (w *writer) list(name string, entries []byte) {
	if len(entries) > 0 {
		w.raw(name)
		w.dst = append(w.dst, entries...)
		w.raw("]")
	}
}
