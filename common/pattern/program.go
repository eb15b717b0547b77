package pattern

// program is an expression as instructions, of which the first is run first
// and each, but for jumps, leads to the next. Jumps are relative: what an
// expression was read into can be moved and copied as it is.
type program struct {
	code    []inst
	classes []class
}

// inst is one instruction.
type inst struct {
	op  opcode
	arg int32 // see opcode
}

type opcode uint8

const (
	opMatch    opcode = iota + 1
	opRune            // one character, arg
	opClass           // one character of class arg
	opAssert          // no character, where assertion arg holds
	opSave            // the position goes into slot arg
	opJump            // on arg instructions from here
	opNextElse        // the next is tried, then the one arg from here
	opElseNext        // the same, the other way around
)

// What bounds an expression and its program. RE2 bounds its memory, and Go's
// package has 3.3 million instructions; no value of a configuration needs them.
const (
	maxText  = 1 << 15 // bytes
	maxInsts = 10000   // and half as many ranges in a class
	maxSlots = 1 << 20 // an offset for each end of each group, for each instruction: twice 8 MiB
)

// anchored tells whether a match can only be at the beginning of a text.
func (p *program) anchored() bool {
	for _, i := range p.code {
		if i.op != opSave {
			return i.op == opAssert && assertion(i.arg) == beginText
		}
	}
	return false
}

// assertion is something that holds between two characters, or does not.
type assertion int32

const (
	beginText assertion = iota + 1
	endText
	wordBoundary
	noWordBoundary
	beginLine
	endLine
)

// holds tells whether a holds between two characters; -1 stands for the end of
// the text on either side.
func (a assertion) holds(before, after rune) bool {
	switch a {
	case beginText:
		return before < 0
	case endText:
		return after < 0
	case beginLine:
		return before < 0 || before == '\n'
	case endLine:
		return after < 0 || after == '\n'
	}
	return (isWord(before) != isWord(after)) == (a == wordBoundary)
}

func isWord(r rune) bool {
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || r == '_' || 'a' <= r && r <= 'z'
}
