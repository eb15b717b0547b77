package plugin

import "aigateway/common/abi"

// Ticket stands for an exchange that waits for something: its own call-out, or
// one that others wait for as well.
type Ticket struct {
	vm     *vm
	stream *Stream
	id     uint32 // of the stream, for stream structs are used again
	aside  *aside // that the stream worked on
}

// Ticket returns one for this exchange, whose callback should then answer
// [Stream.Held].
func (s *Stream) Ticket() Ticket { return Ticket{s.root.vm, s, s.id, s.aside} }

// Held is what a callback of the request's body answers that has to wait: all of
// the request is held until [Stream.Resume].
func (s *Stream) Held() Action {
	if s.aside != nil {
		return Wait
	}
	return Pause
}

// over tells whether the exchange has ended. One that no host knows of, see
// [Root.Offline], never does.
func (t *Ticket) over() bool {
	return t.id != 0 && (t.vm.streams.find(t.id) != t.stream || t.stream.over)
}

// Call runs step as a callback of the exchange, unless that is over.
func (t Ticket) Call(step func()) {
	if t.over() {
		return
	}
	defer t.vm.contain(t.stream, "call-out", nil)
	t.run(step)
}

func (t *Ticket) run(step func()) {
	s := t.stream
	if s.id != 0 {
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
