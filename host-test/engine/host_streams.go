package engine

import (
	"log/slog"
	"strings"

	"aigateway/common/abi"
)

// ContinueStream lets the exchange go on once the guest has returned.
func (vm *VM) ContinueStream(t abi.StreamType) abi.Status {
	f := vm.filter()
	switch {
	case t == abi.Upstream:
		return abi.Unimplemented
	case t > abi.Upstream:
		return abi.BadArgument
	case t == abi.Downstream || f == nil:
		return abi.OK
	}
	side := requestSide
	if t == abi.ResponseStream {
		side = responseSide
	}
	vm.later(func() { f.resume(side) })
	// What Envoy lets go of here is the request's, whichever side goes on.
	f.sides[requestSide] = sideView{buffering: f.sides[requestSide].buffering}
	f.sides[side].buffering = false
	return abi.OK
}

// resume continues one direction at this filter. It does nothing where
// nothing waits: the stream may be gone, or the plugin may have called
// before it paused.
func (f *filter) resume(s side) {
	p := &f.stream.paths[s]
	if p.done() {
		return
	}
	for i := range p.hops {
		if p.hops[i].filter != f {
			continue
		}
		if p.hops[i].state == iterating {
			f.vm.log(slog.LevelWarn, "proxy_continue_stream ignored: nothing is paused",
				slog.String("plugin", f.plugin.Name))
			return
		}
		p.resume(i)
	}
}

// CloseStream resets the exchange.
func (vm *VM) CloseStream(t abi.StreamType) abi.Status {
	if t > abi.Upstream {
		return abi.BadArgument
	}
	if f := vm.filter(); f != nil && t <= abi.ResponseStream {
		vm.later(func() {
			if !f.stream.over {
				f.stream.reset("wasm_close_stream")
			}
		})
	}
	return abi.OK
}

// SendLocalResponse answers the client once the guest has returned.
func (vm *VM) SendLocalResponse(r abi.LocalResponse) abi.Status {
	vm.stopped = true
	f := vm.filter()
	if f == nil {
		return abi.OK
	}
	reply := localReply{
		status:  r.Status,
		headers: ParseHeaders(r.Headers),
		body:    append([]byte(nil), r.Body...),
		details: strings.Join(strings.Fields(r.Details), "_"),
	}
	vm.later(func() { f.stream.reply(reply) })
	return abi.OK
}

// SetEffectiveContext makes id the context that calls act on, until the
// callback ends.
func (vm *VM) SetEffectiveContext(id uint32) abi.Status {
	s, ok := vm.scopes[id]
	if !ok {
		return abi.BadArgument
	}
	vm.effective = s
	return abi.OK
}

// Done is accepted and changes nothing: no context outlives proxy_on_done.
func (vm *VM) Done() abi.Status { return abi.NotFound }
