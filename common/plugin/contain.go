package plugin

import (
	"aigateway/common/abi"
	"aigateway/common/problem"
)

// contain ends what panicked and nothing else: the exchange s, or only the
// callback if s is nil. It is deferred around every callback; a is what the
// callback answers.
func (v *vm) contain(s *Stream, callback string, a *Action) {
	cause := recover()
	v.settle(cause == nil)
	if cause == nil {
		return
	}
	if s == nil {
		v.log(Error, "panic", "callback", callback, "cause", text(cause))
		return
	}
	s.root.Log(Error, "panic", "callback", callback, "cause", text(cause))
	s.panicked = true
	if s.root.observes {
		s.over = true
		return
	}
	s.crash()
	if a != nil {
		*a = Pause
	}
}

func text(cause any) string {
	switch c := cause.(type) {
	case error:
		return c.Error()
	case string:
		return c
	}
	return "unknown"
}

// crash answers 500 as long as that is possible, else it resets the stream:
// half an answer must not look like a whole one.
func (s *Stream) crash() {
	s.leave()
	if s.over {
		return
	}
	if s.committed {
		s.over = true
		abi.CloseStream(abi.ResponseStream)
		return
	}
	defer func() {
		if recover() != nil { // Render itself is what panics
			s.over = true
			abi.SendLocalResponse(abi.LocalResponse{Status: 500, Details: "plugin.panic"})
		}
	}()
	s.Reply(problem.New(problem.Internal, nil, "the gateway failed on this request"))
}

// settle ends a callback: changed headers go to the host, unless it failed,
// and what was read for it is given up.
func (v *vm) settle(ok bool) {
	for i := range v.headers {
		h := &v.headers[i]
		if ok && len(h.edits) > 0 {
			h.flush()
		}
		h.loaded, h.edits = false, h.edits[:0]
	}
	if cap(v.body) > keepBody {
		v.body = nil
	}
}

// keepBody is the size up to which a VM keeps the buffer that bodies are read
// into: memory never goes back to the host, but other allocations can use it.
const keepBody = 1 << 20
