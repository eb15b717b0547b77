package pattern

// program is an expression as instructions. Instruction 0 is the match.
type program struct {
	insts    []inst
	classes  []class
	start    uint32
	anchored bool // it can match at the beginning of a text only
}

// inst is one instruction.
type inst struct {
	op  opcode
	out uint32 // the instruction that follows
	arg uint32 // see opcode
}

type opcode uint8

const (
	opMatch  opcode = iota + 1
	opRune          // one character, arg
	opClass         // one character of class arg
	opAssert        // no character, where assertion arg holds
	opSave          // the position goes into slot arg
	opSplit         // out is tried first, then arg
)

// assertion is something that holds between two characters, or does not.
type assertion uint32

const (
	beginText assertion = iota + 1
	endText
	beginLine
	endLine
	wordBoundary
	noWordBoundary
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
	case wordBoundary:
		return isWord(before) != isWord(after)
	default:
		return isWord(before) == isWord(after)
	}
}

func isWord(r rune) bool {
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || r == '_' || 'a' <= r && r <= 'z'
}

// maxInsts bounds a program. RE2 bounds the memory, and Go's package has 3.3
// million; no one writes a value of a configuration that needs more than this.
const maxInsts = 10000

// assembler writes a program from its end to its beginning, so that what
// follows an instruction is known when it is written.
type assembler struct {
	program
	tooLarge bool
}

// assemble is false for a tree that makes too large a program.
func assemble(tree *node, classes []class) (program, bool) {
	a := assembler{program: program{classes: classes, insts: []inst{{op: opMatch}}}}
	whole := a.save(1, 0)
	a.start = a.save(0, a.node(tree, whole))
	first := a.insts[a.start]
	for first.op == opSave {
		first = a.insts[first.out]
	}
	a.anchored = first.op == opAssert && assertion(first.arg) == beginText
	return a.program, !a.tooLarge
}

func (a *assembler) emit(i inst) uint32 {
	if len(a.insts) == maxInsts {
		a.tooLarge = true
		return 0
	}
	a.insts = append(a.insts, i)
	return uint32(len(a.insts) - 1)
}

func (a *assembler) save(slot int, next uint32) uint32 {
	return a.emit(inst{op: opSave, arg: uint32(slot), out: next})
}

// node writes n, after which next is run, and returns where it begins.
func (a *assembler) node(n *node, next uint32) uint32 {
	if a.tooLarge {
		return 0
	}
	switch n.kind {
	case leaf:
		i := n.leaf
		i.out = next
		return a.emit(i)
	case sequence:
		for i := len(n.subs) - 1; i >= 0; i-- {
			next = a.node(n.subs[i], next)
		}
		return next
	case alternate:
		return a.alternate(n.subs, next)
	case group:
		last := a.save(2*n.group+1, next)
		return a.save(2*n.group, a.node(n.subs[0], last))
	default:
		return a.repeat(n, next)
	}
}

func (a *assembler) alternate(subs []*node, next uint32) uint32 {
	last := len(subs) - 1
	entry := a.node(subs[last], next)
	for i := last - 1; i >= 0; i-- {
		entry = a.split(a.node(subs[i], next), entry, false)
	}
	return entry
}

// split tries yes before no, or after it if lazy.
func (a *assembler) split(yes, no uint32, lazy bool) uint32 {
	if lazy {
		yes, no = no, yes
	}
	return a.emit(inst{op: opSplit, out: yes, arg: no})
}

// repeat writes x{2,4} as xx(x(x)?)?, and x{2,} as xx+.
func (a *assembler) repeat(n *node, next uint32) uint32 {
	sub, least := n.subs[0], n.min
	switch {
	case n.max >= 0:
		end := next
		for range n.max - n.min {
			next = a.split(a.node(sub, next), end, n.lazy)
		}
	case n.min > 0:
		next, _ = a.loop(n, next)
		least--
	case sub.nullable:
		// (x+)?, so that an x that matches nothing comes in its turn.
		body, _ := a.loop(n, next)
		next = a.split(body, next, n.lazy)
	default:
		_, next = a.loop(n, next)
	}
	for range least {
		next = a.node(sub, next)
	}
	return next
}

// loop writes a body and the split that repeats or leaves it, and returns
// where each begins: x+ is entered at the body, x* at the split.
func (a *assembler) loop(n *node, next uint32) (body, split uint32) {
	split = a.split(0, next, false)
	body = a.node(n.subs[0], split)
	if a.tooLarge {
		return 0, 0
	}
	a.insts[split].out = body
	if n.lazy {
		a.insts[split].out, a.insts[split].arg = next, body
	}
	return body, split
}
