package plugin

import (
	"strconv"

	"aigateway/common/abi"
)

// Message is a request or a response that is not the host's own: one that a
// plugin sends, or got, by a call-out.
type Message struct {
	// Response tells which of the two it is.
	Response bool
	// Headers hold :method, :path and :authority, or :status.
	Headers [][2]string
	Body    []byte
	// Replied tells that the exchange answered instead, see [Stream.Reply];
	// Headers and Body are then the answer.
	Replied bool
}

// Status is the message's :status, 0 without one.
func (m *Message) Status() int { return statusOf([]byte(m.Value(":status"))) }

// Value returns the first value of name, "" without one.
func (m *Message) Value(name string) string {
	for _, h := range m.Headers {
		if h[0] == name {
			return h[1]
		}
	}
	return ""
}

// Set makes value the only one of name.
func (m *Message) Set(name, value string) {
	for i := range m.Headers {
		if m.Headers[i][0] == name {
			m.Headers[i][1] = value
			return
		}
	}
	m.Headers = append(m.Headers, [2]string{name, value})
}

// NewHeaders returns pairs that are no host's.
func NewHeaders(pairs [][2]string) *Headers {
	h := new(Headers)
	h.detach(abi.AppendPairs(nil, pairs))
	return h
}

// aside is a message that an exchange works on in place of the host's.
type aside struct {
	message *Message
	headers Headers
	done    func()
	waiting bool
	// What the stream was like before.
	responding, committed bool
	size                  uint32
}

// Aside has the steps, callbacks of the exchange, work on m as if the host had
// brought it: what they read and change is m, and an answer that they give
// becomes m. Done is called at the end; that is later where the last step
// returned [Wait].
func (s *Stream) Aside(m *Message, done func(), steps ...func() Action) {
	a := &aside{message: m, done: done}
	a.headers.detach(abi.AppendPairs(nil, m.Headers))
	s.enter(a)
	for _, step := range steps {
		action := step()
		a.headers.detach(a.headers.merged())
		if m.Replied {
			break
		}
		if action == Wait {
			a.waiting = true
			s.leave()
			return
		}
	}
	s.finish()
}

// Offline returns a stream that no host knows of, for e to work aside.
func (r *Root) Offline(e Exchange) *Stream { return &Stream{root: r, exchange: e} }

func (s *Stream) enter(a *aside) {
	a.responding, a.committed, a.size = s.responding, s.committed, s.size
	s.responding, s.committed, s.size = a.message.Response, false, uint32(len(a.message.Body))
	s.aside = a
}

// leave gives the stream back to the host's messages.
func (s *Stream) leave() *aside {
	a := s.aside
	if a != nil {
		s.responding, s.committed, s.size, s.aside = a.responding, a.committed, a.size, nil
	}
	return a
}

func (s *Stream) finish() {
	a := s.leave()
	if !a.message.Replied {
		a.message.Headers = a.headers.Copy()
	}
	a.done()
}

// resume ends a step that had to wait.
func (a *aside) resume(s *Stream) {
	a.headers.detach(a.headers.merged())
	s.finish()
}

// reply makes an answer of the exchange the message.
func (a *aside) reply(s *Stream, status int, headers [][2]string, body []byte) {
	a.message.Replied = true
	a.message.Headers = append([][2]string{{":status", strconv.Itoa(status)}}, headers...)
	a.message.Body = append([]byte(nil), body...)
	if a.waiting {
		s.finish()
	}
}

func (a *aside) replace(n int, with []byte) {
	old := a.message.Body
	a.message.Body = append(append(make([]byte, 0, len(with)+len(old)-n), with...), old[n:]...)
}

// Answer gives the client m in place of a response that has not gone on. Held
// tells that the host holds a response with all of its body: then m takes its
// place and passes the other plugins as any response does.
func (s *Stream) Answer(m *Message, held bool) {
	if s.over || s.closed {
		return
	}
	m.Set("content-length", strconv.Itoa(len(m.Body)))
	if !held {
		s.Respond(m.Status(), withoutPseudo(m.Headers), m.Body)
		return
	}
	abi.SetHeaderPairs(abi.ResponseHeaders, abi.AppendPairs(nil, m.Headers))
	abi.SetBuffer(abi.ResponseBody, 0, int(s.buffered(abi.ResponseBody)), m.Body)
	s.Resume()
}

func withoutPseudo(headers [][2]string) (list [][2]string) {
	for _, h := range headers {
		if h[0][0] != ':' && h[0] != "content-length" {
			list = append(list, h)
		}
	}
	return list
}
