package gemini

import (
	"bytes"
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// system writes the system prompt: all system messages, since among the others
// the provider takes none.
func (e *encoder) system() {
	e.Lead()
	start, parts := e.Open("systemInstruction"), e.OpenList("parts")
	for c := (wire.Cursor{}); e.NextOfSystem(&c); {
		e.Comma()
		e.part(c.Part, c.Message)
	}
	e.CloseList(parts)
	e.Close(start)
}

// contents writes the turns.
func (e *encoder) contents() {
	e.Name("contents")
	e.Raw("[")
	for i := 0; i < len(e.R.Messages); {
		who, end := e.Turn(i)
		if who != wire.Nobody {
			e.turn(who, i, end)
		} else if !e.Hoisted(i) {
			e.Beside(&e.R.Messages[i])
		}
		i = end
	}
	if e.Dst[len(e.Dst)-1] == '[' && !e.Same {
		e.Fail("messages", "the provider needs one message at least that says something")
	}
	e.Raw("]")
}

// turn writes the messages from first to end as one.
func (e *encoder) turn(who wire.Speaker, first, end int) {
	e.Comma()
	if who == wire.TheModel {
		e.Raw(`{"role":"model","parts":[`)
	} else {
		e.Raw(`{"role":"user","parts":[`)
	}
	media, signed := false, false
	for c := (wire.Cursor{Message: first}); e.Next(&c, end, wire.Anywhere); {
		e.Comma()
		switch c.Part.Type {
		case llm.ToolResultPart:
			media = e.result(c.Part, c.Message) || media
		case llm.ToolCallPart:
			e.call(c.Part, c.Message, signed)
			signed = true
		default:
			e.part(c.Part, c.Message)
		}
	}
	e.Raw("]")
	e.BesideTurn(first, end)
	e.Raw("}")
	if media {
		e.resultMedia(first, end)
	}
}

// part writes a part that has to do with no function. message is where it
// stands, for errors.
func (e *encoder) part(p *llm.Part, message int) {
	e.Raw("{")
	switch p.Type {
	case llm.TextPart, llm.RefusalPart:
		e.Member("text", wire.OrEmpty(p.Text))
	case llm.ReasoningPart:
		e.Member("text", wire.OrEmpty(p.Text))
		e.Constant("thought", "true")
	case llm.RedactedPart:
		e.Constant("thought", "true")
	case llm.ImagePart, llm.DocumentPart, llm.AudioPart:
		e.media(p, message)
	default:
		if !e.Same || p.Raw == nil {
			e.Fail(wire.Path(message, "content"), "content of type "+jsonscan.Text(p.Name)+" cannot be sent to this provider")
		}
		e.Dst = append(e.Dst[:len(e.Dst)-1], p.Raw...)
		return
	}
	e.Optional("thoughtSignature", p.Signature)
	e.marks(p)
	e.Raw("}")
}

// marks writes what any part may have beside its data.
func (e *encoder) marks(p *llm.Part) {
	e.LoseIf(p.Cache != nil, "messages[].content[].cache_control", "the provider caches prompts unasked")
	if !e.Same {
		e.LoseExtra(p.Extra, "messages[].content[].", "the provider has nothing like it")
		return
	}
	for i := range p.Extra {
		if m := &p.Extra[i]; strings.IndexByte(m.Name, '.') < 0 {
			e.Member(m.Name, m.Value)
		}
	}
}

// call writes a call of a function. behind tells that it is not the first one
// of its turn, which alone must be signed.
func (e *encoder) call(p *llm.Part, message int, behind bool) {
	e.Raw("{")
	id, signature := codec.CutCallID(p.ID)
	switch {
	case p.Signature != nil:
		e.Member("thoughtSignature", p.Signature)
	case signature != nil:
		e.Name("thoughtSignature")
		e.Dst = codec.AppendSignature(e.Dst, signature)
	case e.model == leveled && !behind && !e.Same:
		// Without one the provider refuses the request, unless it is told to.
		e.Raw(`"thoughtSignature":"skip_thought_signature_validator"`)
		e.Lose("messages[].tool_calls", "a call came back without the signature of the thoughts behind it: the model goes on without them")
	}
	start := e.Open("functionCall")
	e.id(id)
	e.Member("name", wire.OrEmpty(p.Name))
	e.Arguments("args", p, message)
	e.Inside("functionCall.", p.Extra)
	e.Close(start)
	e.marks(p)
	e.Raw("}")
}

// id writes the id of a call, unless it was made here.
func (e *encoder) id(id []byte) {
	if len(id) == 0 || e.Same && bytes.HasPrefix(id, []byte(made)) {
		return
	}
	e.Name("id")
	e.Quote(id)
}
