package wire

import (
	"bytes"
	"slices"
	"strconv"

	"aigateway/common/jsonscan"
)

// Output is JSON that is being written. Its methods are calls, and not copied
// to where they are called from: there are hundreds of those, and a module's
// size is time and memory in every worker.
type Output struct{ Dst []byte }

// Recycle empties o, and drops a buffer that has grown large.
//
//go:noinline
func (o *Output) Recycle() { o.Dst = Recycle(o.Dst) }

// Raw writes constant text.
//
//go:noinline
func (o *Output) Raw(text string) { o.Dst = append(o.Dst, text...) }

// Bytes writes what is JSON already.
//
//go:noinline
func (o *Output) Bytes(value []byte) { o.Dst = append(o.Dst, value...) }

// Between writes a value between constant texts.
//
//go:noinline
func (o *Output) Between(before string, value []byte, after string) {
	o.Dst = append(append(append(o.Dst, before...), value...), after...)
}

// Count writes a number behind constant text.
//
//go:noinline
func (o *Output) Count(text string, n int64) {
	o.Dst = strconv.AppendInt(append(o.Dst, text...), n, 10)
}

// Counts writes a number between constant texts.
//
//go:noinline
func (o *Output) Counts(before string, n int64, after string) {
	o.Count(before, n)
	o.Raw(after)
}

// Made writes an identifier: text and a number of the base 36, between quotes.
//
//go:noinline
func (o *Output) Made(text string, n uint64) {
	o.Dst = append(append(o.Dst, '"'), text...)
	o.Dst = append(strconv.AppendUint(o.Dst, n, 36), '"')
}

// Quote writes what stands between quotes with them.
//
//go:noinline
func (o *Output) Quote(text []byte) {
	o.Dst = append(append(append(o.Dst, '"'), text...), '"')
}

// Comma separates what follows from what stands before it.
//
//go:noinline
func (o *Output) Comma() {
	switch o.Dst[len(o.Dst)-1] {
	case '{', '[', ':':
	default:
		o.Dst = append(o.Dst, ',')
	}
}

// Apart separates what follows from what stands before it, if anything does.
//
//go:noinline
func (o *Output) Apart() {
	if len(o.Dst) > 0 {
		o.Dst = append(o.Dst, ',')
	}
}

// Name starts a member. The name may be one that a client made up.
//
//go:noinline
func (o *Output) Name(name string) {
	o.Comma()
	o.Dst = append(jsonscan.AppendQuoted(o.Dst, name), ':')
}

// Member writes a member.
//
//go:noinline
func (o *Output) Member(name string, value []byte) {
	o.Name(name)
	o.Dst = append(o.Dst, value...)
}

// Constant writes a member whose value is constant JSON.
//
//go:noinline
func (o *Output) Constant(name, value string) {
	o.Name(name)
	o.Dst = append(o.Dst, value...)
}

// Optional writes a member unless it is absent.
//
//go:noinline
func (o *Output) Optional(name string, value []byte) {
	if value != nil {
		o.Member(name, value)
	}
}

// Quoted writes a member that is a text.
//
//go:noinline
func (o *Output) Quoted(name, text string) {
	o.Name(name)
	o.Dst = jsonscan.AppendQuoted(o.Dst, text)
}

// Number writes a member that is a number.
//
//go:noinline
func (o *Output) Number(name string, n int64) {
	o.Name(name)
	o.Dst = strconv.AppendInt(o.Dst, n, 10)
}

// Open starts an object that Close ends.
//
//go:noinline
func (o *Output) Open(name string) (start int) { return o.open(name, '{') }

// OpenList starts a list that CloseList ends.
//
//go:noinline
func (o *Output) OpenList(name string) (start int) { return o.open(name, '[') }

func (o *Output) open(name string, kind byte) (start int) {
	start = len(o.Dst)
	o.Name(name)
	o.Dst = append(o.Dst, kind)
	return start
}

// Close ends the object that Open started at start, or takes it back where it
// stayed empty, and tells whether it is there.
//
//go:noinline
func (o *Output) Close(start int) bool { return o.close(start, '{') }

// CloseList is Close for a list.
//
//go:noinline
func (o *Output) CloseList(start int) bool { return o.close(start, '[') }

func (o *Output) close(start int, kind byte) bool {
	if o.Dst[len(o.Dst)-1] == kind {
		o.Dst = o.Dst[:start]
		return false
	}
	o.Dst = append(o.Dst, kind+2) // the brackets of ASCII are two apart
	return true
}

// Gather starts a value that comes in pieces of a string literal, and returns
// where it starts.
//
//go:noinline
func (o *Output) Gather() (start int) {
	o.Dst = append(o.Dst, '"')
	return len(o.Dst) - 1
}

// Gathered makes the object of the literal that was gathered from start on.
// What the model wrote wrong, or was cut off by the limit, stays the literal,
// between before and after, so that the client sees it.
//
//go:noinline
func (o *Output) Gathered(start int, before, after string) {
	o.Dst = append(o.Dst, '"')
	end := len(o.Dst)
	o.Dst = jsonscan.AppendText(o.Dst, o.Dst[start:])
	input := bytes.TrimSpace(o.Dst[end:])
	switch {
	case len(input) == 0:
		o.Dst = append(o.Dst[:start], "{}"...)
	case jsonscan.ValidObject(input):
		o.Dst = append(o.Dst[:start], input...)
	default:
		o.Dst = append(slices.Insert(o.Dst[:end], start, []byte(before)...), after...)
	}
}
