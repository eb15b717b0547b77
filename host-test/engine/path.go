package engine

import "sync/atomic"

// side is a direction through the chain.
type side uint8

const (
	requestSide side = iota
	responseSide
)

// path is one direction of an exchange through the filters, with the state
// that Envoy's filter manager keeps of it. The names in Envoy are given where
// they differ.
type path struct {
	stream *Stream
	side   side
	hops   []hop // in the order of this direction
	sink   Sink
	limit  int

	headers, trailers *Headers
	// held is what filters keep back: one buffer for all of them
	// (buffered_request_data_).
	held *buffer
	// complete means that the source has said everything.
	complete bool
	// aborted drops what still comes (decoder_filter_chain_aborted_).
	aborted bool
	// calls counts the filter callbacks on the stack (filter_call_state_).
	calls int
	flow  flow
}

// hop is one filter in one direction.
type hop struct {
	filter *filter
	state  iteration
	// passed means that the headers went on to the next filter
	// (headers_continued_).
	passed bool
	// ended means that the filter has seen the end.
	ended bool
}

// iteration says whether frames pass a hop.
type iteration uint8

const (
	iterating iteration = iota
	// stopped keeps headers back, or data; later data still comes to the
	// filter (StopSingleIteration).
	stopped
	// stoppedAll brings nothing to the filter until it continues.
	stoppedAll
)

// flow lets the source wait while too many bytes are on their way.
type flow struct {
	queued atomic.Int64 // given to the sink and not yet written
	held   atomic.Int64 // kept back without a limit (watermark)
	wake   chan struct{}
}

func (f *flow) changed() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// done tells whether nothing more passes.
func (p *path) done() bool { return p.aborted || p.stream.over }

// halted is [path.done] for a loop over filters: it ends there, and a local
// reply that waited for the callbacks to return goes out.
func (p *path) halted() bool {
	if !p.done() {
		return false
	}
	p.stream.sendPrepared()
	return true
}

func (p *path) runHeaders(from int, end bool) {
	for i := from; i < len(p.hops); i++ {
		h := &p.hops[i]
		h.ended = end
		p.calls++
		status := h.filter.onHeaders(p, end)
		p.calls--
		if p.halted() {
			return
		}
		switch status {
		case headersStop:
			h.state = stopped
			return
		case headersStopAll, headersStopAllBuffer:
			h.state = stoppedAll
			return
		}
		h.passed = true
	}
	p.sink.Headers(p.headers, end)
}

func (p *path) runData(from int, data *buffer, end bool) {
	hadTrailers, added := p.trailers != nil, -1
	for i := from; i < len(p.hops); i++ {
		h := &p.hops[i]
		if h.state == stoppedAll {
			p.hold(data, true)
			return
		}
		if h.ended {
			return
		}
		h.ended = end && p.trailers == nil
		p.calls++
		status := h.filter.onData(p, data, h.ended)
		p.calls--
		if p.halted() {
			return
		}
		if !hadTrailers && p.trailers != nil && added < 0 {
			end, added = false, i
		}
		if !p.afterData(i, status, data) {
			p.runAdded(added)
			return
		}
	}
	p.passData(data, end)
	p.runAdded(added)
}

// runAdded passes trailers on that filter i added during its last body
// callback.
func (p *path) runAdded(i int) {
	if i >= 0 && !p.done() {
		p.runTrailers(i + 1)
	}
}

// passData gives data to the sink.
func (p *path) passData(data *buffer, end bool) {
	if data == p.held {
		p.held = nil
		p.flow.held.Store(0)
	}
	if data.len() == 0 && !end {
		return
	}
	p.sink.Data(data.data, end)
	data.data = nil
}

// afterData applies a body callback's answer and tells whether the next
// filter is to see the data now (commonHandleAfterDataCallback).
func (p *path) afterData(i int, status dataStatus, data *buffer) bool {
	h := &p.hops[i]
	if status == dataContinue {
		if h.state == stopped {
			p.hold(data, true)
			p.resume(i)
			return false
		}
		return true
	}
	h.state = stopped
	switch {
	case status == dataStopAndBuffer:
		p.hold(data, false)
	case status == dataStopAndWatermark:
		p.hold(data, true)
	case p.complete && p.trailers == nil && p.held == nil:
		// So that going on later ends the body, if with nothing in it.
		p.held = &buffer{}
	}
	return false
}

// hold keeps data back. Without watermark more than the limit is refused, and
// hold answers true.
func (p *path) hold(data *buffer, watermark bool) (tooLarge bool) {
	if p.held == nil {
		p.held = &buffer{}
	}
	if p.held != data {
		p.held.take(data)
	}
	if watermark {
		p.flow.held.Store(int64(p.held.len()))
		return false
	}
	p.flow.held.Store(0)
	if p.held.len() <= p.limit || p.done() {
		return false
	}
	p.stream.tooLarge(p.side)
	return true
}

func (p *path) runTrailers(from int) {
	for i := from; i < len(p.hops); i++ {
		h := &p.hops[i]
		if h.state == stoppedAll {
			return
		}
		h.ended = true
		p.calls++
		status := h.filter.onTrailers(p)
		p.calls--
		if p.halted() {
			return
		}
		if status != trailersContinue {
			h.state = max(h.state, stopped)
			return
		}
		if h.state == stopped {
			p.resume(i)
			return
		}
	}
	p.sink.Trailers(p.trailers)
}

// resume lets what hop i has stopped go on (commonContinue): the headers if
// they still wait, what is held, and the trailers.
func (p *path) resume(i int) {
	h := &p.hops[i]
	if p.done() || h.state == iterating {
		return
	}
	from := i + 1
	if h.state == stoppedAll {
		from = i
	}
	h.state = iterating
	if !h.passed {
		h.passed = true
		p.runHeaders(i+1, p.complete && p.held == nil && p.trailers == nil)
	}
	hadTrailers := p.trailers != nil
	if p.held != nil && !p.done() {
		p.runData(from, p.held, p.complete && !hadTrailers)
	}
	if hadTrailers && !p.done() {
		p.runTrailers(from)
	}
	p.flow.changed()
}
