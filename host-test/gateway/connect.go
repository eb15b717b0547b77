package gateway

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"syscall"

	"aigateway/host-test/engine"
)

// errOverflow is what a request comes to that may not even wait for a
// connection.
var errOverflow = errors.New("too many requests wait for a connection")

// unconnected is why there is no connection.
type unconnected struct{ error }

func (u unconnected) Unwrap() error { return u.error }

// roundTrip sends a request once the cluster has a connection for it.
func (c *cluster) roundTrip(r *http.Request) (*http.Response, error) {
	if c.pending.Add(1) > c.limit {
		c.pending.Add(-1)
		return nil, errOverflow
	}
	var connected atomic.Bool
	connect := func() (first bool) {
		first = connected.CompareAndSwap(false, true)
		if first {
			c.pending.Add(-1)
		}
		return first
	}
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connect() }}
	response, err := c.transport.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if connect() && err != nil {
		return nil, unconnected{err}
	}
	return response, err
}

const (
	connectError = "upstream connect error or disconnect/reset before headers. reset reason: "
	unhealthy    = "no healthy upstream"
	unavailable  = http.StatusServiceUnavailable
	resetBefore  = "upstream_reset_before_response_started{"
)

// refused says, in Envoy's words, what a request came to that was not sent;
// false for another error.
func refused(err error) (engine.Failure, bool) {
	var without unconnected
	var name *net.DNSError
	switch {
	case errors.Is(err, errOverflow):
		return engine.Failure{Status: unavailable, Body: connectError + "overflow", Details: resetBefore + "overflow}", Flag: "UO"}, true
	case errors.As(err, &name): // Envoy asks beforehand, and then has no endpoint
		return engine.Failure{Status: unavailable, Body: unhealthy, Details: "no_healthy_upstream", Flag: "UH"}, true
	case !errors.As(err, &without) || errors.Is(err, context.Canceled):
		return engine.Failure{}, false
	}
	reason := transportFailure(err)
	details := resetBefore + "remote_connection_failure"
	if reason != "" {
		details += "|" + strings.ReplaceAll(reason, " ", "_")
	}
	return engine.Failure{Status: unavailable, Body: connectError + "remote connection failure", Details: details + "}", Flag: "UF", Transport: reason}, true
}

// transportFailure is why no connection came about, as Envoy's transport says
// it, empty where it says nothing.
func transportFailure(err error) string {
	if errors.Is(err, syscall.ECONNREFUSED) {
		return "delayed connect error: Connection refused"
	}
	return ""
}
