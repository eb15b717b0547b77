package conversation

import (
	"slices"

	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Add puts a text behind the system prompts that a request begins with.
func Add(r *llm.Request, text llm.Text) {
	r.Messages = slices.Insert(r.Messages, Prompts(r), llm.Message{Role: llm.System, First: len(r.Parts), Count: 1})
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
		if previous, _ := member(body, 0, "previous_response_id"); previous.end == 0 || string(previous.of(body)) == "null" {
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

// insert puts the text between before and after.
func (e *instruction) insert(at int, before, after string) {
	e.edits.Insert(at, []byte(before))
	e.edits.Insert(at, e.text)
	e.edits.Insert(at, []byte(after))
}

// first puts a member in front of all others.
func (e *instruction) first(before, after string) {
	s := jsonscan.New(e.body)
	s.Object()
	if s.Kind() == '"' {
		e.insert(s.Offset(), before, after+",")
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
	at, ok := member(e.body, 0, list)
	if !ok || at.end == 0 {
		return
	}
	s := jsonscan.New(at.of(e.body))
	if s.Kind() == '"' {
		e.insert(at.start, "["+systemTurn, `},{"role":"user","content":`)
		e.edits.Insert(at.end, []byte("}]"))
		return
	}
	e.element(at, systemTurn, "}", func(s *jsonscan.Scanner) bool {
		var t turn
		t.read(s, Chat)
		return t.system
	})
}

// element puts one into a list, behind those at its start that pass.
func (e *instruction) element(list span, before, after string, pass func(*jsonscan.Scanner) bool) {
	s := jsonscan.New(list.of(e.body))
	end := 0
	for s.Array(); s.Element(); {
		s.Kind() // skips space
		start := s.Offset()
		if !pass(&s) {
			e.insert(list.start+start, before, after+",")
			return
		}
		end = s.Offset()
	}
	switch {
	case s.Err() != nil:
	case end > 0:
		e.insert(list.start+end, ","+before, after)
	default:
		e.insert(list.end-1, before, after)
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
	at, ok := member(e.body, 0, "system")
	switch {
	case !ok:
	case at.end == 0:
		e.first(`"system":`, "")
	case e.body[at.start] == '[':
		e.element(at, textBlock, "}", all)
	case e.body[at.start] == '"' && at.end-at.start > 2:
		e.edits.Replace(at.end-1, at.end, []byte(`\n\n`))
		e.edits.Insert(at.end, e.text[1:])
	case e.body[at.start] == '"' || e.body[at.start] == 'n':
		e.edits.Replace(at.start, at.end, e.text)
	}
}

// gemini puts the text behind Google's system prompt. With cached content there
// must be none, so that the text begins the conversation.
func (e *instruction) gemini() {
	if cached, _ := find(e.body, 0, called("cachedContent")); cached.end > 0 && e.body[cached.start] == '"' {
		if at, ok := member(e.body, 0, "contents"); ok && at.end > 0 {
			e.element(at, userContent, "}]}", func(*jsonscan.Scanner) bool { return false })
		}
		return
	}
	at, ok := find(e.body, 0, called("systemInstruction"))
	switch {
	case !ok:
	case at.end == 0:
		e.first(`"systemInstruction":{"parts":[`+textPart, "}]}")
	case e.body[at.start] == 'n':
		e.edits.Replace(at.start, at.end, nil)
		e.insert(at.end, `{"parts":[`+textPart, "}]}")
	case e.body[at.start] == '{':
		e.parts(at)
	}
}

// parts puts the text into an object that has parts, or is to have some.
func (e *instruction) parts(object span) {
	at, _ := member(object.of(e.body), object.start, "parts")
	switch {
	case at.end > 0 && e.body[at.start] == '[':
		e.element(at, textPart, "}", all)
	case at.end == 0:
		s := jsonscan.New(object.of(e.body))
		after := "}]"
		if s.Object(); s.Kind() == '"' {
			after = "}],"
		}
		e.insert(object.start+1, `"parts":[`+textPart, after)
	}
}

// called compares a name as Google does, which takes its own in snake_case too.
func called(name string) func(key []byte) bool {
	return func(key []byte) bool {
		i := 0
		for _, c := range key {
			if c == '_' {
				continue
			}
			if i >= len(name) || c|0x20 != name[i]|0x20 {
				return false
			}
			i++
		}
		return i == len(name)
	}
}
