package gateway

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"aigateway/host-test/engine"
)

// Protocols are what an http.Server in front of a gateway should speak:
// HTTP/1.1, and HTTP/2 with and without TLS.
func Protocols() *http.Protocols {
	p := &http.Protocols{}
	p.SetHTTP1(true)
	p.SetHTTP2(true)
	p.SetUnencryptedHTTP2(true)
	return p
}

// client is the downstream side of one exchange: the engine puts in, the
// handler's goroutine writes.
type client struct {
	stream *engine.Stream
	facts  engine.Facts
	cancel context.CancelFunc

	received atomic.Bool // the whole request

	mu     sync.Mutex
	events []event
	ready  chan struct{}
	report engine.Report
}

type event struct {
	kind     eventKind
	headers  *engine.Headers
	data     []byte
	trailers *engine.Headers
}

type eventKind uint8

const (
	headersEvent eventKind = iota + 1
	dataEvent
	trailersEvent
	resetEvent
	doneEvent
)

func (c *client) put(e event) {
	c.mu.Lock()
	c.events = append(c.events, e)
	c.mu.Unlock()
	select {
	case c.ready <- struct{}{}:
	default:
	}
}

// Headers implements [engine.Sink]. It takes a copy, as a plugin may still
// change the map while the copy is written.
func (c *client) Headers(h *engine.Headers, _ bool) {
	c.put(event{kind: headersEvent, headers: h.Clone()})
}

// Data implements [engine.Sink].
func (c *client) Data(b []byte, _ bool) { c.put(event{kind: dataEvent, data: b}) }

// Trailers implements [engine.Sink].
func (c *client) Trailers(h *engine.Headers) { c.put(event{kind: trailersEvent, trailers: h.Clone()}) }

// Reset implements [engine.Client].
func (c *client) Reset() { c.put(event{kind: resetEvent}) }

// Done implements [engine.Client].
func (c *client) Done(r engine.Report) {
	c.report = r
	c.put(event{kind: doneEvent})
}

// take returns what has come since the last time.
func (c *client) take() []event {
	c.mu.Lock()
	defer c.mu.Unlock()
	events := c.events
	c.events = nil
	return events
}

// ServeHTTP passes one exchange through the gateway.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	h := g.headersOf(r)
	c := &client{facts: g.factsOf(r, h), cancel: cancel, ready: make(chan struct{}, 1)}
	gen := g.enter(c)
	if gen == nil {
		http.Error(w, "the gateway is shutting down", http.StatusServiceUnavailable)
		return
	}
	defer g.leave(c, gen)
	c.stream = gen.nextWorker().NewStream(engine.StreamConfig{
		Facts: c.facts, Router: gen, Client: c, PinRoute: g.options.PinRoutes})

	control := http.NewResponseController(w)
	_ = control.EnableFullDuplex() // only HTTP/1.1 has it, and needs it
	end := r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0
	c.stream.RequestHeaders(h, end)
	read := make(chan struct{})
	if end {
		c.received.Store(true)
		close(read)
	} else {
		go func() {
			defer close(read)
			c.readBody(ctx, r)
		}()
	}
	broken := c.write(ctx, w, r)
	g.finish(c)
	cancel()
	if !c.received.Load() {
		// Nobody wants the rest of the body: end a read that waits for it.
		// The client was told that the connection ends too.
		_ = control.SetReadDeadline(time.Now())
	}
	<-read
	if broken {
		panic(http.ErrAbortHandler)
	}
}

// finish reports the exchange.
func (g *Gateway) finish(c *client) {
	g.stats.observe(&c.report)
	if g.options.Ended != nil {
		g.options.Ended(&c.report)
	}
	if g.log != nil {
		if err := g.log.write(&c.report); err != nil {
			g.options.Log.Warn("the access log cannot be written", "error", err.Error())
		}
	}
}

// readBody passes the request's body on as it comes.
func (c *client) readBody(ctx context.Context, r *http.Request) {
	buf := chunk(r.ContentLength)
	for {
		if c.stream.WaitRequest(ctx) != nil {
			return
		}
		n, err := r.Body.Read(buf)
		if n > 0 {
			c.stream.RequestData(append([]byte(nil), buf[:n]...), false)
		}
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			c.received.Store(true)
			if t := trailers(r.Trailer); t != nil {
				c.stream.RequestTrailers(t)
			} else {
				c.stream.RequestData(nil, true)
			}
			return
		default:
			c.stream.Abort()
			return
		}
	}
}

// write sends the response as it comes, until the exchange is done. It
// answers whether the response was broken off.
func (c *client) write(ctx context.Context, w http.ResponseWriter, r *http.Request) bool {
	gone := ctx.Done()
	out := &response{w: w, control: http.NewResponseController(w), left: -1}
	for {
		select {
		case <-c.ready:
		case <-gone:
			// A client that has all it was promised may leave before the
			// upstream says that this was the end.
			gone = nil
			if out.left != 0 {
				out.broken = true
				c.stream.Abort()
			}
			continue
		}
		for _, e := range c.take() {
			if e.kind == doneEvent {
				return out.broken
			}
			if e.kind == headersEvent && r.ProtoMajor == 1 && !c.received.Load() {
				// What is left of the body must not be taken for a request.
				w.Header().Set("Connection", "close")
			}
			if !out.put(e) {
				c.stream.Abort()
			}
			c.stream.ResponseWritten(len(e.data))
		}
		out.flush()
	}
}

// headersOf is r as plugins see it.
func (g *Gateway) headersOf(r *http.Request) *engine.Headers {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	h := engine.NewHeaders([2]string{":authority", r.Host}, [2]string{":path", r.RequestURI},
		[2]string{":method", r.Method}, [2]string{":scheme", scheme})
	appendFields(h, r.Header)
	if len(r.Trailer) > 0 {
		for name := range r.Trailer {
			h.Add("trailer", name)
		}
	}
	if _, ok := h.Lookup("content-length"); !ok && r.ContentLength > 0 {
		h.Add("content-length", strconv.FormatInt(r.ContentLength, 10))
	}
	h.Set("x-forwarded-proto", scheme)
	if h.Value("x-request-id") == "" {
		h.Set("x-request-id", newID())
	}
	return h
}

func (g *Gateway) factsOf(r *http.Request, h *engine.Headers) engine.Facts {
	f := engine.Facts{
		ID: h.Value("x-request-id"), Protocol: r.Proto, Scheme: h.Value(":scheme"),
		Source: r.RemoteAddr, Connection: g.connections.Add(1), TLS: r.TLS != nil,
	}
	if r.ProtoMajor == 2 {
		f.Protocol = "HTTP/2"
	}
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		f.Destination = local.String()
	}
	return f
}

// newID makes a random UUID (RFC 9562, version 4).
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	s := hex.EncodeToString(b[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}
