package usage

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
		} else if m.state == inKey && len(m.held) == 0 {
			if i = m.members(b, i); i == len(b) {
				return
			}
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
			switch c := b[i]; {
			case c <= ' ':
				i++
			case c == '"' && (m.state == wantKey || m.state == wantFirstKey):
				m.state = inKey
				i++
			default:
				i += m.step(c)
			}
		}
	}
}

// members reads on from within the name of a member, over all members whose
// values are short and no containers, and returns where it stopped: at whatever
// is another value, or is not there as a whole. It is what walk would do, in
// one loop instead of some calls for each token.
func (m *Meter) members(b []byte, i int) int {
	for {
		n := plainLength(b[i:])
		if n < 0 || i+n+2 >= len(b) || b[i+n+1] != ':' {
			return i
		}
		m.node = child(m.stack[m.depth-1].node, b[i:i+n])
		m.state = wantValue
		i += n + 2
		if b[i] == ' ' && i+1 < len(b) {
			i++
		}
		n = m.short(b[i:])
		if n == 0 {
			return i
		}
		i += n
		m.state = wantComma
		if b[i] != ',' || i+1 == len(b) {
			return i
		}
		i++
		m.state = wantKey
		if b[i] == ' ' && i+1 < len(b) {
			i++
		}
		if b[i] != '"' || i+1 == len(b) {
			return i
		}
		i++
		m.state = inKey
	}
}

// short reads a member's value and returns its length, 0 if it is not short,
// or the last of b.
func (m *Meter) short(b []byte) int {
	c := b[0]
	if c == '"' {
		n := plainLength(b[1:])
		if n < 0 || n+2 >= len(b) {
			return 0
		}
		if m.node == skipped {
			return n + 2
		}
		switch is := m.stringNode(); {
		case is == wholeArguments: // which begin a call
			return 0
		case is.streamed():
			m.said(is, b[1:n+1])
		case is.kept():
			m.kept(is, b[1:n+1])
		}
		return n + 2
	}
	if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
		return 0
	}
	n := scalarLength(b)
	if n == len(b) {
		return 0
	}
	if m.node != skipped {
		m.scalar(m.node, b[:n])
	}
	return n
}

// maxPlain is up to which length, in bytes, a loop finds the end of a string
// faster than IndexByte does.
const maxPlain = 64

// plainLength returns how long the string is that b starts with, -1 if it has
// an escape or does not end in the first maxPlain bytes.
func plainLength(b []byte) int {
	b = b[:min(len(b), maxPlain)]
	for i, c := range b {
		if c == '"' {
			return i
		}
		if c == '\\' {
			return -1
		}
	}
	return -1
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
