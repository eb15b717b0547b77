package pattern

import "unicode/utf8"

// machine runs a program over a text: it goes through the text once and keeps
// all the places where the program may be, in the order in which a
// backtracking engine would come to them (Pike's algorithm, as in RE2). No
// place is kept twice, which is what bounds the time.
type machine struct {
	program
	now, following *queue
	todo           []task
	slots          []int // of the thread that is being added
	found          []int // the slots of the best match so far
	matched        bool
}

func newMachine(p program, slots int) (m machine) {
	size := len(p.code)
	index, both := make([]uint32, 2*size), make([]int, 2*slots)
	m.program = p
	m.now, m.following = &queue{index: index[:size]}, &queue{index: index[size:]}
	m.slots, m.found = both[:slots:slots], both[slots:]
	return m
}

// queue is a set of instructions in order, with the slots of each.
type queue struct {
	index []uint32 // by instruction: where in order it is, if it is
	order []uint32
	slots []int // len(machine.slots) of them for each in order
}

// task is an instruction to follow, or, if slot is not negative, a value to
// put back into a slot.
type task struct {
	inst  uint32
	slot  int
	value int
}

// text is what can be searched. Only the forms that are in use cost size.
type text interface{ string | []byte }

// moment is a place in a text: the characters before and after it, -1 where
// there are none.
type moment struct {
	at            int
	before, after rune
}

// search looks for the leftmost match that begins at from or later, and keeps
// so many slots of it: none to know only whether there is one.
func search[T text](m *machine, s T, from, slots int) bool {
	m.reset(slots)
	anchored := m.anchored()
	after, size := decode(s, from)
	now := moment{from, preceding(s, from), after}
	for {
		over := m.matched || anchored && now.at > 0
		if over && len(m.now.order) == 0 {
			return m.matched
		}
		if !over {
			m.begin(now)
		}
		next := moment{at: now.at + size, before: now.after}
		atEnd := size == 0
		next.after, size = decode(s, next.at)
		m.step(now, next)
		if atEnd || m.matched && slots == 0 {
			return m.matched
		}
		m.now, m.following = m.following, m.now
		now = next
	}
}

// decode returns the character at an offset, and its size; -1 at the end.
func decode[T text](s T, at int) (rune, int) {
	if at >= len(s) {
		return -1, 0
	}
	if c := s[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	var b [utf8.UTFMax]byte
	n := copy(b[:], s[at:])
	return utf8.DecodeRune(b[:n])
}

// preceding returns what comes before an offset. Assertions do not tell one
// character beyond ASCII from another.
func preceding[T text](s T, at int) rune {
	if at == 0 {
		return -1
	}
	return rune(s[at-1])
}

func (m *machine) reset(slots int) {
	m.now.clear()
	m.following.clear()
	m.slots, m.found = m.slots[:slots], m.found[:slots]
	m.matched = false
}

// begin starts another attempt at a match, behind those that are under way.
func (m *machine) begin(now moment) {
	for i := range m.slots {
		m.slots[i] = -1
	}
	m.add(m.now, 0, now)
}

// step moves all threads over the character between now and next.
func (m *machine) step(now, next moment) {
	for n, pc := range m.now.order {
		i := &m.code[pc]
		ok := false
		switch i.op {
		case opMatch:
			m.matched = true
			copy(m.found, m.now.of(n, len(m.found)))
			m.now.clear() // what comes later is worth less
			return
		case opRune:
			ok = now.after == i.arg
		case opClass:
			ok = m.classes[i.arg].has(now.after)
		}
		if ok {
			copy(m.slots, m.now.of(n, len(m.slots)))
			m.add(m.following, pc+1, next)
		}
	}
	m.now.clear()
}

// add adds an instruction to q, and all that are reached from it at once.
func (m *machine) add(q *queue, pc uint32, at moment) {
	m.todo = m.todo[:0]
	for {
		for ok := true; ok && q.insert(pc, m.slots); {
			pc, ok = m.follow(pc, at)
		}
		for {
			last := len(m.todo) - 1
			if last < 0 {
				return
			}
			t := m.todo[last]
			m.todo = m.todo[:last]
			if t.slot < 0 {
				pc = t.inst
				break
			}
			m.slots[t.slot] = t.value
		}
	}
}

// follow returns what an instruction leads to without a character, if
// anything.
func (m *machine) follow(pc uint32, at moment) (next uint32, ok bool) {
	i := m.code[pc]
	next = pc + 1
	far := pc + uint32(i.arg)
	later := task{slot: -1}
	switch i.op {
	case opJump:
		return far, true
	case opAssert:
		return next, assertion(i.arg).holds(at.before, at.after)
	case opNextElse:
		later.inst = far
	case opElseNext:
		later.inst, next = next, far
	case opSave:
		slot := int(i.arg)
		if slot >= len(m.slots) {
			return next, true
		}
		later.slot, later.value = slot, m.slots[slot]
		m.slots[slot] = at.at
	default:
		return 0, false
	}
	m.todo = append(m.todo, later)
	return next, true
}

func (q *queue) clear() { q.order, q.slots = q.order[:0], q.slots[:0] }

// insert is false if q has pc already.
func (q *queue) insert(pc uint32, slots []int) bool {
	if n := q.index[pc]; int(n) < len(q.order) && q.order[n] == pc {
		return false
	}
	q.index[pc] = uint32(len(q.order))
	q.order = append(q.order, pc)
	q.slots = append(q.slots, slots...)
	return true
}

// of returns the slots of number n.
func (q *queue) of(n, slots int) []int { return q.slots[n*slots : (n+1)*slots] }
