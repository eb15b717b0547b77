package anthropic

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

func isSystem(r llm.Role) bool { return r == llm.System || r == llm.Developer }

// system writes the system prompt: the leading system messages, and, for a
// client of another protocol, those in mid-conversation too.
func (e *encoder) system() {
	texts, plain := 0, (*llm.Part)(nil)
	for i := range e.r.Messages {
		m := &e.r.Messages[i]
		if !e.hoisted(i) {
			continue
		}
		e.beside(m)
		if i >= e.leading {
			e.lose("messages[].role", "a system message in mid-conversation is sent at the start")
		}
		for k, parts := 0, e.r.Content(m); k < len(parts); k++ {
			if p := &parts[k]; p.Type != llm.TextPart {
				e.fail(at(i)+".content", "a system message can hold nothing but text")
			} else if e.kept(p) {
				texts, plain = texts+1, p
			}
		}
	}
	if texts == 0 {
		return
	}
	e.member("system")
	if texts == 1 && e.plain(plain) {
		e.dst = append(e.dst, plain.Text...)
		return
	}
	e.systemBlocks()
}

func (e *encoder) systemBlocks() {
	open := byte('[')
	for i := range e.r.Messages {
		if !e.hoisted(i) {
			continue
		}
		for k, parts := 0, e.r.Content(&e.r.Messages[i]); k < len(parts); k++ {
			if e.kept(&parts[k]) {
				e.dst = append(e.dst, open)
				e.part(&parts[k], i)
				open = ','
			}
		}
	}
	e.dst = append(e.dst, ']')
}

// hoisted tells whether a message is part of the system prompt. A client of
// this protocol may have system messages among the others.
func (e *encoder) hoisted(i int) bool {
	return i < e.leading || !e.own && isSystem(e.r.Messages[i].Role)
}

// beside tells what is lost of a message besides its content.
func (e *encoder) beside(m *llm.Message) {
	if m.Name != nil {
		e.lose("messages[].name", "the provider knows no names of speakers")
	}
	for i := range m.Extra {
		if !e.own {
			e.lose("messages[]."+m.Extra[i].Name, "the provider has nothing like it")
		}
	}
}

// messages writes the turns. Consecutive messages of one speaker become one
// turn, and what says nothing becomes none.
func (e *encoder) messages() {
	e.member("messages")
	e.dst = append(e.dst, '[')
	turns := 0
	for i := e.leading; i < len(e.r.Messages); {
		role := e.speaker(i)
		if role == "" {
			i++
			continue
		}
		end := i + 1
		for next := end; next < len(e.r.Messages); next++ {
			if r := e.speaker(next); r == role {
				end = next + 1
			} else if r != "" {
				break
			}
		}
		if turns++; turns > 1 {
			e.dst = append(e.dst, ',')
		}
		e.turn(role, i, end)
		i = end
	}
	e.dst = append(e.dst, ']')
	if turns == 0 && !e.own {
		e.fail("messages", "the provider needs one message at least that says something")
	}
}

// speaker is who speaks a message in this protocol, nobody if the message is
// not written among the others.
func (e *encoder) speaker(i int) string {
	m := &e.r.Messages[i]
	switch {
	case e.hoisted(i):
		return ""
	case isSystem(m.Role):
		return "system"
	}
	says := e.own && m.Count == 0
	for k, parts := 0, e.r.Content(m); k < len(parts) && !says; k++ {
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
// one.
func (e *encoder) turn(role string, first, end int) {
	e.text(`{"role":"`)
	e.text(role)
	e.text(`","content":`)
	parts, plain := 0, (*llm.Part)(nil)
	for i := first; i < end; i++ {
		for k, content := 0, e.r.Content(&e.r.Messages[i]); k < len(content) && !e.hoisted(i); k++ {
			if e.kept(&content[k]) {
				parts, plain = parts+1, &content[k]
			}
		}
	}
	if parts == 1 && e.plain(plain) {
		e.dst = append(e.dst, plain.Text...)
	} else {
		e.blocks(first, end)
	}
	for i := first; i < end; i++ {
		m := &e.r.Messages[i]
		for k := 0; k < len(m.Extra) && e.own; k++ {
			e.known(&m.Extra[k])
		}
		if !e.hoisted(i) {
			e.beside(m)
		}
	}
	e.dst = append(e.dst, '}')
}

// blocks writes the parts of a turn: those that must come first, then the
// rest, then the tool calls.
func (e *encoder) blocks(first, end int) {
	e.dst = append(e.dst, '[')
	start := len(e.dst)
	for place := 0; place < places; place++ {
		for i := first; i < end; i++ {
			if e.hoisted(i) {
				continue
			}
			for k, content := 0, e.r.Content(&e.r.Messages[i]); k < len(content); k++ {
				p := &content[k]
				if e.place(p) != place || !e.kept(p) {
					continue
				}
				if len(e.dst) > start {
					e.dst = append(e.dst, ',')
				}
				e.part(p, i)
			}
		}
	}
	e.dst = append(e.dst, ']')
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
		if !e.own {
			return 0
		}
	case llm.ToolCallPart:
		if !e.own {
			return 2
		}
	}
	return 1
}

// kept tells whether a part is written at all. Nothing is missing where an
// empty text is not.
func (e *encoder) kept(p *llm.Part) bool {
	switch {
	case e.own:
		return true
	case p.Type == llm.TextPart || p.Type == llm.RefusalPart:
		e.signature(p)
		if !jsonscan.Blank(p.Text) {
			return true
		}
		if len(p.Text) > 2 {
			e.lose("messages[].content", "the provider refuses text that is white space alone")
		}
		return false
	case p.Type == llm.ReasoningPart && p.Signature == nil:
		e.lose("messages[].reasoning", "the provider takes back no reasoning that it has not signed")
		return false
	}
	return true
}

// plain tells whether a part can be written as a string.
func (e *encoder) plain(p *llm.Part) bool {
	return (p.Type == llm.TextPart || p.Type == llm.RefusalPart) && p.Text != nil && p.Cache == nil && len(p.Extra) == 0
}
