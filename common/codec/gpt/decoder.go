package gpt

import (
	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Decoder reads one request, in one pass. A value of a wrong type ends the
// scan with what is wrong with it.
type Decoder struct {
	jsonscan.Scanner
	Body []byte
	R    *llm.Request
	seen uint8
}

// NewDecoder returns a decoder of body.
func NewDecoder(body []byte, r *llm.Request) Decoder {
	return Decoder{Scanner: jsonscan.New(body), Body: body, R: r}
}

// NewPart appends a part of a type. The pointer is good until the next one.
//
//go:noinline
func (d *Decoder) NewPart(t llm.PartType) *llm.Part {
	d.R.Parts = append(d.R.Parts, llm.Part{Type: t})
	return &d.R.Parts[len(d.R.Parts)-1]
}

// NewMessage appends a message whose parts come next.
//
//go:noinline
func (d *Decoder) NewMessage(r llm.Role) *llm.Message {
	d.R.Messages = append(d.R.Messages, llm.Message{Role: r, First: len(d.R.Parts)})
	return &d.R.Messages[len(d.R.Messages)-1]
}

// Once refuses the second of two members of a name: two readers of it may
// take different ones. The bit is the member's own.
func (d *Decoder) Once(bit uint8) {
	if d.seen&bit != 0 {
		d.Refuse("must not be there twice")
	}
	d.seen |= bit
}

// Seen tells whether Once was called for a bit.
func (d *Decoder) Seen(bit uint8) bool { return d.seen&bit != 0 }

// Text consumes a string or null.
func (d *Decoder) Text() llm.Text {
	if d.Null() {
		return nil
	}
	return d.String()
}

// Number consumes a number or null.
func (d *Decoder) Number() llm.Raw {
	if d.Null() {
		return nil
	}
	if d.Kind() != '0' {
		d.Refuse("must be a number")
		return nil
	}
	return d.Value()
}

// Bool consumes true, false or null.
func (d *Decoder) Bool() llm.Bool {
	kind := d.Kind()
	switch kind {
	case 't', 'f', 'n':
		d.Skip()
	default:
		d.Refuse("must be true or false")
	}
	switch kind {
	case 't':
		return llm.True
	case 'f':
		return llm.False
	}
	return llm.Absent
}

// Map consumes an object, or null, and returns it as it stands.
func (d *Decoder) Map() llm.Raw {
	if d.Null() {
		return nil
	}
	if d.Kind() != '{' {
		d.Refuse("must be an object")
		return nil
	}
	return d.Value()
}

// Start returns where the next value starts.
func (d *Decoder) Start() int {
	d.Kind() // skips space
	return d.Offset()
}

// Since returns what was read from start on.
func (d *Decoder) Since(start int) llm.Raw {
	if d.Err() != nil {
		return nil
	}
	return d.Body[start:d.Offset()]
}

// Refuse ends the scan with what is wrong with the next value.
func (d *Decoder) Refuse(wrong string) { d.RefuseAt(d.Start(), wrong) }

// RefuseAt is Refuse for a value that starts at an offset and was read.
func (d *Decoder) RefuseAt(start int, wrong string) {
	d.Fail(&codec.Fault{Offset: start, Wrong: wrong})
}

// Nested keeps a member of an inner object, named with the path to it, such
// as stream_options.include_obfuscation.
func (d *Decoder) Nested(to *[]llm.Member, prefix string) {
	name := prefix + string(d.Key())
	if !d.Null() {
		*to = append(*to, llm.Member{Name: name, Value: d.Value(), Own: true})
	}
}

// Extra keeps a member that llm has no field for: one of own if the protocol
// defines it. Null is as good as absent.
func (d *Decoder) Extra(to *[]llm.Member, own []string) {
	name, isOwn := "", false
	for i := range own {
		if string(d.Key()) == own[i] {
			name, isOwn = own[i], true
		}
	}
	if !isOwn {
		name = string(d.Key())
	}
	if !d.Null() {
		*to = append(*to, llm.Member{Name: name, Value: d.Value(), Own: isOwn})
	}
}

// Keep keeps a top-level member that the protocol defines, unless it is nil.
func (d *Decoder) Keep(name string, value llm.Raw) {
	if value != nil {
		d.R.Extra = append(d.R.Extra, llm.Member{Name: name, Value: value, Own: true})
	}
}
