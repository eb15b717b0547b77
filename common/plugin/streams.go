package plugin

// streams finds open streams by their number. Hosts number them one after the
// other, so that the lowest bits spread them well; a map of Go's would take ten
// functions of the runtime to find one.
type streams struct {
	slots []*Stream // by number modulo the length, a power of two; chained by next
	count int
}

// fewStreams is how many slots there are at first.
const fewStreams = 16

func newStreams() streams { return streams{slots: make([]*Stream, fewStreams)} }

// find returns the stream, nil if there is none.
func (t *streams) find(id uint32) *Stream {
	s := *t.slot(id)
	for s != nil && s.id != id {
		s = s.next
	}
	return s
}

func (t *streams) add(s *Stream) {
	if t.count == len(t.slots) {
		t.grow()
	}
	t.count++
	t.link(s)
}

func (t *streams) remove(s *Stream) {
	for at := t.slot(s.id); *at != nil; at = &(*at).next {
		if *at == s {
			*at = s.next
			t.count--
			return
		}
	}
}

func (t *streams) grow() {
	old := t.slots
	t.slots = make([]*Stream, 2*len(old))
	for _, s := range old {
		for s != nil {
			next := s.next
			t.link(s)
			s = next
		}
	}
}

func (t *streams) link(s *Stream) {
	slot := t.slot(s.id)
	s.next, *slot = *slot, s
}

func (t *streams) slot(id uint32) **Stream { return &t.slots[id&uint32(len(t.slots)-1)] }
