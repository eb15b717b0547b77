package conversation

import (
	"slices"

	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Add makes a text a system prompt at a place among the messages, such as behind
// the [Prompts] that are there.
func Add(r *llm.Request, at int, text llm.Text) {
	r.Messages = slices.Insert(r.Messages, at, llm.Message{Role: llm.System, First: len(r.Parts), Count: 1})
	r.Parts = append(r.Parts, llm.Part{Type: llm.TextPart, Text: text})
}

// Prompts counts the system prompts that a request begins with.
func Prompts(r *llm.Request) int {
	for i := range r.Messages {
		if role := r.Messages[i].Role; role != llm.System && role != llm.Developer {
			return i
		}
	}
	return len(r.Messages)
}

// Instruct adds the edits that put a text, a string literal, behind the system
// prompts that a body begins with. The literal must stay as it is until the
// edits are applied. A body of Responses that goes on with an earlier response
// gets nothing: the conversation has had it since its first turn.
func Instruct(edits *jsonedit.Edits, p Protocol, body []byte, text []byte) {
	e := instruction{edits: edits, body: body, text: text}
	switch p {
	case Chat:
		e.turn("messages")
	case Responses:
		if previous := e.at("previous_response_id"); previous.End == 0 || body[previous.Start] == 'n' {
			e.turn("input")
		}
	case Messages:
		e.system()
	case Gemini:
		e.gemini()
	}
}

// instruction is one Instruct.
type instruction struct {
	edits      *jsonedit.Edits
	body, text []byte
}

// at returns where a value of the body stands.
func (e *instruction) at(path ...string) jsonedit.Span {
	return jsonedit.At(e.body, jsonedit.Span{}, path...)
}

// insert puts the text between before and after.
func (e *instruction) insert(at int, before, after string) {
	e.edits.Insert(at, []byte(before))
	e.edits.Insert(at, e.text)
	e.edits.Insert(at, []byte(after))
}

// first puts a member in front of the others of the object at an offset. An
// object that is the body and has none is no request.
func (e *instruction) first(object int, before, after string) {
	s := jsonscan.New(e.body[object:])
	s.Object()
	switch {
	case s.Kind() == '"':
		e.insert(object+s.Offset(), before, after+",")
	case object > 0:
		e.insert(object+s.Offset(), before, after)
	}
}

// How the protocols write the text.
const (
	systemTurn  = `{"role":"system","content":`
	textPart    = `{"text":`
	textBlock   = `{"type":"text","text":`
	userContent = `{"role":"user","parts":[` + textPart
)

// turn makes the text a turn of its own. Input of Responses that is no list is
// the user's only turn.
func (e *instruction) turn(list string) {
	at := e.at(list)
	if at.End == 0 {
		return
	}
	if e.body[at.Start] == '"' {
		e.insert(at.Start, "["+systemTurn, `},{"role":"user","content":`)
		e.edits.Insert(at.End, []byte("}]"))
		return
	}
	e.element(at, systemTurn, "}", func(s *jsonscan.Scanner) bool {
		var t turn
		t.read(s, Chat)
		return t.system
	})
}

// element puts one into a list, behind those at its start that pass.
func (e *instruction) element(list jsonedit.Span, before, after string, pass func(*jsonscan.Scanner) bool) {
	s := jsonscan.New(list.Of(e.body))
	end := 0
	for s.Array(); s.Element(); {
		s.Kind() // skips space
		start := s.Offset()
		if !pass(&s) {
			e.insert(list.Start+start, before, after+",")
			return
		}
		end = s.Offset()
	}
	switch {
	case s.Err() != nil:
	case end > 0:
		e.insert(list.Start+end, ","+before, after)
	default:
		e.insert(list.End-1, before, after)
	}
}

// all passes every element.
func all(s *jsonscan.Scanner) bool {
	s.Skip()
	return true
}

// system puts the text behind Anthropic's system prompt, which is a string or
// a list of blocks.
func (e *instruction) system() {
	at := e.at("system")
	if at.End == 0 {
		e.first(0, `"system":`, "")
		return
	}
	switch kind := e.body[at.Start]; {
	case kind == '[':
		e.element(at, textBlock, "}", all)
	case kind == '"' && at.End-at.Start > 2:
		e.edits.Replace(at.End-1, at.End, []byte(`\n\n`))
		e.edits.Insert(at.End, e.text[1:])
	case kind == '"' || kind == 'n':
		e.edits.Replace(at.Start, at.End, e.text)
	}
}

// gemini puts the text behind Google's system prompt. With cached content there
// must be none, so that the text begins the conversation.
func (e *instruction) gemini() {
	if cached := either(e.body, "cachedContent", "cached_content"); cached.End > 0 && e.body[cached.Start] == '"' {
		if at := e.at("contents"); at.End > 0 {
			e.element(at, userContent, "}]}", func(*jsonscan.Scanner) bool { return false })
		}
		return
	}
	at := either(e.body, "systemInstruction", "system_instruction")
	switch {
	case at.End == 0:
		e.first(0, `"systemInstruction":{"parts":[`+textPart, "}]}")
	case e.body[at.Start] == 'n':
		e.edits.Replace(at.Start, at.End, nil)
		e.insert(at.End, `{"parts":[`+textPart, "}]}")
	case e.body[at.Start] == '{':
		if parts := jsonedit.At(e.body, at, "parts"); parts.End == 0 {
			e.first(at.Start, `"parts":[`+textPart, "}]")
		} else {
			e.element(parts, textPart, "}", all)
		}
	}
}

// either returns where a top-level member stands, which Google takes in
// snake_case too.
func either(body []byte, names ...string) (at jsonedit.Span) {
	for _, name := range names {
		if at.End == 0 {
			at = jsonedit.At(body, jsonedit.Span{}, name)
		}
	}
	return at
}
