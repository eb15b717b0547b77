package aiproxy

import (
	"aigateway/common/clock"
	"aigateway/common/plugin"
	"aigateway/common/problem"
)

// firstByteTick is how exactly firstByteTimeout is kept.
const firstByteTick = 100 * clock.Millisecond

// waiter is an exchange whose provider has until deadline for its first byte.
type waiter struct {
	exchange *exchange
	stream   *plugin.Stream
	id       uint32 // of the stream: both structs are used again
	deadline clock.Time
}

// awaitFirstByte begins the time that the provider has for its first byte.
func (x *exchange) awaitFirstByte(s *plugin.Stream) {
	if limit := x.way.service.firstByte; limit > 0 && x.streams && !x.way.service.endpoint {
		x.proxy.waiting = append(x.proxy.waiting, waiter{x, s, s.ID(), plugin.Monotonic().Add(limit)})
	}
}

// Tick implements plugin.Ticker: it answers exchanges whose provider took too
// long for the first byte, and sees to keys that are out of use.
func (p *proxy) Tick() {
	now := plugin.Monotonic()
	var late []waiter
	kept := p.waiting[:0]
	for _, w := range p.waiting {
		switch {
		case w.stream.ID() != w.id || w.exchange.phase != sent && w.exchange.phase != awaiting:
		case now > w.deadline:
			late = append(late, w)
		default:
			kept = append(kept, w)
		}
	}
	clear(p.waiting[len(kept):])
	p.waiting = kept
	for _, w := range late { // which may wait for another provider then
		if !w.exchange.tooLate(w.stream) {
			w.stream.Abort(problem.New(problem.Timeout, nil, "the provider sent nothing within firstByteTimeout"))
		}
	}
	p.checkKeys(now)
	for _, t := range p.tokens {
		t.tick()
	}
}
