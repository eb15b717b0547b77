package aiproxy

import (
	"bytes"
	"slices"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/plugin"
	"aigateway/common/problem"
)

// match returns the service for a request: that of the attempt if this is one.
func (x *exchange) match(s *plugin.Stream) (*service, error) {
	if x.attempts != nil {
		return x.attempts.target().service, nil
	}
	return x.proxy.match(s)
}

// diverts tells whether a request goes elsewhere, because its own provider is
// known to be out of use.
func (x *exchange) diverts() bool { return x.attempts != nil && x.attempts.diverted }

// divert is RequestHeaders of a request that goes elsewhere.
func (x *exchange) divert(s *plugin.Stream, end bool) plugin.Action {
	x.attempts.diverted = false // the attempt itself passes here again
	if !end {
		x.phase = diverting
		return plugin.Pause
	}
	return x.elsewhere(s, plugin.Wait)
}

// sendElsewhere is RequestBody of a request that goes elsewhere.
func (x *exchange) sendElsewhere(s *plugin.Stream, end bool) plugin.Action {
	if !end {
		return plugin.Pause
	}
	x.retain(s)
	if !x.attempts.whole {
		return s.Reply(problem.New(problem.TooLarge, nil, "the provider of this route is out of use, and the request is too large to be sent to another one"))
	}
	return x.elsewhere(s, plugin.Pause)
}

// elsewhere makes the first attempt by call-out.
func (x *exchange) elsewhere(s *plugin.Stream, wait plugin.Action) plugin.Action {
	if f := x.send(s); f != nil && !x.start(s, f) {
		x.deliver(s, x.attempts.last, true)
	}
	return wait
}

// judge looks at an answer before the client does. It tells whether the answer
// is held back.
func (x *exchange) judge(s *plugin.Stream, end bool) (plugin.Action, bool) {
	t := x.attempts
	switch {
	case t.settled || x.phase != sent && x.phase != retrying:
		return plugin.Continue, false
	case x.phase == retrying: // it took too long, and another one is asked
		return plugin.Pause, true
	}
	status := s.Status()
	if status < 400 {
		if x.streams && !end && (x.way.service.endpoint || x.way.service.firstByte > 0 && x.could(504, true)) && isStream(s.ResponseHeaders(), x.way.to) {
			x.phase = awaiting
			return plugin.Pause, true
		}
		x.learn(s, &failure{status: status})
		t.settled = true
		return plugin.Continue, false
	}
	h := s.ResponseHeaders()
	f := &failure{status: status, way: x.way, message: plugin.Message{Response: true, Headers: h.Copy()},
		silent: !x.way.service.endpoint && string(s.Root().Property("response.code_details")) != "via_upstream"}
	x.learn(s, f)
	if !x.could(status, f.silent) {
		t.settled = true
		return plugin.Continue, false
	}
	x.phase = failing
	t.last = f
	if end {
		return x.again(s, plugin.Wait), true
	}
	return plugin.Pause, true
}

// holds is ResponseBody of an answer that is held back.
func (x *exchange) holds(s *plugin.Stream, end bool) plugin.Action {
	t := x.attempts
	switch x.phase {
	case awaiting:
		if !end && x.way.to.Framing() == codec.SSE && !begun(s.Body()) {
			return plugin.Pause
		}
		x.learn(s, &failure{status: s.Status()})
		return x.pass(s, end)
	case failing:
		if !end {
			return plugin.Pause
		}
		t.held = true
		t.last.message.Body = append([]byte(nil), s.Body()...)
		return x.again(s, plugin.Pause)
	}
	return plugin.Drop
}

// again sends a request again whose answer is held back and failed.
func (x *exchange) again(s *plugin.Stream, wait plugin.Action) plugin.Action {
	t, f := x.attempts, x.attempts.last
	switch {
	case x.start(s, f):
		return wait
	case t.count > 1:
		x.deliver(s, t.last, true)
		return wait
	case !t.held:
		t.settled, x.phase = true, sent
		return x.ResponseHeaders(s, true)
	}
	return x.pass(s, true)
}

// pass lets go of an answer that was held back.
func (x *exchange) pass(s *plugin.Stream, end bool) plugin.Action {
	x.attempts.settled, x.phase = true, sent
	x.ResponseHeaders(s, false)
	return x.ResponseBody(s, end)
}

// tooLate ends an attempt whose provider did not begin in time. It tells
// whether there is another one.
func (x *exchange) tooLate(s *plugin.Stream) bool {
	if x.attempts == nil || x.attempts.settled {
		return false
	}
	f := &failure{status: 504, silent: true}
	s.Focus()
	x.learn(s, f)
	if !x.start(s, f) {
		return false
	}
	x.attempts.held = false
	return true
}

// start begins another attempt after f. It tells whether one is under way.
func (x *exchange) start(s *plugin.Stream, f *failure) bool {
	for x.next(s.Root(), f) {
		if f = x.send(s); f == nil {
			return true
		}
	}
	return false
}

// send makes one attempt by call-out. It returns how that failed at once.
func (x *exchange) send(s *plugin.Stream) (failed *failure) {
	t := x.attempts
	x.giveBack()
	x.bridge, x.filter, x.details, x.hidesUsage, x.told = nil, nil, nil, false, false
	m := &plugin.Message{Headers: append([][2]string(nil), t.headers...), Body: t.body}
	x.phase = passing
	later := false
	s.Aside(m, func() {
		f := x.call(s, m)
		if !later {
			failed = f
		} else if f != nil && !x.start(s, f) {
			x.deliver(s, t.last, false)
		}
	}, func() plugin.Action { return x.RequestHeaders(s, len(m.Body) == 0) }, func() plugin.Action { return x.RequestBody(s, true) })
	later = true
	return failed
}

// notSent are headers that the host makes itself.
var notSent = [...]string{"content-length", "transfer-encoding", "connection", "expect", "x-envoy-original-host", "x-envoy-original-path", "x-envoy-expected-rq-timeout-ms"}

// call sends what an attempt's request became.
func (x *exchange) call(s *plugin.Stream, m *plugin.Message) *failure {
	t := x.attempts
	x.phase = retrying
	f := &failure{status: m.Status(), silent: true, message: *m, way: x.way}
	if m.Replied { // the request cannot be put into this protocol
		f.message.Response, f.ready = true, true
		t.note("unsuited")
		t.remember(f)
		return f
	}
	c := plugin.Call{Cluster: t.target().cluster, Body: m.Body, Timeout: t.target().policy.timeout}
	if c.Cluster == "" {
		c.Cluster = s.ClusterName()
	}
	for _, h := range m.Headers {
		if !slices.Contains(notSent[:], h[0]) {
			c.Headers = append(c.Headers, h)
		}
	}
	if err := s.Call(c, func(r *plugin.Reply) { x.replied(s, r) }); err != nil {
		s.Log(plugin.Error, "retry.failed", "provider", t.target().name, "error", err.Error())
		f = unanswered(503, "the provider "+t.target().name+" cannot be reached")
		f.way = x.way
		x.learn(s, f)
		return f
	}
	t.calling = true
	x.proxy.traffic.retries++
	return nil
}

// unanswered is a failure that no provider told of.
func unanswered(status int, text string) *failure {
	return &failure{status: status, silent: true, message: plugin.Message{Response: true, Body: []byte(text),
		Headers: [][2]string{{":status", strconv.Itoa(status)}, {"content-type", "text/plain"}}}}
}

// local are the beginnings of what hosts answer themselves for a cluster that
// does not. Nothing else tells it from an answer of the provider.
var local = [...]string{"upstream connect error", "no healthy upstream", "upstream request timeout"}

// isLocal tells whether the host answered a call-out, and not the cluster.
func isLocal(r *plugin.Reply) bool {
	for _, text := range local {
		if (r.Status == 503 || r.Status == 504) && bytes.HasPrefix(r.Body, []byte(text)) {
			return true
		}
	}
	return false
}

// replied takes the answer of an attempt.
func (x *exchange) replied(s *plugin.Stream, r *plugin.Reply) {
	t := x.attempts
	t.calling = false
	x.proxy.traffic.retries--
	f := unanswered(503, "the provider did not answer")
	if r.Status != 0 {
		f = &failure{status: r.Status, message: plugin.Message{Response: true, Headers: r.Headers.Copy(), Body: append([]byte(nil), r.Body...)}}
		f.silent = isLocal(r)
	}
	f.way = x.way
	x.learn(s, f)
	if f.status >= 400 {
		if x.start(s, f) {
			return
		}
		f = t.last
	}
	x.deliver(s, f, false)
}

// learn notes how an attempt ended: for its history, and for all requests that
// come after it.
func (x *exchange) learn(s *plugin.Stream, f *failure) {
	t := x.attempts
	policy, root := t.target().policy, s.Root()
	x.noteRefusal(f.status)
	switch {
	case f.silent:
		t.note(strconv.Itoa(f.status) + " no answer")
		policy.unreachable(root)
	case f.status < 400:
		t.note(strconv.Itoa(f.status))
		policy.answered(root, &t.known, t.key, true)
		return
	default:
		t.note(strconv.Itoa(f.status))
		policy.answered(root, &t.known, t.key, false)
		d := rest(f.status, f.message.Value, plugin.Now())
		t.rest = max(t.rest, d)
		cluster := t.target().cluster
		counted := policy.failOn.has(f.status)
		if cluster == "" && counted && policy.threshold > 0 {
			cluster = s.ClusterName() // where health checks are to go
		}
		policy.failed(root, t.key, cluster, d, counted)
		if x.way.service.endpoint {
			t.carry(root)
		}
	}
	if root.Enabled(plugin.Warn) {
		s.Log(plugin.Warn, "attempt.failed", "attempts", string(t.trail))
	}
	if f.message.Headers != nil {
		t.remember(f)
	}
}

// remember keeps the failure that the client is told in the end: the last one
// that a provider told of.
func (t *attempts) remember(f *failure) {
	if t.last == nil || !f.silent || t.last.silent {
		t.last = f
	}
}

// deliver gives the client the answer of an attempt, converted as any other.
// Inside tells that a callback of the response is running.
func (x *exchange) deliver(s *plugin.Stream, f *failure, inside bool) {
	t := x.attempts
	if f == nil {
		f = unanswered(504, "the provider sent nothing in time")
		f.way = x.way
	}
	t.settled = true
	x.phase, x.way = sent, f.way
	m := f.message
	answer := func() {
		if f.status >= 400 && t.rest > 0 && m.Value("retry-after") == "" {
			m.Set("retry-after", strconv.FormatInt(seconds(t.rest), 10))
		}
		if t.tells {
			m.Set(attemptsHeader, string(t.trail))
		}
		held := t.held && !inside
		if s.Answering() && !held {
			x.tellAnswer(s, &m)
		}
		s.Answer(&m, held)
	}
	if f.ready {
		answer()
		return
	}
	s.Aside(&m, answer, func() plugin.Action { return x.ResponseHeaders(s, len(m.Body) == 0) }, func() plugin.Action { return x.ResponseBody(s, true) })
}

// quiet are what the data of events hold that come before a model has begun.
var quiet = [...]string{`ping"`, `message_start"`, `response.created"`, `response.in_progress"`}

// begun tells whether a stream has come to its first token: comments, pings
// and announcements are none.
func begun(stream []byte) bool {
	for line := range bytes.Lines(stream) {
		data, ok := bytes.CutPrefix(line, []byte("data:"))
		announces := false
		for _, word := range quiet {
			announces = announces || bytes.Contains(data, []byte(word))
		}
		if ok && !announces {
			return true
		}
	}
	return false
}
