package pattern

// node is a part of a parsed expression.
type node struct {
	kind     kind
	leaf     inst // of a kind leaf, without its continuation
	group    int  // number of the group, for group
	subs     []*node
	min, max int // of a repetition; a negative max is none
	lazy     bool

	nullable bool // may match the empty string
	height   int  // of the tree
	copies   int  // of the innermost part, when repetitions are written out
}

type kind uint8

const (
	leaf      kind = iota + 1
	sequence       // of none is what matches the empty string
	alternate      // the first one that leads to a match wins
	group
	repeat
)

func newLeaf(op opcode, arg uint32) *node {
	return &node{kind: leaf, leaf: inst{op: op, arg: arg}, nullable: op == opAssert, height: 1, copies: 1}
}

// join makes one node of several, and none of one. Nodes of the same kind
// lose their own: parentheses that only group do not make a tree higher.
func join(k kind, subs []*node) *node {
	if len(subs) == 1 {
		return subs[0]
	}
	n := &node{kind: k, nullable: k == sequence, copies: 1}
	for _, sub := range subs {
		if sub.kind == k {
			n.subs = append(n.subs, sub.subs...)
		} else {
			n.subs = append(n.subs, sub)
		}
		if k == sequence {
			n.nullable = n.nullable && sub.nullable
		} else {
			n.nullable = n.nullable || sub.nullable
		}
	}
	for _, sub := range n.subs {
		n.height, n.copies = max(n.height, sub.height), max(n.copies, sub.copies)
	}
	n.height++
	return n
}

func newGroup(number int, sub *node) *node {
	return &node{
		kind: group, group: number, subs: []*node{sub},
		nullable: sub.nullable, height: sub.height + 1, copies: sub.copies,
	}
}

// counts is how often something is repeated; a negative most is no bound.
type counts struct{ least, most int }

func newRepeat(sub *node, c counts, lazy bool) *node {
	n := &node{
		kind: repeat, subs: []*node{sub}, min: c.least, max: c.most, lazy: lazy,
		nullable: c.least == 0 || sub.nullable, height: sub.height + 1, copies: 1,
	}
	if c.most != 0 {
		n.copies = max(c.least, c.most, 1) * sub.copies
	}
	return n
}
