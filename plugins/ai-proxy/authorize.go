package aiproxy

import (
	"aigateway/common/plugin"
	"aigateway/common/problem"
)

// waiting is an exchange that has no access token yet.
type waiting struct {
	until    int64 // in ms since 1970
	exchange *exchange
	stream   *plugin.Stream
	ticket   plugin.Ticket
}

// depart lets a request go on that is as its provider wants it, once there is
// an access token if it needs one. Hold is what holds it.
func (x *exchange) depart(s *plugin.Stream, hold plugin.Action) plugin.Action {
	t := x.way.service.tokens
	if t == nil || x.token != 0 || x.authorize(s.RequestHeaders()) {
		x.awaitFirstByte(s)
		return plugin.Continue
	}
	if p := t.hindrance(); p != nil {
		return s.Reply(p)
	}
	t.waiting = append(t.waiting, waiting{now() + t.timeout.Milliseconds() + leaseSlack, x, s, s.Ticket()})
	if hold == plugin.Pause {
		hold = s.Held()
	}
	return hold
}

// authorize puts the access token into a request, if there is one.
func (x *exchange) authorize(h *plugin.Headers) bool {
	t := x.way.service.tokens
	if x.token = t.current(); x.token != 0 {
		h.Set("authorization", t.bearer.Reveal())
	}
	return x.token != 0
}

// noteRefusal gives up an access token that the provider has refused.
func (x *exchange) noteRefusal(status int) {
	if x.token != 0 && status == 401 {
		x.way.service.tokens.drop(x.token)
	}
}

// hindrance is why nobody asks for a token now, nil if there is one or somebody
// does, or may.
func (t *tokens) hindrance() *problem.Problem {
	n, ms := &t.known.numbers, now()
	if ms < n[until] || t.calling || ms < n[leased] || ms >= n[again] {
		return nil
	}
	return problem.New(problem.BadUpstream, nil, "the gateway has no access token for the provider: "+string(t.known.text))
}

// tick sees to exchanges that wait, and to a token that is to be renewed.
func (t *tokens) tick() {
	if ms := now(); len(t.waiting) == 0 {
		if !t.used || ms < t.renewal() || ms < t.look {
			return
		}
		t.look = ms + renewalLook
	}
	t.refresh()
	t.settle()
}

// settle brings back the exchanges that need wait no longer. It is called from
// outside of any exchange.
func (t *tokens) settle() {
	list, hindrance, ms := t.waiting, t.hindrance(), now()
	t.waiting = nil
	for _, w := range list {
		p := hindrance
		if p == nil && ms >= w.until {
			p = problem.New(problem.Timeout, nil, "the gateway got no access token for the provider in time")
		}
		if p == nil && ms >= t.known.numbers[until] {
			t.waiting = append(t.waiting, w)
			continue
		}
		w.ticket.Call(func() { w.exchange.authorized(w.stream, p) })
	}
}

// authorized goes on with a request that has waited for a token.
func (x *exchange) authorized(s *plugin.Stream, p *problem.Problem) {
	if p != nil {
		s.Reply(p)
		return
	}
	x.authorize(s.RequestHeaders())
	x.awaitFirstByte(s)
	s.Resume()
}
