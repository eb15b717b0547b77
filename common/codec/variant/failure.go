package variant

import (
	"bytes"
	"strings"

	"aigateway/common/jsonscan"
	"aigateway/common/problem"
)

// failure is where a service says what went wrong, and in which exchange:
// paths, of which the first one leads to nothing, or to 0, where nothing did.
// All services have error answers of other forms besides, which are read as
// OpenAI's.
type failure struct{ code, message, id string }

// status is the HTTP status that a code stands for, by what the code starts
// with.
type status struct {
	code   string
	status int
}

const silent = "the provider answered with an error and gave no reason"

// failed returns what went wrong by what a reply, or an event of one, says.
func (s *Server) failed(data []byte) *problem.Problem {
	for i := range s.failures {
		f := &s.failures[i]
		code := find(data, f.code)
		if !says(code) {
			continue
		}
		p := problem.New(problem.Internal, nil, silent)
		if message := find(data, f.message); says(message) {
			p.Message = text(message)
		}
		if f.code != f.message {
			p.Code = text(code)
		}
		if status := s.statusOf(p, find(data, "status")); status != 0 {
			p.Kind = problem.Of(status)
		}
		p.RequestID = text(find(data, f.id))
		return p
	}
	return nil
}

// statusOf returns the status that a problem's code stands for, or the one that
// is said, 0 if there is none.
func (s *Server) statusOf(p *problem.Problem, said []byte) int {
	for i := range s.statuses {
		if strings.HasPrefix(p.Code, s.statuses[i].code) {
			return s.statuses[i].status
		}
	}
	if n, ok := jsonscan.Int(said); ok && n >= 400 && n <= 599 {
		return int(n)
	}
	return 0
}

// decodeProblem reads the body of an answer with an error status. Services
// that stream tell of errors in an event.
func (s *Server) decodeProblem(code int, body []byte) *problem.Problem {
	if at := bytes.IndexByte(body, '{'); at > 0 && bytes.Contains(body[:at], []byte("data:")) {
		body = bytes.TrimSpace(body[at:])
	}
	p := s.failed(body)
	if p == nil {
		return s.chat.DecodeProblem(code, body)
	}
	if s.statusOf(p, nil) == 0 {
		p.Kind = problem.Of(code)
	}
	p.Status = code
	return p
}
