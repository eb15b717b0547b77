// Package wire is what codecs of JSON protocols are made of: requests and
// replies read by tables, JSON written, the blocks of a reply told. It knows
// no protocol and no vendor.
package wire

import "aigateway/common/llm"

// Empty tells whether a string literal is absent or says nothing.
func Empty(literal []byte) bool { return len(literal) <= len(`""`) }

// Inner is what stands between the quotes of a string literal.
func Inner(literal []byte) []byte {
	if len(literal) < 2 {
		return nil
	}
	return literal[1 : len(literal)-1]
}

// Quoted tells whether a value is a string literal.
func Quoted(value []byte) bool { return len(value) > 1 && value[0] == '"' }

// Values that are put where there is none. They are never written to.
var (
	NoText   = llm.Text(`""`)
	NoObject = llm.Raw(`{}`)
	NoList   = llm.Raw(`[]`)
)

// OrEmpty returns the empty literal in place of one that is absent.
func OrEmpty(literal llm.Text) llm.Text {
	if literal == nil {
		return NoText
	}
	return literal
}

// keep is the size up to which a reader or writer holds on to a buffer, in
// bytes.
const keep = 4 << 10

// Recycle empties a buffer, or drops one that has grown large.
func Recycle(buffer []byte) []byte {
	if cap(buffer) > keep {
		return nil
	}
	return buffer[:0]
}

// Word is a word of a protocol, as a literal where it is one there, and what
// it stands for.
type Word struct {
	Text string
	Is   uint8
}

// Meaning returns what the first of words stands for that is text, 0 if there
// is none.
//
//go:noinline
func Meaning(words []Word, text []byte) uint8 {
	for i := range words {
		if words[i].Text == string(text) {
			return words[i].Is
		}
	}
	return 0
}

// WordFor returns the first of words that stands for is, empty if there is
// none.
//
//go:noinline
func WordFor(words []Word, is uint8) string {
	for i := range words {
		if words[i].Is == is {
			return words[i].Text
		}
	}
	return ""
}
