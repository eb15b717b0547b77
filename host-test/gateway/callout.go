package gateway

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"

	"aigateway/host-test/engine"
)

// maxCallBody bounds what a call-out's answer may hold, in bytes.
const maxCallBody = 64 << 20

// Knows implements [engine.Caller].
func (gen *generation) Knows(name string) bool {
	_, ok := gen.clusters[name]
	return ok
}

// Call implements [engine.Caller].
func (gen *generation) Call(ctx context.Context, call engine.Call) engine.CallReply {
	c := gen.clusters[call.Cluster]
	address := c.pick("")
	if address == "" {
		return failedCall(unavailable, unhealthy)
	}
	request, err := requestOf(call.Headers, c.scheme(), address)
	if err != nil {
		return engine.CallReply{}
	}
	limited, cancel := context.WithCancel(ctx)
	if call.Timeout > 0 {
		limited, cancel = context.WithTimeout(ctx, call.Timeout)
	}
	defer cancel()
	if len(call.Body) > 0 || call.Trailers.Len() > 0 {
		request.Body = io.NopCloser(bytes.NewReader(call.Body))
		request.ContentLength = int64(len(call.Body))
	}
	reply, err := c.call(request.WithContext(limited))
	switch {
	case err == nil:
		return reply
	case limited.Err() != nil && ctx.Err() == nil:
		return failedCall(http.StatusGatewayTimeout, "upstream request timeout")
	}
	if f, ok := refused(err); ok {
		return failedCall(f.Status, f.Body)
	}
	return failedCall(unavailable, connectError+"connection termination")
}

func (c *cluster) call(r *http.Request) (reply engine.CallReply, err error) {
	response, err := c.roundTrip(r)
	if err != nil {
		return reply, err
	}
	defer response.Body.Close()
	reply.Headers = engine.NewHeaders([2]string{":status", strconv.Itoa(response.StatusCode)})
	appendFields(reply.Headers, response.Header)
	reply.Body, err = io.ReadAll(io.LimitReader(response.Body, maxCallBody))
	reply.Trailers = trailers(response.Trailer)
	return reply, err
}

// failedCall is what Envoy answers a call-out for an upstream that does not.
func failedCall(status int, body string) engine.CallReply {
	return engine.CallReply{
		Headers: engine.NewHeaders([2]string{":status", strconv.Itoa(status)},
			[2]string{"content-length", strconv.Itoa(len(body))}, [2]string{"content-type", "text/plain"}),
		Body: []byte(body),
	}
}
