package openai

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// chunk writes what an event adds to a stream.
func (w *writer) chunk(e *llm.Event) {
	c := w.choice(e.Choice)
	if c == nil {
		c = w.open(e)
	}
	switch e.Type {
	case llm.BlockStarted:
		w.block(c, e)
	case llm.Delta:
		if !wire.Empty(e.Text) {
			w.delta(c, e)
		}
	case llm.Signed:
		w.signed(c, e)
	case llm.Cited:
		w.begin(c)
		start := w.OpenList("annotations")
		note(&w.Output, e.Citation)
		w.CloseList(start)
		w.close()
	case llm.BlockEnded:
		w.blockEnd(c, e)
	case llm.Finished:
		w.finish(c, e)
	}
}

func (w *writer) choice(index int) *said {
	for i := range w.state {
		if int(w.state[i].index) == index {
			return &w.state[i]
		}
	}
	return nil
}

// open starts a choice. Content is null where the message may turn out to have
// none, so that a client that adds the chunks up gets what it would have got
// as a whole.
func (w *writer) open(e *llm.Event) *said {
	if w.state == nil {
		w.state = w.first[:0]
	}
	w.state = append(w.state, said{index: int32(e.Choice)})
	c := &w.state[len(w.state)-1]
	c.content = e.Type == llm.BlockStarted && e.Part == llm.TextPart
	content := "null"
	if c.content {
		content = `""`
	}
	w.constant(c, `"role":"assistant","content":`, content)
	return c
}

// begin writes a chunk up to the members of the delta.
func (w *writer) begin(c *said) {
	w.opening()
	w.mark = uint32(len(w.Dst))
	w.Counts(`{"index":`, int64(c.index), `,"delta":{`)
}

// What ends a chunk. A client that asked for usage gets it as null until it
// comes.
const (
	noReason   = `},"finish_reason":null}]`
	chunkEnd   = "}\n\n"
	usageToEnd = `,"usage":null` + chunkEnd
)

// close ends a chunk behind the members of the delta.
func (w *writer) close() {
	codec.OneLine(w.Dst[w.mark:])
	if w.tells {
		w.Raw(noReason + usageToEnd)
	} else {
		w.Raw(noReason + chunkEnd)
	}
}

// put writes a chunk with one member of the delta.
func (w *writer) put(c *said, name string, value []byte) {
	w.begin(c)
	w.Between(name, value, "")
	w.close()
}

// constant is put for a value that is constant JSON.
func (w *writer) constant(c *said, name, value string) {
	w.begin(c)
	w.Raw(name)
	w.Raw(value)
	w.close()
}

// say writes a piece of the answer's text. Up to the text such chunks are all
// the same: after one that is in the buffer still, that is copied.
func (w *writer) say(c *said, text []byte) {
	if again := w.again; again.choice == c.index && again.end > again.start {
		w.Bytes(w.Dst[again.start:again.end])
		w.mark = uint32(len(w.Dst))
	} else {
		start := uint32(len(w.Dst))
		w.begin(c)
		w.Raw(`"content":`)
		w.again = opening{start, uint32(len(w.Dst)), c.index}
	}
	w.Bytes(text)
	w.close()
}

func (w *writer) block(c *said, e *llm.Event) {
	switch e.Part {
	case llm.RefusalPart:
		c.refusal = true
	case llm.ReasoningPart:
		c.reasoning++
	case llm.RedactedPart:
		c.reasoning++
		w.detail(c, `"reasoning_details":[{"type":"reasoning.encrypted","data":`, e.Signature)
	case llm.ToolCallPart:
		c.calls++
		c.arguments = false
		w.begin(c)
		w.Counts(callOpens, int64(c.calls-1), `,"id":`)
		w.Dst = codec.AppendCallID(w.Dst, callPrefix, w.seed, e)
		w.Raw(`,"type":"function"`)
		writeSignature(&w.Output, e.Signature)
		w.Between(`,"function":{"name":`, e.Name, `,"arguments":""}}]`)
		w.close()
	}
}

const (
	// callPrefix starts the ids of calls that the provider gave none.
	callPrefix = "call_"
	callOpens  = `"tool_calls":[{"index":`
)

// signed writes the signature of reasoning, or of a text.
func (w *writer) signed(c *said, e *llm.Event) {
	if e.Part == llm.ReasoningPart {
		w.detail(c, `"reasoning_details":[{"type":"reasoning.text","signature":`, e.Signature)
		return
	}
	w.begin(c)
	w.Raw(`"content":""`)
	writeSignature(&w.Output, e.Signature)
	w.close()
}

func (w *writer) delta(c *said, e *llm.Event) {
	switch e.Part {
	case llm.TextPart:
		c.content = true
		w.say(c, e.Text)
	case llm.RefusalPart:
		w.put(c, `"refusal":`, e.Text)
	case llm.ToolCallPart:
		c.arguments = true
		w.grow(c, e.Text)
	case llm.ReasoningPart:
		w.begin(c)
		w.Between(`"reasoning_content":`, e.Text, `,"reasoning_details":[{"type":"reasoning.text","text":`)
		w.detailEnd(c, e.Text)
	}
}

// grow writes a fragment of the arguments of a call.
func (w *writer) grow(c *said, text []byte) {
	w.begin(c)
	w.Counts(callOpens, int64(c.calls-1), `,"function":{"arguments":`)
	w.Between("", text, `}}]`)
	w.close()
}

// detail writes what only the provider can check or read. See detail.go.
func (w *writer) detail(c *said, opening string, value []byte) {
	w.begin(c)
	w.Raw(opening)
	w.detailEnd(c, value)
}

func (w *writer) detailEnd(c *said, value []byte) {
	w.Bytes(value)
	w.Counts(`,"index":`, int64(c.reasoning-1), `}]`)
	w.close()
}

// noArguments are those of a call that has none, as clients parse them.
var noArguments = []byte(`"{}"`)

func (w *writer) blockEnd(c *said, e *llm.Event) {
	if e.Part == llm.ToolCallPart && !c.arguments {
		w.grow(c, noArguments)
	}
}

func (w *writer) finish(c *said, e *llm.Event) {
	w.begin(c)
	if !c.content && !c.refusal && c.calls == 0 {
		w.Raw(`"content":""`)
	}
	w.Raw(`},"finish_reason":"`)
	w.Raw(reasonOf(e.Finish, c.calls > 0, c.refusal))
	w.Raw(`"}]`)
	if w.tells {
		w.Raw(usageToEnd)
	} else {
		w.Raw(chunkEnd)
	}
}

// end writes usage, for clients that asked, and the end of the stream.
func (w *writer) end() {
	if w.tells && w.metered() {
		w.opening()
		w.Raw(`],"usage":`)
		w.usageObject()
		w.Raw(chunkEnd)
	}
	w.Raw("data: [DONE]\n\n")
}
