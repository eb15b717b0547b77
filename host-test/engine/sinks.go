package engine

import (
	"strconv"
	"time"
)

// upstreamSink is the end of the request's path: Envoy's router filter.
type upstreamSink struct{ s *Stream }

func (u upstreamSink) Headers(h *Headers, end bool) {
	s := u.s
	if s.stale {
		s.findRoute()
	}
	if s.route == nil {
		s.report.Flags = "NR"
		s.reply(localReply{status: 404, details: "route_not_found"})
		return
	}
	exchange, failure := s.router.Open(s, s.route, h, end)
	if failure != nil {
		s.report.Flags = failure.Flag
		s.reply(localReply{status: failure.Status, body: []byte(failure.Body), details: failure.Details})
		return
	}
	s.exchange = exchange
	s.report.Attempts, s.report.sent = 1, time.Since(s.report.Start)
}

func (u upstreamSink) Data(b []byte, end bool) {
	if u.s.exchange != nil {
		u.s.paths[requestSide].flow.queued.Add(int64(len(b)))
		u.s.exchange.Data(b, end)
	}
}

func (u upstreamSink) Trailers(h *Headers) {
	if u.s.exchange != nil {
		u.s.exchange.Trailers(h)
	}
}

// findRoute asks the router for the route of the request as it is now.
func (s *Stream) findRoute() {
	s.stale = false
	s.route = s.router.Route(s.paths[requestSide].headers)
	s.report.Route, s.report.Cluster = "", ""
	if s.route != nil {
		s.report.Route, s.report.Cluster = s.route.Name, s.route.Cluster
	}
}

// clearRoute has the route found anew when it is next needed.
func (s *Stream) clearRoute() {
	if s.exchange == nil && !s.pinned {
		s.stale = true
	}
}

// clientSink is the end of the response's path.
type clientSink struct{ s *Stream }

func (c clientSink) Headers(h *Headers, end bool) {
	c.s.started = true
	c.s.report.Status, _ = strconv.Atoi(h.Value(":status"))
	c.s.client.Headers(h, end)
	c.finish(end)
}

func (c clientSink) Data(b []byte, end bool) {
	c.s.report.BytesOut += int64(len(b))
	c.s.paths[responseSide].flow.queued.Add(int64(len(b)))
	c.s.client.Data(b, end)
	c.finish(end)
}

func (c clientSink) Trailers(h *Headers) {
	c.s.client.Trailers(h)
	c.finish(true)
}

func (c clientSink) finish(end bool) {
	if end {
		c.s.finish("")
	}
}
