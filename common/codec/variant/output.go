package variant

import "aigateway/common/jsonscan"

// output is JSON that is being written. Its methods are calls, not copied to
// where they are called from.
type output struct{ dst []byte }

// raw writes constant text.
//
//go:noinline
func (o *output) raw(text string) { o.dst = append(o.dst, text...) }

// bytes writes what is JSON already.
//
//go:noinline
func (o *output) bytes(value []byte) { o.dst = append(o.dst, value...) }

// comma separates what follows from what stands before it.
//
//go:noinline
func (o *output) comma() {
	switch o.dst[len(o.dst)-1] {
	case '{', '[', ':':
	default:
		o.dst = append(o.dst, ',')
	}
}

// open writes text that starts an element.
func (o *output) open(text string) {
	o.comma()
	o.raw(text)
}

// name starts a member. The name may be one that a client made up.
//
//go:noinline
func (o *output) name(name string) {
	o.comma()
	o.dst = append(jsonscan.AppendQuoted(o.dst, name), ':')
}

// member writes a member unless it has no name, or no value.
//
//go:noinline
func (o *output) member(name string, value []byte) {
	if value != nil && name != "" {
		o.name(name)
		o.bytes(value)
	}
}

// constant writes a member of constant value.
func (o *output) constant(name, value string) {
	o.name(name)
	o.raw(value)
}
