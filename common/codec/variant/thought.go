package variant

import "aigateway/common/llm"

// ReasoningMode says what becomes of what a model thought, in Higress' words.
type ReasoningMode uint8

const (
	// Passthrough tells reasoning as reasoning.
	Passthrough ReasoningMode = iota
	// Ignore leaves it out.
	Ignore
	// Concat puts it in front of the text, between <think> and </think>.
	Concat
)

// thought is how far the reasoning of a reply has come that is told as text.
// It is for the first choice: models that think give one.
type thought struct {
	fewer  int // blocks that were left out, or made one with the next
	open   int // the number of the block that is reasoning and what follows it
	joined bool
}

// What stands around reasoning in a text. They are never written to.
var (
	thinkBegins = llm.Text(`"<think>"`)
	thinkEnds   = llm.Text(`"</think>\n"`)
)

// tell tells an event with reasoning as a mode has it.
func (t *thought) tell(mode ReasoningMode, e *llm.Event, to llm.Sink) {
	inBlock := e.Type >= llm.BlockStarted && e.Type <= llm.BlockEnded // others may still say which was open
	switch thinks := inBlock && e.Part == llm.ReasoningPart; {
	case e.Choice != 0:
		to.Event(e)
	case thinks && mode == Ignore:
		if e.Type == llm.BlockEnded {
			t.fewer++
		}
	case thinks:
		t.think(e, to)
	case t.joined && e.Type != llm.Metered:
		t.goOn(e, to)
	default:
		e.Block -= t.fewer
		to.Event(e)
	}
}

// think tells reasoning as text.
func (t *thought) think(e *llm.Event, to llm.Sink) {
	kind := e.Type
	if kind == llm.BlockStarted && t.joined {
		t.fewer++
	}
	e.Part, e.Block = llm.TextPart, e.Block-t.fewer
	switch kind {
	case llm.BlockStarted:
		if !t.joined {
			t.open = e.Block
			to.Event(e)
		}
		e.Type, e.Text = llm.Delta, thinkBegins
	case llm.BlockEnded:
		e.Type, e.Text = llm.Delta, thinkEnds
		t.joined = true
	}
	to.Event(e)
}

// goOn tells what follows the reasoning: more of the same block, if it is
// text, else the end of that block before it.
func (t *thought) goOn(e *llm.Event, to llm.Sink) {
	t.joined = false
	if e.Type == llm.BlockStarted && e.Part == llm.TextPart {
		t.fewer++
		return
	}
	to.Event(&llm.Event{Type: llm.BlockEnded, Part: llm.TextPart, Choice: e.Choice, Block: t.open})
	e.Block -= t.fewer
	to.Event(e)
}
