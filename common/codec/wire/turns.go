package wire

import (
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Turns say how protocols have the messages of a request whose turns
// alternate, and whose system prompt stands by itself. Messages of one speaker
// in a row are one turn, and what says nothing is none.
type Turns struct {
	// Leading is how many messages at the start are system messages. Others
	// are hoisted to the start too, but for those of a client of the same
	// protocol where it has system messages among the others.
	Leading   int
	HoistsAll bool
	// Functions have a turn of their own, and messages of a client of the same
	// protocol stay apart where they are not theirs.
	Functions bool
	// Signs tells that texts and calls are signed here.
	Signs bool
	// Recalls tells that signed reasoning is taken back; Forgets says why
	// other reasoning is not.
	Recalls bool
	Forgets string
}

// Speaker is whose turn a message is part of.
type Speaker uint8

const (
	Nobody Speaker = iota
	TheSystem
	TheUser
	TheModel
	TheFunctions
)

// IsSystem tells whether a role is that of the system prompt.
func IsSystem(r llm.Role) bool { return r == llm.System || r == llm.Developer }

// Path is the path of a member of a message.
//
//go:noinline
func Path(message int, name string) string { return "messages." + strconv.Itoa(message) + "." + name }

// Lead counts what is leading.
func (e *Encoder) Lead() {
	for e.Leading < len(e.R.Messages) && IsSystem(e.R.Messages[e.Leading].Role) {
		e.Leading++
	}
}

// Hoisted tells whether a message is part of the system prompt.
func (e *Encoder) Hoisted(i int) bool {
	return i < e.Leading || (e.HoistsAll || !e.Same) && IsSystem(e.R.Messages[i].Role)
}

// Kept tells whether a part is written at all. Nothing is missing where an
// empty text is not, unless it is signed.
//
//go:noinline
func (e *Encoder) Kept(p *llm.Part) bool {
	if e.Same {
		return true
	}
	switch p.Type {
	case llm.TextPart, llm.RefusalPart:
		switch {
		case e.Signs:
			return !Empty(p.Text) || p.Signature != nil
		case p.Signature != nil:
			e.Lose("messages[].content[].thoughtSignature", "only the provider that signed it can read it")
		}
		if jsonscan.Blank(p.Text) {
			e.LoseIf(!Empty(p.Text), "messages[].content", "the provider refuses text that is white space alone")
			return false
		}
	case llm.ReasoningPart, llm.RedactedPart:
		if p.Signature == nil || !e.Recalls {
			e.Lose("messages[].reasoning", e.Forgets)
			return false
		}
	}
	return true
}

// Speaker is who speaks a message, nobody if it says nothing or is hoisted.
//
//go:noinline
func (e *Encoder) Speaker(i int) Speaker {
	m := &e.R.Messages[i]
	switch {
	case e.Hoisted(i):
		return Nobody
	case IsSystem(m.Role):
		return TheSystem
	case m.Role == llm.ToolRole && e.Functions:
		return TheFunctions
	}
	says := e.Same && m.Count == 0
	for k, parts := 0, e.R.Content(m); k < len(parts) && !says; k++ {
		says = e.Kept(&parts[k])
	}
	switch {
	case !says:
		return Nobody
	case m.Role == llm.Assistant:
		return TheModel
	}
	return TheUser
}

// Turn returns who speaks a message, and the end of the turn that starts with
// it.
func (e *Encoder) Turn(first int) (who Speaker, end int) {
	who, end = e.Speaker(first), first+1
	if who == Nobody {
		return who, end
	}
	for next := end; next < len(e.R.Messages); next++ {
		switch s := e.Speaker(next); {
		case s == Nobody:
		case s != who || e.Functions && e.Same && who != TheFunctions:
			return who, end
		default:
			end = next + 1
		}
	}
	return who, end
}

// Cursor goes through the parts of a turn, or of the system prompt.
type Cursor struct {
	Message int
	Part    *llm.Part
	next    int
}

// step goes on to the next part up to the message end, kept or not.
func (e *Encoder) step(c *Cursor, end int) bool {
	for ; c.Message < end; c.Message, c.next = c.Message+1, 0 {
		if parts := e.R.Content(&e.R.Messages[c.Message]); c.next < len(parts) {
			c.Part = &parts[c.next]
			c.next++
			return true
		}
	}
	return false
}

// NextOfSystem goes on to the next part of the system prompt, which is text but
// for what only the client's protocol has.
func (e *Encoder) NextOfSystem(c *Cursor) bool {
	for e.step(c, len(e.R.Messages)) {
		i := c.Message
		if !e.Hoisted(i) {
			continue
		}
		e.Beside(&e.R.Messages[i])
		e.LoseIf(i >= e.Leading, "messages[].role", "a system message in mid-conversation is sent at the start")
		if c.Part.Type != llm.TextPart && !e.Same {
			e.Fail(Path(i, "content"), "a system message can hold nothing but text")
		} else if e.Kept(c.Part) {
			return true
		}
	}
	return false
}

// Places is how many places there are in a turn, and Anywhere is each of them.
const (
	Places   = 3
	Anywhere = -1
)

// placeOf is where in its turn a part belongs: what must come first, then the
// rest, then the tool calls. A client of the same protocol has put it there.
func (e *Encoder) placeOf(p *llm.Part) int {
	switch {
	case p.Type == llm.ToolResultPart:
		return 0
	case e.Same:
	case p.Type == llm.ReasoningPart, p.Type == llm.RedactedPart:
		return 0
	case p.Type == llm.ToolCallPart:
		return 2
	}
	return 1
}

// Next goes on to the next part of a turn up to the message end that belongs
// to a place.
func (e *Encoder) Next(c *Cursor, end, place int) bool {
	for e.step(c, end) {
		if (place == Anywhere || e.placeOf(c.Part) == place) && !e.Hoisted(c.Message) && e.Kept(c.Part) {
			return true
		}
	}
	return false
}

// Beside tells what is lost of a message besides its content.
//
//go:noinline
func (e *Encoder) Beside(m *llm.Message) {
	e.LoseIf(m.Name != nil, "messages[].name", "the provider knows no names of speakers")
	if !e.Same {
		e.LoseExtra(m.Extra, "messages[].", "the provider has nothing like it")
	}
}

// BesideTurn writes what a turn has besides its content, or tells of it.
func (e *Encoder) BesideTurn(first, end int) {
	for i := first; i < end; i++ {
		if m := &e.R.Messages[i]; !e.Hoisted(i) {
			e.Beside(m)
			e.Inside("", m.Extra)
		}
	}
}
