package plugin

// streams finds open streams by their number. A host calls for the stream that
// it called for just now more often than not, and looking it up in a map is
// dear in wasm, so the last few are kept aside.
type streams struct {
	all    map[uint32]*Stream
	recent [16]*Stream // by number modulo its length
}

func (t *streams) add(s *Stream) {
	t.all[s.id] = s
	*t.place(s.id) = s
}

// find returns the stream, nil if there is none.
func (t *streams) find(id uint32) *Stream {
	place := t.place(id)
	if s := *place; s != nil && s.id == id {
		return s
	}
	s := t.all[id]
	if s != nil {
		*place = s
	}
	return s
}

func (t *streams) remove(s *Stream) {
	delete(t.all, s.id)
	if place := t.place(s.id); *place == s {
		*place = nil
	}
}

func (t *streams) place(id uint32) **Stream { return &t.recent[id%uint32(len(t.recent))] }
