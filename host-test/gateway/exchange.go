package gateway

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"aigateway/host-test/engine"
)

// exchange is one request to an upstream.
type exchange struct {
	stream  *engine.Stream
	cluster *cluster
	request *http.Request
	body    *pipe // nil without one
	cancel  context.CancelCauseFunc
	ctx     context.Context
	// idle ends a silent exchange after timeout, firstByte one whose
	// response does not begin; either may be nil.
	idle, firstByte *time.Timer
	timeout         time.Duration
}

var (
	errTimeout = errors.New("the route's timeout is over")
	errIdle    = errors.New("the stream was silent for too long")
)

// Open implements [engine.Router].
func (gen *generation) Open(s *engine.Stream, r *engine.Route, h *engine.Headers, end bool) (engine.Exchange, *engine.Failure) {
	c, ok := gen.clusters[r.Cluster]
	if !ok {
		return nil, &engine.Failure{Status: http.StatusServiceUnavailable, Details: "cluster_not_found", Flag: "NC"}
	}
	address := c.pick(s.OverrideHost())
	if address == "" {
		return nil, &engine.Failure{Status: http.StatusServiceUnavailable, Body: unhealthy,
			Details: "no_healthy_upstream", Flag: "UH"}
	}
	request, err := requestOf(h, c.scheme(), address)
	if err != nil {
		return nil, &engine.Failure{Status: http.StatusBadRequest, Details: "path_rejected", Flag: "DPE"}
	}
	x := &exchange{stream: s, cluster: c}
	x.ctx, x.cancel = context.WithCancelCause(context.Background())
	if !end {
		x.body = newPipe(s.RequestWritten)
		x.body.into = request.Trailer
		request.Body, request.ContentLength = x.body, contentLength(h)
	}
	x.request = request.WithContext(x.ctx)
	x.limit(r.Data.(*route), gen.env.Flavour)
	go x.run()
	return x, nil
}

// limit sets the time limits of the route, and those that the request asks
// for by header, as it may of Envoy and (for the first byte) of Higress.
func (x *exchange) limit(r *route, flavour engine.Flavour) {
	timeout := r.spec.Timeout
	if d, ok := x.askedFor("X-Envoy-Upstream-Rq-Timeout-Ms"); ok {
		timeout = d
	}
	if timeout > 0 {
		timer := time.AfterFunc(timeout, func() { x.cancel(errTimeout) })
		context.AfterFunc(x.ctx, func() { timer.Stop() })
	}
	if flavour == engine.Higress {
		if d, ok := x.askedFor("X-Envoy-Upstream-Rq-First-Byte-Timeout-Ms"); ok && d > 0 {
			x.firstByte = time.AfterFunc(d, func() { x.cancel(errTimeout) })
		}
	}
	if x.timeout = r.spec.IdleTimeout; x.timeout > 0 {
		x.idle = time.AfterFunc(x.timeout, func() { x.cancel(errIdle) })
	}
}

// askedFor takes a time limit in milliseconds out of the request's headers.
func (x *exchange) askedFor(header string) (time.Duration, bool) {
	ms, err := strconv.Atoi(x.request.Header.Get(header))
	x.request.Header.Del(header)
	return time.Duration(ms) * time.Millisecond, err == nil && ms >= 0
}

func stop(t *time.Timer) {
	if t != nil {
		t.Stop()
	}
}

// alive starts the idle time anew.
func (x *exchange) alive() {
	if x.idle != nil {
		x.idle.Reset(x.timeout)
	}
}

// Data implements [engine.Exchange].
func (x *exchange) Data(b []byte, end bool) {
	x.alive()
	if x.body != nil {
		x.body.write(b, end)
	}
}

// Trailers implements [engine.Exchange]. Only trailers that a Trailer header
// announced reach an HTTP/1.1 upstream.
func (x *exchange) Trailers(h *engine.Headers) {
	x.alive()
	if x.body != nil {
		x.body.end(h.Clone())
	}
}

// Cancel implements [engine.Exchange].
func (x *exchange) Cancel() {
	x.cancel(context.Canceled)
	stop(x.idle)
	stop(x.firstByte)
	if x.body != nil {
		_ = x.body.Close()
	}
}

func (x *exchange) run() {
	x.stream.Connected(x.request.URL.Host)
	response, err := x.cluster.roundTrip(x.request)
	if err != nil {
		x.stream.Fail(x.failure(err))
		x.Cancel()
		return
	}
	defer response.Body.Close()
	stop(x.firstByte)
	x.alive()
	h := engine.NewHeaders([2]string{":status", strconv.Itoa(response.StatusCode)})
	appendFields(h, response.Header)
	if response.Body == http.NoBody || response.ContentLength == 0 {
		x.stream.ResponseHeaders(h, true)
		return
	}
	x.stream.ResponseHeaders(h, false)
	if err := x.copyBody(response); err != nil {
		x.stream.Fail(x.brokenOff(response, err))
	}
	x.Cancel()
}

// brokenOff says what ended an answer in its middle, in Envoy's words: a
// chunked body that lacks its end breaks the protocol, another one does not.
func (x *exchange) brokenOff(response *http.Response, err error) engine.Failure {
	f := x.failure(err)
	if f.Flag != "UC" {
		return f
	}
	reason := "connection_termination"
	if len(response.TransferEncoding) > 0 {
		f.Flag, reason = "UPE", "protocol_error"
	}
	f.Details = "upstream_reset_after_response_started{" + reason + "}"
	return f
}

// copyBody passes on what comes as it comes, as fast as it is taken.
func (x *exchange) copyBody(response *http.Response) error {
	buf := chunk(response.ContentLength)
	for {
		if err := x.stream.WaitResponse(x.ctx); err != nil {
			return err
		}
		n, err := response.Body.Read(buf)
		x.alive()
		if n > 0 {
			x.stream.ResponseData(append([]byte(nil), buf[:n]...), false)
		}
		switch {
		case err == nil:
		case !errors.Is(err, io.EOF):
			return err
		default:
			if t := trailers(response.Trailer); t != nil {
				x.stream.ResponseTrailers(t)
			} else {
				x.stream.ResponseData(nil, true)
			}
			return nil
		}
	}
}

// failure says what err is, in Envoy's words.
func (x *exchange) failure(err error) engine.Failure {
	switch cause := context.Cause(x.ctx); {
	case errors.Is(cause, errTimeout):
		return engine.Failure{Status: http.StatusGatewayTimeout, Body: "upstream request timeout",
			Details: "response_timeout", Flag: "UT"}
	case errors.Is(cause, errIdle):
		return engine.Failure{Status: http.StatusGatewayTimeout, Body: "stream timeout",
			Details: "stream_idle_timeout", Flag: "SI"}
	}
	if f, ok := refused(err); ok {
		return f
	}
	return engine.Failure{Status: unavailable, Body: connectError + "connection termination",
		Details: resetBefore + "connection_termination}", Flag: "UC"}
}
