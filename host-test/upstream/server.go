// Package upstream plays the model services that a gateway talks to: OpenAI,
// Anthropic, Bedrock, Gemini and the services of package variant as strict as they
// are, with faults on demand, or a recording played back byte for byte. It keeps what it was sent and what it billed. It
// has no opinion on gateways, and no model.
package upstream

import (
	"io"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"aigateway/host-test/upstream/service"
)

// Options configure a Server. The zero value is a good one.
type Options struct {
	// BadKeys are the API keys that are refused; nil means "bad", "sk-bad" and
	// "sk-ant-bad". Every other key is good.
	BadKeys []string
	// Prefixes are paths beside the usual ones under which OpenAI's protocol is
	// spoken, "/custom/v1" for instance.
	Prefixes []string
	// Pause is what slow models wait for; 0 means two seconds.
	Pause time.Duration
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// Server plays all services at one address; the path tells which one is meant.
type Server struct {
	*Recorder
	options  Options
	ledger   ledger
	requests atomic.Uint64
}

var _ http.Handler = (*Server)(nil)

// New makes a server.
func New(o Options) *Server {
	if o.BadKeys == nil {
		o.BadKeys = []string{"bad", "sk-bad", "sk-ant-bad"}
	}
	if o.Pause == 0 {
		o.Pause = 2 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Server{Recorder: &Recorder{}, options: o}
}

// maxRead bounds what is read of a request; the services refuse less than that.
const maxRead = 80 << 20

// ServeHTTP answers as the service that the path belongs to.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.admin(w, r) {
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRead))
	entry := s.record(r, body)
	if err != nil {
		// The client broke off, or is far beyond what any service takes.
		http.Error(w, "the request body could not be read: "+err.Error(), http.StatusBadRequest)
		return
	}
	to, refusal := s.find(r)
	e := exchange{
		server: s, w: w, r: r, service: to.service, id: to.service.RequestID(s.requests.Add(1)), entry: entry,
		call: &service.Call{
			Operation: to.operation, Name: to.name, Azure: to.azure, Stream: to.stream, Host: r.Host, Target: r.RequestURI,
			Header: r.Header, Query: r.URL.Query(), Body: body, Now: s.options.Now(),
		},
	}
	to.service.Decorate(w.Header(), e.call, e.id)
	if refusal != nil {
		e.refuse(refusal)
		return
	}
	e.serve()
}

func (s *Server) knows(key string) bool { return !slices.Contains(s.options.BadKeys, key) }

// Ledger tells what was billed, by service and model.
func (s *Server) Ledger() []Line { return s.ledger.lines() }

// admin serves what no service has: /healthz, and /ledger to read (GET) and to
// clear (DELETE).
func (s *Server) admin(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case r.URL.Path == "/healthz":
		_, _ = io.WriteString(w, "ok\n")
	case r.URL.Path == "/ledger" && r.Method == http.MethodDelete:
		s.ledger.clear()
		w.WriteHeader(http.StatusNoContent)
	case r.URL.Path == "/ledger":
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(service.Encode(s.Ledger()))
	default:
		return false
	}
	return true
}
