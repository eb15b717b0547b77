package gemini

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

func isSystem(r llm.Role) bool { return r == llm.System || r == llm.Developer }

// system writes the system prompt: all system messages, since among the others
// the provider takes none.
func (e *encoder) system() {
	for e.leading < len(e.r.Messages) && isSystem(e.r.Messages[e.leading].Role) {
		e.leading++
	}
	start := e.openObject("systemInstruction")
	e.raw(`"parts":[`)
	for i := range e.r.Messages {
		m := &e.r.Messages[i]
		if !isSystem(m.Role) {
			continue
		}
		e.beside(m)
		if i >= e.leading {
			e.lose("messages[].role", "a system message in mid-conversation is sent at the start")
		}
		for k, parts := 0, e.r.Content(m); k < len(parts); k++ {
			if parts[k].Type != llm.TextPart && !e.own {
				e.fail(at(i)+".content", "a system message can hold nothing but text")
			} else if e.kept(&parts[k]) {
				e.comma()
				e.part(&parts[k], i)
			}
		}
	}
	if e.dst[len(e.dst)-1] == '[' {
		e.dst = e.dst[:start]
		return
	}
	e.raw("]}")
}

// beside tells what is lost of a message besides its content, or writes it
// where it came in this protocol.
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

// speaker is whose turn a message is part of. What functions returned is a
// turn of its own, which must hold nothing else and follow that of the calls.
type speaker uint8

const (
	nobody speaker = iota
	theUser
	theModel
	theFunctions
)

func (e *encoder) speaker(m *llm.Message) speaker {
	switch {
	case isSystem(m.Role):
		return nobody
	case m.Role == llm.ToolRole:
		return theFunctions
	}
	says := e.own && m.Count == 0
	for k, parts := 0, e.r.Content(m); k < len(parts) && !says; k++ {
		says = e.kept(&parts[k])
	}
	switch {
	case !says:
		return nobody
	case m.Role == llm.Assistant:
		return theModel
	}
	return theUser
}

// contents writes the turns. Consecutive messages of one speaker become one
// turn, and what says nothing becomes none.
func (e *encoder) contents() {
	e.name("contents")
	e.raw("[")
	list := e.r.Messages
	for i := 0; i < len(list); {
		who, end := e.speaker(&list[i]), i+1
		for ; end < len(list); end++ {
			if next := e.speaker(&list[end]); next != nobody && (next != who || e.own && who != theFunctions) {
				break
			}
		}
		if who != nobody {
			e.turn(who, i, end)
			i = end
			continue
		}
		if !isSystem(list[i].Role) {
			e.beside(&list[i])
		}
		i++
	}
	if e.dst[len(e.dst)-1] == '[' && !e.own {
		e.fail("messages", "the provider needs one message at least that says something")
	}
	e.raw("]")
}

// turn writes the messages from first to end, as far as they are who's, as
// one.
func (e *encoder) turn(who speaker, first, end int) {
	e.comma()
	if who == theModel {
		e.raw(`{"role":"model","parts":[`)
	} else {
		e.raw(`{"role":"user","parts":[`)
	}
	media, signed := false, false
	for i := first; i < end; i++ {
		m := &e.r.Messages[i]
		if e.speaker(m) != who {
			continue
		}
		for k, parts := 0, e.r.Content(m); k < len(parts); k++ {
			p := &parts[k]
			switch {
			case p.Type == llm.ToolResultPart:
				e.comma()
				media = e.result(p, i) || media
			case p.Type == llm.ToolCallPart:
				e.comma()
				e.call(p, i, signed)
				signed = true
			case e.kept(p):
				e.comma()
				e.part(p, i)
			}
		}
	}
	e.raw("]")
	for i := first; i < end; i++ {
		m := &e.r.Messages[i]
		for k := 0; k < len(m.Extra) && e.own && e.speaker(m) == who; k++ {
			e.member(m.Extra[k].Name, m.Extra[k].Value)
		}
		if !isSystem(m.Role) {
			e.beside(m)
		}
	}
	e.raw("}")
	if media {
		e.resultMedia(first, end)
	}
}

// kept tells whether a part is written at all. Nothing is missing where an
// empty text is not, unless it is signed.
func (e *encoder) kept(p *llm.Part) bool {
	switch {
	case e.own:
		return true
	case p.Type == llm.TextPart || p.Type == llm.RefusalPart:
		return !empty(p.Text) || p.Signature != nil
	case p.Type == llm.ReasoningPart || p.Type == llm.RedactedPart:
		e.lose("messages[].reasoning", "the provider remembers its thoughts by signatures alone, and takes no others back")
		return false
	}
	return true
}

// part writes a part that has to do with no function. message is where it
// stands, for errors.
func (e *encoder) part(p *llm.Part, message int) {
	e.raw("{")
	switch p.Type {
	case llm.TextPart, llm.RefusalPart:
		e.member("text", orEmpty(p.Text))
	case llm.ReasoningPart:
		e.member("text", orEmpty(p.Text))
		e.raw(`,"thought":true`)
	case llm.RedactedPart:
		e.raw(`"thought":true`)
	case llm.ImagePart, llm.DocumentPart, llm.AudioPart:
		e.media(p, message)
	default:
		if !e.own || p.Raw == nil {
			e.fail(at(message)+".content", "content of type "+jsonscan.Text(p.Name)+" cannot be sent to this provider")
		}
		e.dst = append(e.dst[:len(e.dst)-1], p.Raw...)
		return
	}
	e.optional("thoughtSignature", p.Signature)
	e.marks(p)
	e.raw("}")
}

func orEmpty(literal llm.Text) llm.Text {
	if literal == nil {
		return noText
	}
	return literal
}

// marks writes what any part may have beside its data.
func (e *encoder) marks(p *llm.Part) {
	if p.Cache != nil {
		e.lose("messages[].content[].cache_control", "the provider caches prompts unasked")
	}
	for i := range p.Extra {
		m := &p.Extra[i]
		switch {
		case !e.own:
			e.lose("messages[].content[]."+m.Name, "the provider has nothing like it")
		case bytes.IndexByte([]byte(m.Name), '.') < 0:
			e.member(m.Name, m.Value)
		}
	}
}

// call writes a call of a function. behind tells that it is not the first one
// of its turn, which alone must be signed.
func (e *encoder) call(p *llm.Part, message int, behind bool) {
	e.raw("{")
	id, signature := codec.CutCallID(p.ID)
	switch {
	case p.Signature != nil:
		e.member("thoughtSignature", p.Signature)
	case signature != nil:
		e.name("thoughtSignature")
		e.dst = codec.AppendSignature(e.dst, signature)
	case e.model == leveled && !behind && !e.own:
		// Without one the provider refuses the request, unless it is told to.
		e.raw(`"thoughtSignature":"skip_thought_signature_validator"`)
		e.lose("messages[].tool_calls", "a call came back without the signature of the thoughts behind it: the model goes on without them")
	}
	e.name("functionCall")
	e.raw("{")
	e.id(id)
	e.member("name", orEmpty(p.Name))
	e.name("args")
	e.arguments(p, message)
	e.inside("functionCall.", p.Extra)
	e.raw("}")
	e.marks(p)
	e.raw("}")
}

// id writes the id of a call, unless it was made here.
func (e *encoder) id(id []byte) {
	if len(id) == 0 || e.own && bytes.HasPrefix(id, []byte(made)) {
		return
	}
	e.name("id")
	e.dst = append(append(append(e.dst, '"'), id...), '"')
}

// arguments writes those of a call, which must be an object.
func (e *encoder) arguments(p *llm.Part, message int) {
	start := len(e.dst)
	switch {
	case len(p.Arguments) > 0 && p.Arguments[0] == '"':
		e.dst = jsonscan.AppendText(e.dst, p.Arguments)
	case string(p.Arguments) != "null":
		e.bytes(p.Arguments)
	}
	switch args := e.dst[start:]; {
	case len(bytes.TrimSpace(args)) == 0:
		e.dst = append(e.dst[:start], noArguments...)
	case !e.own && !jsonscan.ValidObject(args):
		e.fail(at(message)+".tool_calls", "the arguments of the call of "+jsonscan.Text(p.Name)+" are not a JSON object")
	}
}
