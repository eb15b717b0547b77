package engine

import (
	"strconv"
	"time"

	"aigateway/common/abi"
)

// HTTPCall sends a call-out for the root context. The answer comes whether or
// not the exchange that asked is still there.
func (vm *VM) HTTPCall(c abi.HTTPCallRequest) (uint32, abi.Status) {
	r := vm.root()
	if r == nil || int32(c.TimeoutMillis) < 0 {
		return 0, abi.BadArgument
	}
	call := Call{
		Cluster: c.Cluster,
		Headers: ParseHeaders(c.Headers),
		Body:    append([]byte(nil), c.Body...),
		Timeout: time.Duration(c.TimeoutMillis) * time.Millisecond,
	}
	if len(c.Trailers) > 0 {
		call.Trailers = ParseHeaders(c.Trailers)
	}
	if vm.env.Caller == nil || !vm.env.Caller.Knows(c.Cluster) || !addressed(call.Headers) {
		return 0, abi.BadArgument
	}
	if len(call.Body) > 0 {
		call.Headers.Set("content-length", strconv.Itoa(len(call.Body)))
	}
	vm.lastCall++
	token := vm.lastCall
	go func() {
		reply := vm.env.Caller.Call(r.ctx, call)
		vm.worker.Do(func() { r.deliver(token, reply) })
	}()
	return token, abi.OK
}

// addressed tells whether h has what every call-out must have.
func addressed(h *Headers) bool {
	for _, name := range []string{":method", ":path", ":authority"} {
		if h.Value(name) == "" {
			return false
		}
	}
	return true
}

func (r *root) deliver(token uint32, reply CallReply) {
	if r.ctx.Err() != nil {
		return
	}
	r.call = &reply
	r.vm.enter(&r.scope, func(g abi.Guest) {
		g.HTTPCallResponse(r.id, token, reply.Headers.Len(), len(reply.Body), reply.Trailers.Len())
	})
	r.call = nil
}

// SetTickPeriod starts or stops the root's timer.
func (vm *VM) SetTickPeriod(millis uint32) abi.Status {
	r := vm.root()
	if r == nil {
		return abi.BadArgument
	}
	r.setTick(time.Duration(millis) * time.Millisecond)
	return abi.OK
}
