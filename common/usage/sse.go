package usage

import "bytes"

// lines is where in a stream of server-sent events the bytes seen so far end.
// Unlike package sse it never waits for an event to be whole: an event of any
// length costs no memory.
type lines struct {
	newline byte // what ends a line of this stream, 0 while unknown
	cr      bool // the first line ended in a CR, which an LF may follow
	field   field
	nname   uint8
	name    [6]byte // of a field, as far as it came
}

type field uint8

const (
	unnamed field = iota
	dataField
	eventField
	otherField
)

// events reads on in a stream of events.
func (m *Meter) events(b []byte) {
	l := &m.lines
	if l.cr {
		l.cr = false
		l.newline = '\r'
		m.line(nil, true)
		if b[0] == '\n' {
			l.newline = '\n'
			b = b[1:]
		}
	}
	if l.newline == 0 && !l.learn(b) {
		m.line(bytes.TrimSuffix(b, []byte{'\r'}), false)
		return
	}
	for len(b) > 0 {
		if l.field == unnamed && l.nname == 0 && l.newline == '\n' {
			if b = b[m.alike(b):]; len(b) == 0 {
				return
			}
		}
		n := bytes.IndexByte(b, l.newline)
		if n < 0 {
			m.line(b, false)
			return
		}
		m.line(b[:n], true)
		b = b[n+1:]
	}
}

// alike reads the events at the start of b that are like the one before and
// have no name, and returns their length.
func (m *Meter) alike(b []byte) int {
	const field = len("data:")
	t := &m.template
	read := 0
	for len(b)-read > field && t.event == plainEvent && m.at.event == plainEvent && m.atStart() && string(b[read:read+field]) == "data:" {
		line := b[read+field:]
		from, to, ok := t.same(line)
		if !ok {
			break
		}
		m.walker = t.at
		m.said(m.node, line[from:to])
		m.endEvent()
		read += field + len(t.shape) + to - from + len("\n\n")
	}
	return read
}

// learn finds out what ends a line: LF, with or without CR, or CR alone.
func (l *lines) learn(b []byte) bool {
	i := bytes.IndexAny(b, "\r\n")
	switch {
	case i < 0:
		return false
	case b[i] == '\n':
		l.newline = '\n'
	case i+1 == len(b):
		l.cr = true
		return false
	case b[i+1] == '\n':
		l.newline = '\n'
	default:
		l.newline = '\r'
	}
	return true
}

// line reads on in a line; ended tells that p is the end of it.
func (m *Meter) line(p []byte, ended bool) {
	l := &m.lines
	if l.field == unnamed {
		p = l.readName(p)
	}
	switch l.field {
	case unnamed:
		if ended && (l.nname == 0 || l.nname == 1 && l.name[0] == '\r') {
			m.endEvent()
		}
	case dataField:
		m.data(p, ended)
	case eventField:
		m.eventName(p, ended)
	}
	if ended {
		l.field, l.nname = unnamed, 0
	}
}

// readName reads the name of a field and returns what is behind the colon.
func (l *lines) readName(p []byte) []byte {
	if l.nname == 0 && len(p) > 6 {
		switch { // most lines
		case string(p[:5]) == "data:":
			l.field = dataField
			return p[5:]
		case string(p[:6]) == "event:":
			l.field = eventField
			return p[6:]
		}
	}
	for i, c := range p {
		switch {
		case c == ':' && string(l.name[:l.nname]) == "data":
			l.field = dataField
			return p[i+1:]
		case c == ':' && string(l.name[:l.nname]) == "event":
			l.field = eventField
			return p[i+1:]
		case c == ':' || int(l.nname) == len(l.name):
			l.field = otherField
			return nil
		}
		l.name[l.nname] = c
		l.nname++
	}
	return nil
}

// data reads on in the data of an event.
func (m *Meter) data(p []byte, ended bool) {
	if ended && m.atStart() {
		m.event(p)
	} else {
		m.walk(p)
	}
	if !ended || m.atStart() {
		return
	}
	if m.walk([]byte{'\n'}); m.state == dead { // lines of one event are parted by it
		m.restart()
	}
}

// event reads the data of an event that is whole.
func (m *Meter) event(p []byte) {
	t := &m.template
	if n := t.head(p, m.at.event); n > 0 {
		m.walker = t.at
		n += m.walkString(p[n:])
		if m.state == wantComma && t.tail(p[n-1:]) { // with the quote
			m.restart()
			return
		}
		m.staged.Clear()
		m.walk(p[min(n, len(p)):])
		return
	}
	t.start(m.at.event, len(p))
	m.walk(p)
	t.stop(p, m.atStart())
}

// atStart tells that no document has begun.
func (m *Meter) atStart() bool { return m.state == wantValue && m.depth == 0 }

// restart makes the walker ready for another document of the same event.
func (m *Meter) restart() {
	m.walker = walker{at: place{event: m.at.event, call: m.at.call}}
	m.held = m.held[:0]
}

// eventName reads on in the name of an event.
func (m *Meter) eventName(p []byte, ended bool) {
	if !m.atStart() {
		return
	}
	if !ended || len(m.held) > 0 {
		m.hold(p)
		p = m.held
	}
	if ended {
		m.at.event = eventOf(trim(p[:min(len(p), maxHeld)]))
		m.held = m.held[:0]
	}
}

// trim takes off what may be around a name.
func trim(p []byte) []byte {
	if len(p) > 0 && p[0] == ' ' {
		p = p[1:]
	}
	if len(p) > 0 && p[len(p)-1] == '\r' {
		p = p[:len(p)-1]
	}
	return p
}

// endEvent takes the blank line behind an event.
func (m *Meter) endEvent() {
	if m.at.event == errorEvent {
		m.reply.Failed = true
	}
	m.at.event = plainEvent
	m.restart()
}
