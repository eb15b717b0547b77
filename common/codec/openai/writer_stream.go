package openai

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
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
		if !gpt.Empty(e.Text) {
			w.delta(c, e)
		}
	case llm.Signed:
		w.signed(c, e)
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
	w.begin(c)
	if e.Type == llm.BlockStarted && e.Part == llm.TextPart {
		w.raw(`"role":"assistant","content":""`)
		c.content = true
	} else {
		w.raw(`"role":"assistant","content":null`)
	}
	w.close()
	return c
}

// begin writes a chunk up to the members of the delta.
func (w *writer) begin(c *said) {
	w.opening()
	w.mark = uint32(len(w.dst))
	w.raw(`{"index":`)
	w.dst = strconv.AppendInt(w.dst, int64(c.index), 10)
	w.raw(`,"delta":{`)
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
	w.seal()
	if w.tells {
		w.dst = append(w.dst, noReason+usageToEnd...)
	} else {
		w.dst = append(w.dst, noReason+chunkEnd...)
	}
}

// put writes a chunk with one member of the delta.
func (w *writer) put(c *said, name string, value []byte) {
	w.begin(c)
	w.raw(name)
	w.dst = append(w.dst, value...)
	w.close()
}

// say writes a piece of the answer's text. Up to the text such chunks are all
// the same: after one that is in the buffer still, that is copied.
func (w *writer) say(c *said, text []byte) {
	if again := w.again; again.choice == c.index && again.end > again.start {
		w.dst = append(w.dst, w.dst[again.start:again.end]...)
		w.mark = uint32(len(w.dst))
	} else {
		start := uint32(len(w.dst))
		w.begin(c)
		w.raw(`"content":`)
		w.again = opening{start, uint32(len(w.dst)), c.index}
	}
	w.dst = append(w.dst, text...)
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
		w.detail(c, "reasoning.encrypted", "data", e.Signature)
	case llm.ToolCallPart:
		c.calls++
		c.arguments = false
		w.begin(c)
		w.callIndex(c)
		w.raw(`,"id":`)
		w.dst = codec.AppendCallID(w.dst, callPrefix, w.seed, e)
		w.dst = appendSignature(append(w.dst, `,"type":"function"`...), e.Signature)
		w.raw(`,"function":{"name":`)
		w.dst = append(w.dst, e.Name...)
		w.raw(`,"arguments":""}}]`)
		w.close()
	}
}

// callPrefix starts the ids of calls that the provider gave none.
const callPrefix = "call_"

// signed writes the signature of reasoning, or of a text.
func (w *writer) signed(c *said, e *llm.Event) {
	if e.Part == llm.ReasoningPart {
		w.detail(c, "reasoning.text", "signature", e.Signature)
		return
	}
	w.begin(c)
	w.raw(`"content":""`)
	w.dst = appendSignature(w.dst, e.Signature)
	w.close()
}

func (w *writer) callIndex(c *said) {
	w.raw(`"tool_calls":[{"index":`)
	w.dst = strconv.AppendInt(w.dst, int64(c.calls-1), 10)
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
		w.raw(`"reasoning_content":`)
		w.dst = append(w.dst, e.Text...)
		w.raw(`,"reasoning_details":[{"type":"reasoning.text","text":`)
		w.dst = append(w.dst, e.Text...)
		w.detailEnd(c)
		w.close()
	}
}

// grow writes a fragment of the arguments of a call.
func (w *writer) grow(c *said, text []byte) {
	w.begin(c)
	w.callIndex(c)
	w.raw(`,"function":{"arguments":`)
	w.dst = append(w.dst, text...)
	w.raw(`}}]`)
	w.close()
}

// detail writes what only the provider can check or read. See detail.go.
func (w *writer) detail(c *said, kind, name string, value []byte) {
	w.begin(c)
	w.raw(`"reasoning_details":[{"type":"`)
	w.raw(kind)
	w.raw(`","`)
	w.raw(name)
	w.raw(`":`)
	w.dst = append(w.dst, value...)
	w.detailEnd(c)
	w.close()
}

func (w *writer) detailEnd(c *said) {
	w.raw(`,"index":`)
	w.dst = strconv.AppendInt(w.dst, int64(c.reasoning-1), 10)
	w.raw(`}]`)
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
		w.raw(`"content":""`)
	}
	w.raw(`},"finish_reason":"`)
	w.raw(reasonOf(e.Finish, c.calls > 0, c.refusal))
	w.raw(`"}]`)
	if w.tells {
		w.raw(usageToEnd)
	} else {
		w.raw(chunkEnd)
	}
}

// end writes usage, for clients that asked, and the end of the stream.
func (w *writer) end() {
	if w.tells && w.metered() {
		w.opening()
		w.raw(`],"usage":`)
		w.dst = appendUsage(w.dst, w.usage)
		w.raw("}\n\n")
	}
	w.raw("data: [DONE]\n\n")
}

// seal keeps the chunk at hand one event.
func (w *writer) seal() { codec.OneLine(w.dst[w.mark:]) }
