package variant

import "aigateway/common/jsonscan"

// labels are what stands before the messages of a conversation that is told as
// one text, in Higress' words. It is never written to.
var labels = [...]struct{ role, label string }{
	{`"system"`, `SYSTEM: \n`}, {`"user"`, `USER: \n`}, {`"assistant"`, `ASSISTANT: \n`},
}

const callHeld = "the messages hold a tool call, which the provider cannot take"

// prompt writes a conversation as one literal: a message of the user alone as
// it is, others with who says them. Late leaves out what stands before the last
// answer, for services that remember it.
func (e *encoder) prompt(list []byte, late bool, take func(e *encoder, p *partForm)) {
	e.images = e.images[:0]
	first, count := span(list, late)
	e.Raw(`"`)
	s := jsonscan.New(list)
	s.Array()
	for i := 0; s.Element(); i++ {
		m := messageOf(s.Value())
		if i < first {
			continue
		}
		if m.calls != nil || m.callID != nil {
			e.Fail("messages", callHeld)
		}
		e.loseName(m.name)
		if count == 1 && string(m.role) == `"user"` {
			e.inline(m.content, take)
			continue
		}
		for _, l := range labels {
			if l.role == string(m.role) {
				e.Raw(l.label)
			}
		}
		e.inline(m.content, take)
		e.Raw(`\n`)
	}
	e.Raw(`"`)
}

// spoken writes what the messages of one role say, from one message on, with
// something between them. It tells whether there are any, and keeps the name of
// the last that has one.
func (e *encoder) spoken(list []byte, role string, from int, between string) (said bool) {
	s := jsonscan.New(list)
	s.Array()
	for i := 0; s.Element(); i++ {
		m := messageOf(s.Value())
		if i < from || string(m.role) != role {
			continue
		}
		if said {
			e.Raw(between)
		}
		said = true
		e.inline(m.content, nil)
		e.speaker = orElse(m.name, e.speaker)
	}
	return said
}

// span returns how many messages there are, and where those begin that are
// written.
func span(list []byte, late bool) (first, count int) {
	s := jsonscan.New(list)
	s.Array()
	i := 0
	for ; s.Element(); i++ {
		if m := messageOf(s.Value()); late && string(m.role) == `"assistant"` {
			first = i + 1
		}
	}
	return first, i - first
}
