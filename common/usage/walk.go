package usage

import "bytes"

// walker is where in a JSON document the bytes seen so far end. It keeps the
// path to where it is and no bytes but those of a token that is cut in two:
// an answer of any length costs the same memory.
//
// It does not check what it skips. A document that is no JSON leaves it in the
// state dead, or counts nothing.
type walker struct {
	state state
	node  node  // what the value that is awaited or read is
	depth uint8 // how many levels of stack are open
	// odd tells that the piece of a string ended in a backslash that has
	// nothing before it.
	odd   bool
	skip  uint32 // containers open in a value that is skipped
	stack [maxDepth]level
	at    place
}

// place is what is known of the element that is being read, from members that
// came before.
type place struct {
	event  event // of the type of the event or answer
	choice uint8
	call   int16 // in Meter.calls, -1 for none
	tokens uint32
	// audio, hour and thought tell that a count or a part is of that sort;
	// text that a part has some.
	audio, hour, thought, text bool
}

// maxDepth bounds how deep something of interest may lie.
const maxDepth = 14

// level is an open container.
type level struct {
	node  node
	array bool
}

type state uint8

const (
	wantValue state = iota // zero: at the start of a document
	wantElement
	wantKey
	wantFirstKey
	wantColon
	wantComma
	inKey
	inKept
	inStreamed
	inScalar
	skipString
	skipScalar
	skipContainer
	skipContained // string in it
	dead
)

// walk reads the next bytes of the document.
func (m *Meter) walk(b []byte) {
	for i := 0; i < len(b); {
		if m.template.phase != idle {
			m.learn(b, i)
		}
		switch m.state {
		case inKey, inKept, inStreamed, skipString:
			i += m.walkString(b[i:])
		case inScalar, skipScalar:
			i += m.walkScalar(b[i:])
		case skipContainer, skipContained:
			i += m.walkSkipped(b[i:])
		case dead:
			return
		default:
			if c := b[i]; c > ' ' {
				i += m.step(c)
			} else {
				i++
			}
		}
	}
}

// learn notes where in an event that is whole its values are.
func (m *Meter) learn(b []byte, i int) {
	switch t := &m.template; m.state {
	case inStreamed:
		t.string(i, &m.walker)
		t.to = i + stringLength(b[i:])
	case skipString:
		t.ignored(i, i+stringLength(b[i:]), true)
	case skipScalar:
		t.ignored(i, i+scalarLength(b[i:]), false)
	}
}

// stringLength returns how much of b is in the string that starts there.
func stringLength(b []byte) int {
	var w walker
	n, _ := w.stringEnd(b)
	return n
}

// scalarLength returns how much of b is one number or word.
func scalarLength(b []byte) int {
	n := 0
	for n < len(b) && b[n] > ' ' && b[n] != ',' && b[n] != '}' && b[n] != ']' {
		n++
	}
	return n
}

// step takes a byte between tokens and returns 1, or 0 if it is the first of a
// token that is to be read whole.
func (m *Meter) step(c byte) int {
	switch m.state {
	case wantValue, wantElement:
		return m.value(c)
	case wantKey, wantFirstKey:
		switch {
		case c == '"':
			m.state = inKey
		case c == '}' && m.state == wantFirstKey:
			m.leave(false)
		default:
			m.state = dead
		}
	case wantColon:
		m.state = wantValue
		if c != ':' {
			m.state = dead
		}
	case wantComma:
		m.after(c)
	}
	return 1
}

// value begins a value.
func (m *Meter) value(c byte) int {
	switch c {
	case '"':
		m.beginString()
	case '{', '[':
		m.enter(c == '[')
	case ']':
		if m.state == wantElement {
			m.leave(true)
		} else {
			m.state = dead
		}
	case '}', ',', ':':
		m.state = dead
	default:
		if m.depth == 1 && m.stack[0].array && c == 'D' {
			m.reply.Ended = true // [DONE]
			m.state = dead
			return 1
		}
		m.state = inScalar
		if m.node == skipped {
			m.state = skipScalar
		}
		return 0
	}
	return 1
}

// after takes what follows a value.
func (m *Meter) after(c byte) {
	if m.depth == 0 {
		m.state = dead
		return
	}
	top := &m.stack[m.depth-1]
	switch {
	case c == ',' && top.array:
		m.state, m.node = wantValue, top.node
	case c == ',':
		m.state = wantKey
	case c == ']' && top.array, c == '}' && !top.array:
		m.leave(top.array)
	default:
		m.state = dead
	}
}

// enter opens a container.
func (m *Meter) enter(array bool) {
	if m.depth == 0 {
		m.node = answer
	}
	if m.node == skipped || m.depth == maxDepth || !m.opened(m.node, array) {
		m.state, m.skip = skipContainer, 1
		return
	}
	m.stack[m.depth] = level{m.node, array}
	m.depth++
	m.state = wantFirstKey
	if array {
		m.state = wantElement
	}
}

// leave closes a container.
func (m *Meter) leave(array bool) {
	m.depth--
	closing := m.stack[m.depth].node
	m.state = wantComma
	if !array && (m.depth == 0 || m.depth == 1 && closing == answer) {
		m.endDocument()
	} else if !array {
		m.closed(closing)
	}
	if m.depth == 0 {
		m.endAll()
	}
}

// walkString reads on in a string and returns how much of b is its, the quote
// included.
func (m *Meter) walkString(b []byte) int {
	n, closed := m.stringEnd(b)
	piece := b[:n]
	switch m.state {
	case inKey, inKept:
		if !closed {
			m.hold(piece)
			return n
		}
		m.whole(piece)
	case inStreamed:
		m.said(m.node, piece)
		if closed {
			m.state = wantComma
		}
	default:
		if closed {
			m.state = wantComma
		}
	}
	if closed {
		m.odd = false
		return n + 1
	}
	return n
}

// whole takes the last piece of a string that is kept.
func (m *Meter) whole(piece []byte) {
	if len(m.held) > 0 {
		m.hold(piece)
		piece = m.held
	}
	piece = piece[:min(len(piece), maxHeld)]
	if m.state == inKey {
		m.node = child(m.stack[m.depth-1].node, piece)
		m.state = wantColon
	} else {
		m.state = wantComma
		m.kept(m.node, piece)
	}
	m.held = m.held[:0]
}

// stringEnd finds the quote that ends a string. It looks for quotes with
// IndexByte, by far the fastest primitive in wasm, and counts the backslashes
// before each.
func (m *walker) stringEnd(b []byte) (n int, closed bool) {
	for n < len(b) {
		j := bytes.IndexByte(b[n:], '"')
		if j < 0 {
			break
		}
		n += j
		if !m.escaped(b[:n]) {
			return n, true
		}
		n++
	}
	if len(b) > 0 {
		m.odd = m.escaped(b)
	}
	return len(b), false
}

// escaped tells whether what follows b is escaped.
func (m *walker) escaped(b []byte) bool {
	slashes := 0
	for slashes < len(b) && b[len(b)-1-slashes] == '\\' {
		slashes++
	}
	return slashes%2 == 1 != (m.odd && slashes == len(b))
}

// held is as much of a cut token as is kept; what is longer is of no use.
const maxHeld = 512

func (m *Meter) hold(piece []byte) {
	m.held = append(m.held, piece[:min(len(piece), maxHeld-len(m.held))]...)
}

// walkScalar reads on in a number or a word.
func (m *Meter) walkScalar(b []byte) int {
	n := scalarLength(b)
	piece := b[:n]
	if m.state == inScalar && (n == len(b) || len(m.held) > 0) {
		m.hold(piece)
		piece = m.held
	}
	if n == len(b) {
		return n
	}
	if m.state == inScalar {
		m.scalar(m.node, piece)
		m.held = m.held[:0]
	}
	m.state = wantComma
	return n
}

// walkSkipped reads on in a container of no interest.
func (m *Meter) walkSkipped(b []byte) int {
	i := 0
	for i < len(b) {
		if m.state == skipContained {
			n, closed := m.stringEnd(b[i:])
			i += n
			if closed {
				i++
				m.odd = false
				m.state = skipContainer
			}
			continue
		}
		switch b[i] {
		case '"':
			m.state = skipContained
		case '{', '[':
			m.skip++
		case '}', ']':
			if m.skip--; m.skip == 0 {
				m.state = wantComma
				return i + 1
			}
		}
		i++
	}
	return i
}
