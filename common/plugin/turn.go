package plugin

import "aigateway/common/abi"

// turn is where an exchange stands that waits for something.
type turn struct {
	stream *Stream // nil for what is no exchange's
	id     uint32  // of the stream, for stream structs are used again
	aside  *aside  // that the stream worked on
}

func (s *Stream) turn() turn { return turn{stream: s, id: s.id, aside: s.aside} }

// Later returns what brings the exchange back, from a callback that is no
// exchange's, to where it is now: step runs as if it were still that callback,
// which should return [Stream.Holding]. Once the exchange is over, nothing runs.
func (s *Stream) Later() (back func(step func())) {
	t := s.turn()
	return func(step func()) { s.root.vm.again(&t, "continuation", step) }
}

// Holding is what a callback returns that holds its message until
// [Stream.Resume]: a, or what says the same where the message is no host's.
func (s *Stream) Holding(a Action) Action {
	if s.aside != nil {
		return Wait
	}
	return a
}

// again runs step where t stands, if that is still there.
func (v *vm) again(t *turn, callback string, step func()) {
	s := t.stream
	hosted := s != nil && s.id != 0
	if s != nil && t.id != 0 && (v.streams.find(t.id) != s || s.over) {
		return
	}
	defer v.contain(s, callback, nil)
	if hosted {
		abi.SetEffectiveContext(s.id)
	}
	if t.aside == nil {
		step()
		return
	}
	s.enter(t.aside)
	step()
	if s.aside == t.aside {
		s.leave() // it waits for more
	}
}
