package engine

import (
	"context"
	"strconv"
	"time"
)

// Facts is what is known of a request when it arrives.
type Facts struct {
	ID       string // x-request-id
	Protocol string // HTTP/1.1, HTTP/2
	Scheme   string
	// Source and Destination are host:port of the client and the listener.
	Source, Destination string
	Connection          uint64
	TLS                 bool
}

// Report is what became of an exchange, for the access log.
type Report struct {
	Facts
	Start                  time.Time
	Duration               time.Duration
	Request, Response      *Headers
	Route, Cluster         string
	Upstream               string // host:port, empty without one
	Status                 int    // 0 when no response began
	Details, Flags         string
	BytesIn, BytesOut      int64
	FilterState            map[string][]byte // by name, without the prefix wasm.
	RequestEnd, FirstBytes time.Duration     // since Start, 0 if it never came
	// Attempts is how often the request was sent on, Failure why that failed
	// in the transport's words, and Latency the time from there to the end of
	// the upstream's answer, 0 if that never came.
	Attempts int
	Failure  string
	Latency  time.Duration
	sent     time.Duration // since Start
}

// Stream is one HTTP exchange on its way through the filters of a worker. Its
// methods may be called from any goroutine, but not from a [Sink] or a
// [Router].
type Stream struct {
	worker  *Worker
	router  Router
	client  Client
	filters []*filter
	paths   [2]path

	report   Report
	route    *Route
	stale    bool // the route is to be found again
	pinned   bool // a changed header does not make it stale (Higress)
	override string
	exchange Exchange

	// prepared waits until the request callbacks on the stack have returned.
	prepared *localReply
	// started means that the client has got response headers.
	started bool
	// over means that the response is complete, or broken off.
	over bool
}

// StreamConfig is what a stream is made of.
type StreamConfig struct {
	Facts  Facts
	Router Router
	Client Client
	// PinRoute keeps the route that was found first, whatever plugins change.
	PinRoute bool
}

// NewStream makes a stream that waits for its request headers.
func (w *Worker) NewStream(c StreamConfig) *Stream {
	s := &Stream{worker: w, router: c.Router, client: c.Client, pinned: c.PinRoute}
	s.report = Report{Facts: c.Facts, Start: time.Now(), FilterState: map[string][]byte{}}
	w.Do(func() {
		s.filters = w.newFilters(s)
		n := len(s.filters)
		request, response := make([]hop, n), make([]hop, n)
		for i, f := range s.filters {
			request[i].filter, response[n-1-i].filter = f, f
		}
		s.paths[requestSide] = path{stream: s, side: requestSide, hops: request,
			sink: upstreamSink{s}, limit: limit(w.env.RequestLimit), flow: flow{wake: make(chan struct{}, 1)}}
		s.paths[responseSide] = path{stream: s, side: responseSide, hops: response,
			sink: clientSink{s}, limit: limit(w.env.ResponseLimit), flow: flow{wake: make(chan struct{}, 1)}}
	})
	return s
}

// do runs f on the worker unless the stream is over.
func (s *Stream) do(f func()) {
	s.worker.Do(func() {
		if !s.over {
			f()
		}
	})
}

// RequestHeaders begins the exchange. end says that there is no body.
func (s *Stream) RequestHeaders(h *Headers, end bool) {
	s.do(func() {
		p := &s.paths[requestSide]
		p.headers, s.report.Request = h, h
		s.endRequest(end)
		s.findRoute()
		p.runHeaders(0, end)
	})
}

// RequestData passes b on, which the stream keeps.
func (s *Stream) RequestData(b []byte, end bool) {
	s.do(func() {
		p := &s.paths[requestSide]
		s.report.BytesIn += int64(len(b))
		s.endRequest(end)
		if !p.done() {
			p.runData(0, &buffer{data: b}, end)
		}
	})
}

// RequestTrailers ends the request.
func (s *Stream) RequestTrailers(h *Headers) {
	s.do(func() {
		p := &s.paths[requestSide]
		p.trailers = h
		s.endRequest(true)
		if !p.done() {
			p.runTrailers(0)
		}
	})
}

func (s *Stream) endRequest(end bool) {
	if end {
		s.paths[requestSide].complete = true
		s.report.RequestEnd = time.Since(s.report.Start)
	}
}

// ResponseHeaders is the upstream's answer. upstream is host:port.
func (s *Stream) ResponseHeaders(h *Headers, end bool) {
	s.do(func() {
		p := &s.paths[responseSide]
		if p.headers != nil || p.aborted {
			return
		}
		p.complete = end
		s.endResponse(end)
		s.report.Details = "via_upstream"
		s.setResponse(h)
		p.runHeaders(0, end)
	})
}

// setResponse makes h the response's headers.
func (s *Stream) setResponse(h *Headers) {
	s.paths[responseSide].headers, s.report.Response = h, h
	s.report.Status, _ = strconv.Atoi(h.Value(":status"))
	s.report.FirstBytes = time.Since(s.report.Start)
}

// endResponse notes that the upstream has said everything.
func (s *Stream) endResponse(end bool) {
	if end {
		s.report.Latency = time.Since(s.report.Start) - s.report.sent
	}
}

// ResponseData passes b on, which the stream keeps.
func (s *Stream) ResponseData(b []byte, end bool) {
	s.do(func() {
		p := &s.paths[responseSide]
		p.complete = p.complete || end
		s.endResponse(end)
		if !p.done() {
			p.runData(0, &buffer{data: b}, end)
		}
	})
}

// ResponseTrailers ends the response.
func (s *Stream) ResponseTrailers(h *Headers) {
	s.do(func() {
		p := &s.paths[responseSide]
		p.complete, p.trailers = true, h
		s.endResponse(true)
		if !p.done() {
			p.runTrailers(0)
		}
	})
}

// Connected says which endpoint the exchange goes to.
func (s *Stream) Connected(address string) {
	s.do(func() { s.report.Upstream = address })
}

// Fail ends an exchange whose upstream gives no response, or no more of it:
// before the response's headers the client gets f, afterwards a reset.
func (s *Stream) Fail(f Failure) {
	s.do(func() {
		s.report.Flags, s.report.Failure = f.Flag, f.Transport
		if s.paths[responseSide].headers != nil {
			s.reset(f.Details)
			return
		}
		s.reply(localReply{status: f.Status, body: []byte(f.Body), details: f.Details})
	})
}

// Abort says that the client is gone.
func (s *Stream) Abort() {
	s.do(func() {
		s.report.Flags = "DC"
		s.finish("downstream_remote_disconnect")
	})
}

// reset breaks the response off.
func (s *Stream) reset(details string) {
	s.client.Reset()
	s.finish(details)
}

// finish ends the stream. The plugins' last callbacks run when the operation
// that led here is over: first every plugin logs, then each is done and
// deleted (Envoy: ConnectionManagerImpl::doDeferredStreamDestroy).
func (s *Stream) finish(details string) {
	if s.over {
		return
	}
	s.over = true
	if details != "" {
		s.report.Details = details
	}
	s.worker.after = append(s.worker.after, func() {
		s.cancelExchange()
		s.report.Duration = time.Since(s.report.Start)
		for _, f := range s.filters {
			f.log()
		}
		for _, f := range s.filters {
			f.destroy()
		}
		s.client.Done(s.report)
		s.paths[requestSide].flow.changed()
		s.paths[responseSide].flow.changed()
	})
}

func (s *Stream) cancelExchange() {
	if s.exchange != nil {
		s.exchange.Cancel()
		s.exchange = nil
	}
}

// WaitRequest returns when more of the request may be read, or ctx is done.
func (s *Stream) WaitRequest(ctx context.Context) error { return s.paths[requestSide].wait(ctx) }

// WaitResponse returns when more of the response may be read, or ctx is done.
func (s *Stream) WaitResponse(ctx context.Context) error { return s.paths[responseSide].wait(ctx) }

// RequestWritten says that n bytes have left for the upstream.
func (s *Stream) RequestWritten(n int) { s.paths[requestSide].written(n) }

// ResponseWritten says that n bytes have left for the client.
func (s *Stream) ResponseWritten(n int) { s.paths[responseSide].written(n) }

func (p *path) written(n int) {
	p.flow.queued.Add(int64(-n))
	p.flow.changed()
}

func (p *path) wait(ctx context.Context) error {
	for p.flow.queued.Load()+p.flow.held.Load() > int64(p.limit) {
		select {
		case <-p.flow.wake:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
