package aistatistics

import (
	"bytes"

	"aigateway/common/config"
	"aigateway/common/plugin"
)

// consumerHeader is where authentication plugins put who the client is. They
// take off what a client puts there itself.
const consumerHeader = "x-mse-consumer"

// RequestHeaders implements plugin.Exchange. A request that posts no body asks
// no model anything.
func (x *exchange) RequestHeaders(s *plugin.Stream, end bool) plugin.Action {
	headers := s.RequestHeaders()
	path, _, _ := bytes.Cut(headers.Value(":path"), []byte{'?'})
	if end || string(headers.Value(":method")) != "POST" || !x.choosePolicy(s, headers) || !x.policy.concerns(path) {
		return plugin.Continue
	}
	x.stage, x.start = asking, x.stats.now()
	x.path = append(x.path, headers.Value(":path")...)
	x.user = append(x.user, headers.Value(consumerHeader)...)
	x.consumer = x.stats.consumers.find(x.user, true)
	x.fallback = headers.Value("x-higress-fallback-from") != nil
	x.findSession(headers)
	if len(x.policy.attributes) > 0 {
		x.takeHeaders(headers, requestHeader)
	}
	x.count(waitsForAnswer)
	return plugin.Continue
}

// choosePolicy finds out which configuration applies. None does where a rule
// cannot be used: then nothing is said rather than something wrong.
func (x *exchange) choosePolicy(s *plugin.Stream, h *plugin.Headers) bool {
	route, cluster := s.RouteName(), s.ClusterName()
	target := config.Target{Route: route, Cluster: cluster}
	if x.stats.rules.Needs().Domain {
		target.Domain = string(h.Value(":authority"))
	}
	c, err := x.stats.rules.Match(target)
	if c == nil || err != nil {
		return false
	}
	x.policy = c.policy
	x.route, x.upstream = x.stats.route(route), x.stats.upstreams.find([]byte(cluster), true)
	return true
}

// route returns the label for a route: of one that belongs to an API of
// Higress, the API.
func (s *statistics) route(name string) *label {
	l := s.routes.find([]byte(name), true)
	if l.api != "-" {
		return s.routes.find([]byte(l.api), true)
	}
	return l
}

// maxSession bounds what is kept of a session's name.
const maxSession = 128

// findSession asks the headers which session this is.
func (x *exchange) findSession(h *plugin.Headers) {
	for _, name := range x.policy.sessions {
		if id := h.Value(name); len(id) > 0 {
			x.setSession(id)
			return
		}
	}
}

// setSession keeps the printable ASCII of id.
func (x *exchange) setSession(id []byte) {
	for _, c := range id[:min(len(id), maxSession)] {
		if c >= ' ' && c < 0x7f {
			x.session = append(x.session, c)
		}
	}
}

// RequestBody implements plugin.Exchange. The body goes on as it comes; what
// comes in pieces is copied until it is whole.
func (x *exchange) RequestBody(s *plugin.Stream, end bool) plugin.Action {
	if x.stage != asking {
		return plugin.Continue
	}
	x.requestBytes += int64(s.BodySize())
	switch {
	case end && len(x.body) == 0:
		x.read(s, s.Body())
	case x.requestBytes > maxRequest:
		x.read(s, x.body) // what there is may well say the model
	default:
		x.body = append(x.stats.buffer(x.body), s.Body()...)
		if end {
			x.read(s, x.body)
		}
	}
	return plugin.Continue
}

// maxRequest bounds what is kept of a request that comes in pieces, in bytes.
const maxRequest = 8 << 20

// read takes from a request what there is to know of it.
func (x *exchange) read(s *plugin.Stream, body []byte) {
	x.stage = asked
	r := &x.stats.request
	_ = r.Scan(string(x.path), body) // what is no JSON is asked by its path
	x.model = x.stats.word(r.Model)
	x.operation, x.inputs, x.rounds = r.Operation, int32(r.Inputs), int32(r.UserMessages)
	if x.policy.metered {
		x.prompt = r.PromptTokens(x.model.family)
	}
	if len(x.session) == 0 {
		x.session = append(x.session, r.SessionID...)
	}
	if x.policy.readsRequest {
		x.takeRequest(body)
	}
	if x.policy.audit.Enabled && x.policy.audit.PromptHash {
		x.hash = hashPrompt(x.hash, body)
	}
	x.stats.giveBack(x.body)
	x.body = nil
	x.count(isKnown)
	if x.policy.tags {
		x.tagRequest()
	}
}

// keepBuffers is how many buffers of at most keepBuffer bytes are kept for
// requests that come in pieces.
const (
	keepBuffers = 16
	keepBuffer  = 256 << 10
)

// buffer returns b, or where there is none yet a buffer that was used before.
func (s *statistics) buffer(b []byte) []byte {
	if n := len(s.spare); b == nil && n > 0 {
		b = s.spare[n-1]
		s.spare = s.spare[:n-1]
	}
	return b
}

func (s *statistics) giveBack(b []byte) {
	if cap(b) > 0 && cap(b) <= keepBuffer && len(s.spare) < keepBuffers {
		s.spare = append(s.spare, b[:0])
	}
}
