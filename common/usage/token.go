package usage

import "bytes"

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
