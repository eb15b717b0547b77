package anthropic

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Most of a stream are events that a block grows by, and they are all alike:
//
//	{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}
//
// growths are the ways in which they go on behind the index.
var growths = [...]struct {
	part llm.PartType
	text string
}{
	{llm.TextPart, `,"delta":{"type":"text_delta","text":`},
	{llm.ToolCallPart, `,"delta":{"type":"input_json_delta","partial_json":`},
	{llm.ReasoningPart, `,"delta":{"type":"thinking_delta","thinking":`},
}

const growthHead = `{"type":"content_block_delta","index":`

// growth tells what data grows the open block by, if it is spelled as above.
// It is false for everything else, which is then read for what it is.
func (r *reader) growth(data []byte, to llm.Sink) bool {
	if len(data) < len(growthHead) || string(data[:len(growthHead)]) != growthHead {
		return false
	}
	rest := data[len(growthHead):]
	for len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' {
		rest = rest[1:]
	}
	for i := range growths {
		g := &growths[i]
		if r.Part != g.part || len(rest) < len(g.text) || string(rest[:len(g.text)]) != g.text {
			continue
		}
		rest = rest[len(g.text):]
		text := jsonscan.Literal(rest)
		if text == nil || !closes(rest[len(text):]) {
			return false
		}
		r.Grow(&r.Block, text, to)
		return true
	}
	return false
}

// closes tells whether b is two closing braces. Anthropic puts space between
// them, so that the size of an event says less of its text.
func closes(b []byte) bool {
	last := len(b) - 1
	if last < 1 || b[0] != '}' || b[last] != '}' {
		return false
	}
	for _, c := range b[1:last] {
		if c != ' ' {
			return false
		}
	}
	return true
}
