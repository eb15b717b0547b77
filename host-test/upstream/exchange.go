package upstream

import (
	"cmp"
	"compress/gzip"
	"maps"
	"net"
	"net/http"
	"strconv"
	"time"

	"aigateway/host-test/upstream/service"
)

// exchange is one request and its answer.
type exchange struct {
	server  *Server
	w       http.ResponseWriter
	r       *http.Request
	service service.Service
	call    *service.Call
	id      string
	entry   *entry
	zip     *gzip.Writer // set when the answer is compressed
}

// serve checks the key, then fails on demand, then lets the service answer.
func (e *exchange) serve() {
	if refusal := e.service.Authenticate(e.call, e.server.knows); refusal != nil {
		e.refuse(refusal)
		return
	}
	fault := e.fault()
	if e.fail(fault) {
		return
	}
	answer, refusal := e.service.Answer(e.call)
	if refusal != nil {
		e.refuse(refusal)
		return
	}
	e.server.ledger.add(e.service.Name(), answer)
	if fault == faultSlowHead {
		e.wait(e.server.options.Pause)
	}
	if answer.Events != nil {
		e.stream(answer, fault)
	} else {
		e.whole(answer.Body, fault)
	}
	if e.r.Context().Err() != nil {
		e.entry.leave()
	}
}

// refuse answers with an error in the service's form.
func (e *exchange) refuse(r *service.Refusal) {
	h := e.w.Header()
	maps.Copy(h, r.Header)
	h.Set("Content-Type", "application/json")
	isTransient := r.Status == http.StatusTooManyRequests || r.Status >= http.StatusInternalServerError
	h.Set("X-Should-Retry", strconv.FormatBool(isTransient && r.Code != "insufficient_quota"))
	if isTransient {
		h.Set("Retry-After", retryAfterSeconds)
	}
	e.write(r.Status, e.service.Render(r, e.id))
}

// write answers in one piece.
func (e *exchange) write(status int, body []byte) {
	e.entry.finish(status)
	e.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	e.w.WriteHeader(status)
	_, _ = e.w.Write(body) // a client that left is noticed by its context
}

// whole sends an answer that is not streamed.
func (e *exchange) whole(body []byte, fault string) {
	e.w.Header().Set("Content-Type", "application/json")
	switch fault {
	case faultGzip:
		e.compress()
		e.begin()
		e.send(body)
		e.end()
	case faultSlowFirstToken:
		e.begin()
		e.wait(e.server.options.Pause)
		e.send(body)
	case faultResetMidStream, faultTruncateMidStream:
		e.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		e.begin()
		e.send(body[:len(body)/2])
		e.reset()
	default:
		e.write(http.StatusOK, body)
	}
}

// stream sends events one by one.
func (e *exchange) stream(answer *service.Answer, fault string) {
	events, h := answer.Events, e.w.Header()
	h.Set("Content-Type", cmp.Or(answer.ContentType, "text/event-stream; charset=utf-8"))
	h.Set("Cache-Control", "no-cache")
	if fault == faultGzip {
		e.compress()
	}
	e.begin()
	if fault == faultSlowFirstToken {
		e.wait(e.server.options.Pause)
	}
	for i, event := range events {
		if i == len(events)/2 && e.interrupt(events[:i], fault) {
			return
		}
		if e.r.Context().Err() != nil {
			return
		}
		e.send(event.Append(nil))
		if fault == faultSlowTokens {
			e.wait(slowTokenPause)
		}
	}
	e.end()
}

// interrupt does what a fault does in the middle of a stream; it tells whether
// the stream is over. The last event sent is the one that an endless stream
// repeats.
func (e *exchange) interrupt(sent []service.Event, fault string) bool {
	switch fault {
	case faultResetMidStream:
		e.reset()
	case faultTruncateMidStream:
	case faultErrorMidStream:
		e.send(e.service.Interrupt(e.id).Append(nil))
	case faultEndlessStream:
		for e.r.Context().Err() == nil {
			e.send(sent[len(sent)-1].Append(nil))
			e.wait(endlessPause)
		}
	default:
		return false
	}
	return true
}

func (e *exchange) compress() {
	e.w.Header().Set("Content-Encoding", "gzip")
	e.zip = gzip.NewWriter(e.w)
}

func (e *exchange) begin() {
	e.entry.finish(http.StatusOK)
	e.w.WriteHeader(http.StatusOK)
	e.flush()
}

// send writes and flushes; a client that left is noticed by its context.
func (e *exchange) send(b []byte) {
	if e.zip == nil {
		_, _ = e.w.Write(b)
	} else {
		_, _ = e.zip.Write(b)
		_ = e.zip.Flush()
	}
	e.flush()
}

func (e *exchange) flush() { _ = http.NewResponseController(e.w).Flush() }

func (e *exchange) end() {
	if e.zip != nil {
		_ = e.zip.Close()
	}
}

// wait sleeps, unless the client leaves.
func (e *exchange) wait(d time.Duration) {
	select {
	case <-time.After(d):
	case <-e.r.Context().Done():
	}
}

// reset breaks the connection off.
func (e *exchange) reset() { reset(e.w) }

// reset breaks a connection off with a TCP reset, or a stream with RST_STREAM
// where other streams share its connection.
func reset(w http.ResponseWriter) {
	time.Sleep(beforeReset)
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
