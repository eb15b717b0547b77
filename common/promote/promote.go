// Package promote makes what a model thought its answer where it said nothing
// else: some models end a turn so, and clients that read the text alone take
// that for an empty answer. It decides nothing about reasoning otherwise, which
// goes to the client as it comes: the text repeats it.
//
// A [Stage] does so in answers that are converted, a [Native] in those that
// stay in their protocol, whose bytes it passes on.
package promote

import (
	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// maxThought bounds what is kept of the reasoning of one choice, in bytes: of
// more the text is the beginning.
const maxThought = 1 << 20

// keep is the size up to which a buffer is held on to after use, in bytes.
const keep = 4 << 10

// watch follows the events of one reply.
type watch struct {
	choices []choice
	first   [1]choice // what choices starts in
}

// choice is one answer as far as it has come.
type choice struct {
	index  int32
	blocks int32 // started so far
	said   bool  // anything but reasoning
	// thought is the reasoning, a string literal without the quote at its end.
	thought []byte
}

func (w *watch) reset() {
	thought := w.first[0].thought[:0]
	if cap(thought) > keep {
		thought = nil
	}
	*w = watch{}
	w.first[0].thought = thought
}

// choice returns the choice of an index.
func (w *watch) choice(index int) *choice {
	for i := range w.choices {
		if int(w.choices[i].index) == index {
			return &w.choices[i]
		}
	}
	next := choice{index: int32(index)}
	if w.choices == nil {
		w.choices, next.thought = w.first[:0], w.first[0].thought
	}
	w.choices = append(w.choices, next)
	return &w.choices[len(w.choices)-1]
}

// event takes in an event, and returns the choice that ends with it and has
// said nothing but what it thought, else nil.
func (w *watch) event(e *llm.Event) *choice {
	switch e.Type {
	case llm.BlockStarted:
		c := w.choice(e.Choice)
		c.blocks = int32(e.Block) + 1
		c.begin(e.Part)
	case llm.Delta:
		w.choice(e.Choice).grow(e)
	case llm.Finished:
		if c := w.choice(e.Choice); c.silent() && ends(e.Finish) {
			return c
		}
	}
	return nil
}

func (c *choice) begin(part llm.PartType) {
	switch {
	case part == llm.ToolCallPart:
		c.speak()
	case part == llm.ReasoningPart && len(c.thought) > 0:
		c.thought = append(c.thought, `\n\n`...)
	}
}

func (c *choice) grow(e *llm.Event) {
	switch {
	case c.said:
	case e.Part == llm.ReasoningPart:
		c.think(e.Text)
	case !jsonscan.Blank(e.Text):
		c.speak()
	}
}

// think adds a literal to the reasoning, as far as there is room for it.
func (c *choice) think(text llm.Text) {
	if len(text) < 2 || len(c.thought)+len(text) > maxThought {
		return
	}
	if len(c.thought) == 0 {
		c.thought = append(c.thought, '"')
	}
	start := len(c.thought)
	c.thought = append(c.thought, text[1:len(text)-1]...)
	codec.OneLine(c.thought[start:])
}

// speak notes that there is more than reasoning, which is then not needed.
func (c *choice) speak() {
	c.said = true
	if c.thought = c.thought[:0]; cap(c.thought) > keep {
		c.thought = nil
	}
}

// silent tells whether nothing was said but what was thought.
func (c *choice) silent() bool {
	return !c.said && len(c.thought) > 0 && !jsonscan.Blank(c.literal())
}

// literal is the reasoning as a string literal. It is valid until there is more
// of it.
func (c *choice) literal() llm.Text { return append(c.thought, '"') }

// ends tells whether an answer that ends so was to be one: what was withheld,
// refused, or is to go on, has no text for a reason.
func ends(f llm.Finish) bool {
	return f != llm.FinishFiltered && f != llm.FinishRefusal && f != llm.FinishPaused
}

// Stage stands between what reads an answer and what writes it for the client.
type Stage struct {
	watch watch
	to    llm.Sink
}

// Reset implements codec.Stage.
func (s *Stage) Reset(to llm.Sink) {
	s.watch.reset()
	s.to = to
}

// Event implements llm.Sink.
func (s *Stage) Event(e *llm.Event) {
	if c := s.watch.event(e); c != nil {
		text := llm.Event{Choice: e.Choice, Block: int(c.blocks), Part: llm.TextPart}
		for _, text.Type = range [...]llm.EventType{llm.BlockStarted, llm.Delta, llm.BlockEnded} {
			if text.Text = nil; text.Type == llm.Delta {
				text.Text = c.literal()
			}
			s.to.Event(&text)
		}
	}
	s.to.Event(e)
}
