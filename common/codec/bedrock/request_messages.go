package bedrock

import (
	"strconv"

	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

func isSystem(r llm.Role) bool { return r == llm.System || r == llm.Developer }

// system writes the system prompt: the leading system messages, and, for a
// client of another protocol, those in mid-conversation too.
func (e *encoder) system() {
	start := len(e.Dst)
	e.Name("system")
	e.Raw("[")
	for i := range e.R.Messages {
		m := &e.R.Messages[i]
		if !e.hoisted(i) {
			continue
		}
		e.beside(m)
		if i >= e.leading {
			e.Lose("messages[].role", "a system message in mid-conversation is sent at the start")
		}
		for k, parts := 0, e.R.Content(m); k < len(parts); k++ {
			p := &parts[k]
			if p.Type != llm.TextPart && !(e.Same && p.Type == llm.OpaquePart) {
				e.Fail(at(i)+".content", "a system message can hold nothing but text")
			} else if e.kept(p) {
				e.part(p, i)
			}
		}
	}
	if e.Dst[len(e.Dst)-1] == '[' {
		e.Dst = e.Dst[:start]
		return
	}
	e.Raw("]")
}

// hoisted tells whether a message is part of the system prompt. A client of
// this protocol may have system messages among the others.
func (e *encoder) hoisted(i int) bool {
	return i < e.leading || !e.Same && isSystem(e.R.Messages[i].Role)
}

// at is the path of a message.
func at(message int) string { return "messages." + strconv.Itoa(message) }

// beside tells what is lost of a message besides its content.
func (e *encoder) beside(m *llm.Message) {
	if m.Name != nil {
		e.Lose("messages[].name", "the provider knows no names of speakers")
	}
	for i := range m.Extra {
		if !e.Same {
			e.Lose("messages[]."+m.Extra[i].Name, "the provider has nothing like it")
		}
	}
}

// messages writes the turns, which must alternate: consecutive messages of one
// speaker become one turn, and what says nothing becomes none.
func (e *encoder) messages() {
	e.Name("messages")
	e.Raw("[")
	for i := e.leading; i < len(e.R.Messages); {
		role := e.speaker(i)
		if role == "" {
			i++
			continue
		}
		end := i + 1
		for next := end; next < len(e.R.Messages); next++ {
			if r := e.speaker(next); r == role {
				end = next + 1
			} else if r != "" {
				break
			}
		}
		e.turn(role, i, end)
		i = end
	}
	if e.Dst[len(e.Dst)-1] == '[' && !e.Same {
		e.Fail("messages", "the provider needs one message at least that says something")
	}
	e.Raw("]")
}

// speaker is who speaks a message in this protocol, nobody if the message is
// not written among the others.
func (e *encoder) speaker(i int) string {
	m := &e.R.Messages[i]
	switch {
	case e.hoisted(i):
		return ""
	case isSystem(m.Role):
		return "system"
	}
	says := e.Same && m.Count == 0
	for k, parts := 0, e.R.Content(m); k < len(parts) && !says; k++ {
		says = e.kept(&parts[k])
	}
	switch {
	case !says:
		return ""
	case m.Role == llm.Assistant:
		return "assistant"
	}
	return "user"
}

// turn writes the messages from first to end, as far as they are role's, as
// one: parts that must come first, then the rest, then the tool calls.
func (e *encoder) turn(role string, first, end int) {
	e.Comma()
	e.Raw(`{"role":"`)
	e.Raw(role)
	e.Raw(`","content":[`)
	for place := range places {
		for i := first; i < end; i++ {
			for k, parts := 0, e.R.Content(&e.R.Messages[i]); k < len(parts) && !e.hoisted(i); k++ {
				if e.place(&parts[k]) == place && e.kept(&parts[k]) {
					e.part(&parts[k], i)
				}
			}
		}
	}
	e.Raw("]")
	for i := first; i < end; i++ {
		if m := &e.R.Messages[i]; !e.hoisted(i) {
			e.beside(m)
			e.inside("", m.Extra)
		}
	}
	e.Raw("}")
}

// places is how many places there are in a turn.
const places = 3

// place is where in its turn a part belongs. A client of this protocol has
// put it there.
func (e *encoder) place(p *llm.Part) int {
	switch p.Type {
	case llm.ToolResultPart:
		return 0
	case llm.ReasoningPart, llm.RedactedPart:
		if !e.Same {
			return 0
		}
	case llm.ToolCallPart:
		if !e.Same {
			return 2
		}
	}
	return 1
}

// kept tells whether a part is written at all. Nothing is missing where an
// empty text is not.
func (e *encoder) kept(p *llm.Part) bool {
	switch {
	case e.Same:
	case p.Type == llm.TextPart || p.Type == llm.RefusalPart:
		if jsonscan.Blank(p.Text) {
			e.loseUnless(gpt.Empty(p.Text), "messages[].content", "the provider refuses text that is white space alone")
			return false
		}
	case p.Type == llm.ReasoningPart || p.Type == llm.RedactedPart:
		if p.Signature == nil || !e.model.has(recalls) {
			e.Lose("messages[].reasoning", "the model takes back no reasoning but its own, signed")
			return false
		}
	}
	return true
}
