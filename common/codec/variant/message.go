package variant

import "aigateway/common/jsonscan"

// message is one message of chat completions.
type message struct {
	role, content, name, reasoning []byte
	calls, callID                  []byte
}

// next returns the next message of a list that s is in.
func next(s *jsonscan.Scanner) (m message) {
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

// part is one part of a content that is a list.
type part struct {
	kind []byte // its type
	text []byte // literal
	url  []byte // literal: of an image, or data
	data []byte // of a sound: its base64 in quotes
	form []byte // of a sound: what it is, such as "wav"
}

// nextPart returns the next part of a content that s is in.
func (e *encoder) nextPart(s *jsonscan.Scanner) (p part) {
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
				e.lose("messages[].content[].image_url.detail", none)
			}
		default:
			s.Skip()
		}
	}
	return p
}

const partsHeld = "the messages hold a part of a kind that the provider cannot take"

// texts writes the texts of a content as one literal, with a blank line
// between them, and hands its other parts to other.
func (e *encoder) texts(content []byte, other func(e *encoder, p *part)) {
	if content == nil {
		e.raw(`""`)
		return
	}
	if content[0] == '"' {
		e.bytes(content)
		return
	}
	e.raw(`"`)
	start := len(e.dst)
	s := jsonscan.New(content)
	for s.Array(); s.Element(); {
		p := e.nextPart(&s)
		if p.text == nil {
			other(e, &p)
			continue
		}
		if len(e.dst) > start {
			e.raw(`\n\n`)
		}
		e.bytes(inner(p.text))
	}
	e.raw(`"`)
}

// refusePart is for services that take nothing but text.
func refusePart(e *encoder, p *part) { e.fail("messages", partsHeld+": "+string(p.kind)) }

// skipPart is for parts that are written elsewhere.
func skipPart(*encoder, *part) {}
