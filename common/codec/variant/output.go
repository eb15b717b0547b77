package variant

import (
	"strings"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
)

// next writes text that starts an element.
//
//go:noinline
func next(o *wire.Output, text string) {
	o.Comma()
	o.Raw(text)
}

// member writes a member unless it has no name, or no value.
//
//go:noinline
func (e *encoder) member(name string, value []byte) {
	if name != "" {
		e.Optional(name, value)
	}
}

// put writes a value in its place in a template.
func (e *encoder) put(template string, value []byte) {
	before, after, _ := strings.Cut(template, "$")
	next(&e.Output, before)
	e.Bytes(value)
	e.Raw(after)
}

// inside writes the members of an object into the object at hand.
func (e *encoder) inside(object []byte) {
	s := jsonscan.New(object)
	for s.Object(); s.Member(); {
		e.member(string(s.Key()), s.Value())
	}
}

// each writes a member that is a list, with what write makes of the elements of
// another one.
func (e *encoder) each(name string, list []byte, write func(e *encoder, element []byte)) {
	e.Name(name)
	e.Raw("[")
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		write(e, s.Value())
	}
	e.Raw("]")
}
