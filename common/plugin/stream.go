package plugin

import (
	"strconv"

	"aigateway/common/abi"
	"aigateway/common/problem"
)

// Stream is the host's side of one exchange.
type Stream struct {
	root     *Root
	exchange Exchange
	id       uint32
	size     uint32 // of the body that the running callback is about
	aside    *aside
	next     *Stream // in the same slot of streams

	requestEnd  bool // the end of the request's body was told
	responseEnd bool
	responding  bool // response callbacks have begun
	committed   bool // the response's headers have gone on
	over        bool // nothing is told any more but Close
	closed      bool
	panicked    bool
}

// Root is the configuration that the exchange runs under.
func (s *Stream) Root() *Root { return s.root }

// Panicked tells whether a callback of the exchange did not come to its end.
func (s *Stream) Panicked() bool { return s.panicked }

// ID is the host's number for the exchange: no two that are open have the same.
func (s *Stream) ID() uint32 { return s.id }

// direction notes what an answer to a callback commits to.
func (s *Stream) direction(a Action) Action {
	if s.responding && a == Continue && !s.over {
		s.committed = true
	}
	return a
}

// Answering tells whether the host has a response that comes from upstream, so
// that an answer of the plugin's own would pass no other one.
func (s *Stream) Answering() bool { return s.responding && s.aside == nil }

func (s *Stream) bodyType() abi.BufferType {
	if s.responding {
		return abi.ResponseBody
	}
	return abi.RequestBody
}

func (s *Stream) buffered(b abi.BufferType) uint32 {
	n, _ := abi.BufferSize(b)
	return uint32(n)
}

// BodySize is how many bytes [Stream.Body] holds.
func (s *Stream) BodySize() int { return int(s.size) }

// Body returns the chunk that the running callback is about, or after a Pause
// all chunks since. It is valid until the callback returns.
func (s *Stream) Body() []byte {
	if s.aside != nil {
		return s.aside.message.Body
	}
	if s.size == 0 {
		return nil
	}
	s.root.vm.body, _ = abi.Buffer(s.root.vm.body, s.bodyType(), 0, int(s.size))
	return s.root.vm.body
}

// ReplaceBody puts with in the place of the first n bytes of the body. The
// rest is not touched; that is how a host can replace without copying.
func (s *Stream) ReplaceBody(n int, with []byte) {
	if n == 0 && len(with) == 0 {
		return
	}
	if s.aside != nil {
		s.aside.replace(n, with)
		return
	}
	abi.SetBuffer(s.bodyType(), 0, n, with)
}

// Reply answers the client with p in its own protocol, in place of all that
// is still to come. It must be the last thing that a callback does.
func (s *Stream) Reply(p *problem.Problem) Action {
	body, contentType := s.exchange.Render(nil, p)
	return s.Respond(p.HTTPStatus(), [][2]string{{"content-type", contentType}}, body)
}

// Abort is [Stream.Reply] from outside of the exchange's own callbacks.
func (s *Stream) Abort(p *problem.Problem) {
	if !s.over && !s.committed {
		abi.SetEffectiveContext(s.id)
		s.Reply(p)
	}
}

// Focus has what follows be about this exchange, from outside of its own
// callbacks.
func (s *Stream) Focus() { abi.SetEffectiveContext(s.id) }

// Respond answers the client in place of the upstream.
func (s *Stream) Respond(status int, headers [][2]string, body []byte) Action {
	if s.over {
		return Pause
	}
	if s.aside != nil {
		s.aside.reply(s, status, headers, body)
		return Pause
	}
	s.over = true
	abi.SendLocalResponse(abi.LocalResponse{
		Status: status, Details: s.root.name + "." + strconv.Itoa(status),
		Headers: abi.AppendPairs(nil, headers), Body: body,
	})
	return Pause
}

// Reset breaks the exchange off, so that nobody takes it for complete.
func (s *Stream) Reset() {
	s.over = true
	abi.CloseStream(abi.ResponseStream)
}

// Resume lets a stream go on that a callback held with [Wait]; once the stream
// is over it does nothing.
func (s *Stream) Resume() {
	if s.over || s.closed {
		return
	}
	if s.aside != nil {
		s.aside.resume(s)
		return
	}
	direction := abi.RequestStream
	if s.responding {
		direction, s.committed = abi.ResponseStream, true
	}
	s.root.vm.settle(true) // changed headers go first
	abi.ContinueStream(direction)
}

// Log writes a line about this exchange, see [Root.Log].
func (s *Stream) Log(level Level, event string, fields ...string) {
	s.root.Log(level, event, fields...)
}

func (s *Stream) close() {
	if s.closed {
		return
	}
	s.closed, s.over = true, true
	if s.exchange != nil {
		defer s.root.vm.contain(nil, "close", nil)
		s.exchange.Close(s)
		s.exchange = nil
	}
}
