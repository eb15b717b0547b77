package engine

import "aigateway/common/abi"

// filter is one plugin in one exchange (Envoy's wasm Context).
type filter struct {
	scope
	stream  *Stream
	plugin  *Plugin
	machine *machine
	vm      *VM // nil when the VM was down as the exchange began

	created, destroyed bool
	// logging gives the guest's reads the final headers.
	logging bool
	// refused is set when the failure policy has answered for the plugin.
	refused bool
	// ended is whether the current callback saw the end of its side.
	ended bool
	sides [2]sideView
}

// sideView is what a plugin may touch of one direction. A map or body is live
// from its callback on until the callback, or a later one, lets it go.
type sideView struct {
	headers, trailers *Headers
	body              *buffer
	// buffering means that the body so far is held back for this plugin, and
	// is what it sees in the next body callback.
	buffering bool
}

// headersStatus, dataStatus and trailersStatus are Envoy's filter statuses,
// by proxy-wasm's numbers.
type (
	headersStatus  uint32
	dataStatus     uint32
	trailersStatus uint32
)

const (
	headersContinue       headersStatus  = 0
	headersStop           headersStatus  = 1
	headersStopAllBuffer  headersStatus  = 3
	headersStopAll        headersStatus  = 4
	dataContinue          dataStatus     = 0
	dataStopAndBuffer     dataStatus     = 1
	dataStopAndWatermark  dataStatus     = 2
	dataStopNoBuffer      dataStatus     = 3
	trailersContinue      trailersStatus = 0
	trailersStopIteration trailersStatus = 1
)

func (f *filter) failed() bool { return f.vm == nil || f.vm.failed != nil }

// create makes the guest's context.
func (f *filter) create() {
	if !f.created && !f.failed() {
		f.vm.enter(&f.scope, func(g abi.Guest) { g.Create(f.id, f.root.id) })
	}
	f.created = true
}

// guest runs one callback. ok is false when the VM is down, before or after
// it; the failure policy then decides.
func (f *filter) guest(callback func(g abi.Guest) abi.Action) (action abi.Action, stopped, ok bool) {
	if f.failed() {
		return 0, false, false
	}
	stopped = f.vm.enter(&f.scope, func(g abi.Guest) { action = callback(g) })
	return action, stopped, !f.failed()
}

// passes tells whether an exchange that the plugin failed in goes on. Envoy's
// failure_policy FAIL_OPEN is for later exchanges only; Higress sets
// fail_open, which is for this one too.
func (f *filter) passes() bool {
	return f.plugin.FailOpen && f.stream.worker.env.Flavour == Higress
}

// refuse answers 503 for a plugin whose VM is down, once an exchange.
func (f *filter) refuse() {
	if !f.refused {
		f.refused = true
		f.stream.reply(localReply{status: 503, details: "wasm_fail_stream"})
	}
}

func (f *filter) onHeaders(p *path, end bool) headersStatus {
	if p.side == requestSide {
		f.create()
	} else if !f.created || f.refused {
		return headersContinue
	}
	view := &f.sides[p.side]
	view.headers, f.ended = p.headers, end
	action, stopped, ok := f.guest(func(g abi.Guest) abi.Action {
		if p.side == requestSide {
			return g.RequestHeaders(f.id, p.headers.Len(), end)
		}
		return g.ResponseHeaders(f.id, p.headers.Len(), end)
	})
	status := headersStatus(action)
	switch {
	case !ok && f.passes():
		status = headersContinue
	case !ok:
		f.refuse()
		status = headersStopAll
	case stopped, status > headersStopAll:
		status = headersStopAll
	case status == headersStop && !f.plugin.headersStop(f.vm.marker):
		status = headersStopAll
	case status == 2: // ContinueAndEndStream is no status of Envoy's
		status = headersContinue
	}
	if status == headersContinue {
		view.headers = nil
	}
	return status
}

func (f *filter) onData(p *path, data *buffer, end bool) dataStatus {
	if !f.created || p.side == responseSide && f.refused {
		return dataContinue
	}
	view := &f.sides[p.side]
	if view.buffering && p.hold(data, false) && p.side == responseSide {
		// Over the limit, and answered. In a request the answer waits for
		// this callback, which Envoy makes all the same.
		return dataStopAndBuffer
	}
	view.body, f.ended = data, end
	size := f.body(p.side).len()
	action, stopped, ok := f.guest(func(g abi.Guest) abi.Action {
		if p.side == requestSide {
			return g.RequestBody(f.id, size, end)
		}
		return g.ResponseBody(f.id, size, end)
	})
	status := dataStatus(action)
	switch {
	case !ok && f.passes():
		status = dataContinue
	case !ok:
		f.refuse()
		status = dataStopNoBuffer
	case stopped, status > dataStopNoBuffer:
		status = dataStopNoBuffer
	}
	view.buffering = status == dataStopAndBuffer
	view.body = nil
	return status
}

func (f *filter) onTrailers(p *path) trailersStatus {
	if !f.created || p.side == responseSide && f.refused {
		return trailersContinue
	}
	view := &f.sides[p.side]
	view.trailers = p.trailers
	action, stopped, ok := f.guest(func(g abi.Guest) abi.Action {
		if p.side == requestSide {
			return g.RequestTrailers(f.id, p.trailers.Len())
		}
		return g.ResponseTrailers(f.id, p.trailers.Len())
	})
	status := trailersStatus(action)
	switch {
	case !ok && f.passes():
		status = trailersContinue
	case !ok:
		f.refuse()
		status = trailersStopIteration
	case stopped, status > trailersStopIteration:
		status = trailersStopIteration
	}
	if status == trailersContinue {
		view.trailers = nil
	}
	return status
}

// body is what the guest sees as the body of a side: all that is held back
// for it, or the chunk of the callback that runs.
func (f *filter) body(s side) *buffer {
	if f.sides[s].buffering {
		if held := f.stream.paths[s].held; held != nil {
			return held
		}
	}
	return f.sides[s].body
}

// log gives the guest its last look at the exchange. A plugin that never saw
// the request gets its context only now, as in Envoy.
func (f *filter) log() {
	f.create()
	f.logging = true
	if !f.failed() {
		f.vm.enter(&f.scope, func(g abi.Guest) { g.Log(f.id) })
	}
	f.logging = false
}

// destroy ends the guest's context. Envoy does not wait for a guest that
// answers false to proxy_on_done.
func (f *filter) destroy() {
	if f.destroyed {
		return
	}
	f.destroyed = true
	if f.created && !f.failed() {
		f.vm.enter(&f.scope, func(g abi.Guest) { g.Done(f.id) })
		f.vm.enter(&f.scope, func(g abi.Guest) { g.Delete(f.id) })
	}
	if f.vm != nil {
		delete(f.vm.scopes, f.id)
		f.vm.release()
	}
}
