package variant

import "aigateway/common/jsonscan"

// message is one message of chat completions.
type message struct {
	role, content, name, reasoning []byte
	calls, callID                  []byte
}

// messageOf reads one.
func messageOf(element []byte) (m message) {
	s := jsonscan.New(element)
	for s.Object(); s.Member(); {
		to := m.slot(s.Key())
		if value := s.Value(); to != nil && string(value) != "null" {
			*to = value
		}
	}
	return m
}

func (m *message) slot(name []byte) *[]byte {
	switch string(name) {
	case "role":
		return &m.role
	case "content", "refusal":
		return &m.content
	case "name":
		return &m.name
	case "reasoning_content":
		return &m.reasoning
	case "tool_calls":
		return &m.calls
	case "tool_call_id":
		return &m.callID
	}
	return nil
}

// isList tells whether a content is a list of parts, and not a text or none.
func isList(content []byte) bool { return len(content) > 0 && content[0] == '[' }

// wording is what a service calls what messages are made of. What has no name
// is written by content, or not at all.
type wording struct {
	list, role, reasoning, calls, callID string
	// content writes the content, and what has no name.
	content func(e *encoder, m *message)
	// text, image and audio are the parts of a content that is a list, with $
	// for what the part is; an empty one is refused. That of audio has the form
	// there, and the data and } come behind it.
	text, image, audio string
}

// messages writes the conversation.
func (e *encoder) messages(list []byte) { e.each(e.server.wording.list, list, (*encoder).message) }

func (e *encoder) message(element []byte) {
	w, m := &e.server.wording, messageOf(element)
	next(&e.Output, "{")
	e.member(w.role, m.role)
	w.content(e, &m)
	e.member(w.reasoning, m.reasoning)
	e.member(w.calls, m.calls)
	e.member(w.callID, m.callID)
	e.Raw("}")
	e.loseName(m.name)
}

// loseName tells that nobody is told apart by name.
func (e *encoder) loseName(name []byte) {
	if name != nil {
		e.Lose("messages[].name", none)
	}
}

// parts writes a content as a list, also where it is one text.
func (e *encoder) parts(name string, content []byte) {
	if isList(content) {
		e.each(name, content, (*encoder).part)
		return
	}
	e.Name(name)
	e.Raw("[")
	if content != nil {
		e.put(e.server.text, content)
	}
	e.Raw("]")
}

func (e *encoder) part(element []byte) {
	w, p := &e.server.wording, e.partOf(element)
	switch {
	case p.text != nil:
		e.put(w.text, p.text)
	case string(p.kind) == "image_url":
		e.put(w.image, p.url)
	case p.data != nil && w.audio != "":
		e.put(w.audio, inner(p.form))
		e.Bytes(p.data[1:])
		e.Raw("}")
	default:
		e.refusePart(&p)
	}
}

// partForm is one part of a content that is a list.
type partForm struct {
	kind []byte // its type
	text []byte // literal
	url  []byte // literal: of an image, or data
	data []byte // literal: of a sound
	form []byte // literal: of a sound, such as "wav"
}

// partOf reads one.
func (e *encoder) partOf(element []byte) (p partForm) {
	s := jsonscan.New(element)
	for s.Object(); s.Member(); {
		switch name := string(s.Key()); {
		case name == "type":
			p.kind = inner(s.Value())
		case name == "text":
			p.text = s.Value()
		case s.Kind() == '{':
			media := s.Value()
			p.url, p.data, p.form = find(media, "url"), find(media, "data"), find(media, "format")
			if find(media, "detail") != nil {
				e.Lose("messages[].content[].image_url.detail", none)
			}
		default:
			s.Skip()
		}
	}
	return p
}

const partsHeld = "the messages hold a part of a kind that the provider cannot take"

// refusePart refuses the request for a part.
func (e *encoder) refusePart(p *partForm) { e.Fail("messages", partsHeld+": "+string(p.kind)) }

// texts writes the texts of a content as one literal, with a blank line
// between them. Parts that are no text are handed to take, or refused without
// one.
func (e *encoder) texts(content []byte, take func(e *encoder, p *partForm)) {
	e.images = e.images[:0]
	e.Raw(`"`)
	e.inline(content, take)
	e.Raw(`"`)
}

// inline writes what stands between the quotes of the literal.
func (e *encoder) inline(content []byte, take func(e *encoder, p *partForm)) {
	start := len(e.Dst)
	e.Bytes(inner(content))
	s := jsonscan.New(content)
	if isList(content) {
		s.Array()
	}
	for isList(content) && s.Element() {
		p := e.partOf(s.Value())
		switch {
		case p.text != nil && len(e.Dst) > start:
			e.Raw(`\n\n`)
			fallthrough
		case p.text != nil:
			e.Bytes(inner(p.text))
		case take != nil:
			take(e, &p)
		default:
			e.refusePart(&p)
		}
	}
}

// taken writes the images that were taken, if there are any, as a list.
func (e *encoder) taken(name, template string) {
	for i, image := range e.images {
		if i == 0 {
			e.Name(name)
			e.Raw("[")
		}
		e.put(template, image)
	}
	if len(e.images) > 0 {
		e.Raw("]")
	}
}

// calledAs returns the name of the tool of a call, nil where that is not known.
func (e *encoder) calledAs(id []byte) []byte {
	for i := range e.called {
		if id != nil && string(e.called[i].name) == string(id) {
			return e.called[i].value
		}
	}
	return nil
}
