package usage

import "bytes"

// template is what most events of a stream look like: the same bytes but for
// one string, which is streamed, and a few values of no interest, such as a
// number that counts events. An event that is alike need not be read: it means
// what the one before did. That is certain, for reading it would go through the
// same states, by the same bytes, to the same end.
type template struct {
	phase  phase
	event  event  // that the SSE name told, before the data
	at     walker // at the start of the string
	shape  []byte // the event without what is in the string
	text   int    // where in shape the string goes; 0 while nothing is known
	after  bool   // nothing behind the string has a meaning
	loose  bool   // some span varies
	nspans uint8
	spans  [maxSpans]span
	// from and to are where in the event that is learnt the string is.
	from, to int
}

// span is a value of no interest, in shape.
type span struct {
	start, end uint16
	quoted     bool // a string, without its quotes
	varies     bool // it was seen to differ
}

const (
	maxSpans = 12
	// maxShape bounds, in bytes, the events that are learnt.
	maxShape = 640
)

// phase is how far the learning of an event has come.
type phase uint8

const (
	idle     phase = iota
	learning       // before the string
	learnt         // behind it
)

// touch notes that something was read that must be read in every event.
func (t *template) touch() {
	switch t.phase {
	case learning:
		t.phase = idle
	case learnt:
		t.after = false
	}
}

// forget has the next event be read.
func (t *template) forget() {
	t.text = 0
	t.phase = idle
}

// start begins to learn an event.
func (t *template) start(e event, size int) {
	t.text, t.nspans, t.phase, t.loose = 0, 0, idle, false
	if size <= maxShape {
		t.phase, t.event, t.after = learning, e, true
	}
}

// string notes that the streamed string begins at offset of the event.
func (t *template) string(offset int, w *walker) {
	if t.phase == learnt {
		t.phase = idle // more than one
		return
	}
	t.phase, t.from, t.at = learnt, offset, *w
}

// ignored notes that the event has a value of no interest.
func (t *template) ignored(start, end int, quoted bool) {
	if t.nspans < maxSpans {
		t.spans[t.nspans] = span{start: uint16(start), end: uint16(end), quoted: quoted}
		t.nspans++
	}
}

// stop ends the learning of an event.
func (t *template) stop(event []byte, finished bool) {
	if t.phase == learnt && finished {
		t.shape = append(append(t.shape[:0], event[:t.from]...), event[t.to:]...)
		t.text = t.from
		for i := range t.spans[:t.nspans] {
			if s := &t.spans[i]; int(s.start) > t.from {
				s.start -= uint16(t.to - t.from)
				s.end -= uint16(t.to - t.from)
			}
		}
	}
	t.phase = idle
}

// head returns how much of an event is before its string, 0 if the event is
// not alike.
func (t *template) head(event []byte, e event) int {
	if t.text == 0 || e != t.event {
		return 0
	}
	return t.match(event, 0, t.text)
}

// tail tells whether what is behind the string is alike, and has no meaning.
func (t *template) tail(event []byte) bool {
	return t.after && t.match(event, t.text, len(t.shape)) == len(event)
}

// same returns where in a line of data, which may be the start of more, the
// string is, if the line differs from the event before in nothing but that and
// an empty line is behind it. Most events of most streams are such.
func (t *template) same(line []byte) (from, to int, ok bool) {
	if t.text == 0 || t.loose || !t.after || len(line) < len(t.shape) || string(line[:t.text]) != string(t.shape[:t.text]) {
		return 0, 0, false
	}
	from, to = t.text, t.text
	for escaped := false; ; to++ {
		if to == len(line) || line[to] == '\n' {
			return 0, 0, false
		}
		if line[to] == '"' && !escaped {
			break
		}
		escaped = line[to] == '\\' && !escaped
	}
	rest, tail := line[to:], t.shape[from:]
	n := len(tail)
	return from, to, len(rest) >= n+2 && rest[n] == '\n' && rest[n+1] == '\n' && string(rest[:n]) == string(tail)
}

// match returns how much of b is like shape from i to end, 0 if none is.
func (t *template) match(b []byte, i, end int) int {
	at := 0
	for n := 0; ; {
		for n < int(t.nspans) && (!t.spans[n].varies || int(t.spans[n].start) < i) {
			n++
		}
		next := end
		varies := n < int(t.nspans) && int(t.spans[n].end) <= end
		if varies {
			next = int(t.spans[n].start)
		}
		fixed := t.shape[i:next]
		if len(b)-at < len(fixed) || !bytes.Equal(b[at:at+len(fixed)], fixed) {
			if !t.loosen(b[at:], i, next) {
				return 0
			}
			n = 0
			continue
		}
		at += len(fixed)
		if !varies {
			return at
		}
		skip := t.spans[n].skip(b[at:])
		if skip < 0 {
			return 0
		}
		at += skip
		i = int(t.spans[n].end)
		n++
	}
}

// loosen finds the value in which b differs from shape from i to end, and lets
// it vary from now on. It tells whether there is one.
func (t *template) loosen(b []byte, i, end int) bool {
	k := i
	for k < end && k-i < len(b) && b[k-i] == t.shape[k] {
		k++
	}
	for n := range t.spans[:t.nspans] {
		s := &t.spans[n]
		if int(s.start) >= i && int(s.end) <= end && int(s.start) <= k && k <= int(s.end) && !s.varies {
			s.varies, t.loose = true, true
			return true
		}
	}
	return false
}

// skip returns how long the value is that b starts with, -1 if it is another
// kind of one, or does not end in b.
func (s *span) skip(b []byte) int {
	if s.quoted {
		var w walker
		if n, closed := w.stringEnd(b); closed {
			return n
		}
		return -1
	}
	n := scalarLength(b)
	if n == 0 || n == len(b) || b[0] == '"' || b[0] == '{' || b[0] == '[' || b[0] == ':' {
		return -1
	}
	return n
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
