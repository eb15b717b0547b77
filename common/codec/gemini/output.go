package gemini

import (
	"strconv"

	"aigateway/common/jsonscan"
)

// output is JSON that is being written. Its methods are calls, and not copied to
// where they are called from: there are hundreds of those, and a module's size
// is time and memory in every worker.
type output struct{ dst []byte }

// raw writes constant text.
//
//go:noinline
func (o *output) raw(text string) { o.dst = append(o.dst, text...) }

// bytes writes what is JSON already.
//
//go:noinline
func (o *output) bytes(value []byte) { o.dst = append(o.dst, value...) }

// count writes a number behind constant text.
//
//go:noinline
func (o *output) count(text string, n int64) {
	o.raw(text)
	o.dst = strconv.AppendInt(o.dst, n, 10)
}

// comma separates what follows from what stands before it.
//
//go:noinline
func (o *output) comma() {
	if c := o.dst[len(o.dst)-1]; c != '{' && c != '[' {
		o.dst = append(o.dst, ',')
	}
}

// name starts a member. The name may be one that a client made up.
//
//go:noinline
func (o *output) name(name string) {
	o.comma()
	o.dst = append(jsonscan.AppendQuoted(o.dst, name), ':')
}

// member writes a member.
//
//go:noinline
func (o *output) member(name string, value []byte) {
	o.name(name)
	o.bytes(value)
}

// optional writes a member unless it is absent.
//
//go:noinline
func (o *output) optional(name string, value []byte) {
	if value != nil {
		o.member(name, value)
	}
}

// words writes a member that is a constant string.
//
//go:noinline
func (o *output) words(name, value string) {
	o.name(name)
	o.dst = jsonscan.AppendQuoted(o.dst, value)
}

// openObject starts an object that closeObject ends, or takes back where it stayed empty.
//
//go:noinline
func (o *output) openObject(name string) (start int) {
	start = len(o.dst)
	o.name(name)
	o.raw("{")
	return start
}

// closeObject ends what openObject started at start.
//
//go:noinline
func (o *output) closeObject(start int) {
	if o.dst[len(o.dst)-1] == '{' {
		o.dst = o.dst[:start]
		return
	}
	o.raw("}")
}
