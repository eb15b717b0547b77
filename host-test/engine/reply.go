package engine

import "strconv"

// localReply is an answer that does not come from the upstream.
type localReply struct {
	status  int
	headers *Headers // added to those that every local reply has
	body    []byte
	details string
}

// reply answers the client, as FilterManager::sendLocalReply does: before
// response headers exist the answer passes the response side of the filters;
// while filters hold them it goes to the client directly; once they have been
// sent all that is left is a reset.
func (s *Stream) reply(r localReply) {
	if s.over {
		return
	}
	request, response := &s.paths[requestSide], &s.paths[responseSide]
	request.aborted = true
	s.cancelExchange()
	switch {
	case s.started:
		s.reset(r.details)
	case response.headers != nil:
		response.aborted = true
		s.replyDirectly(r)
	case s.prepared != nil:
		// The first one counts.
	case request.calls > 0:
		s.prepared = &r
	default:
		s.replyThroughFilters(r)
	}
}

// sendPrepared sends the reply that waited for callbacks to return.
func (s *Stream) sendPrepared() {
	if s.prepared == nil || s.paths[requestSide].calls > 0 || s.over {
		return
	}
	r := *s.prepared
	s.prepared = nil
	s.replyThroughFilters(r)
}

func (s *Stream) replyThroughFilters(r localReply) {
	p := &s.paths[responseSide]
	h, end := s.replyHeaders(r)
	s.report.Details = r.details
	p.complete = true
	s.setResponse(h)
	p.runHeaders(0, end)
	if !end && !p.done() {
		p.runData(0, &buffer{data: r.body}, true)
	}
}

func (s *Stream) replyDirectly(r localReply) {
	h, end := s.replyHeaders(r)
	s.setResponse(h)
	s.report.Details = r.details
	sink := clientSink{s}
	sink.Headers(h, end)
	if !end {
		sink.Data(r.body, true)
	}
}

// replyHeaders completes a reply's headers (Http::Utility::prepareLocalReply)
// and tells whether they are all of it.
func (s *Stream) replyHeaders(r localReply) (h *Headers, end bool) {
	h = NewHeaders([2]string{":status", strconv.Itoa(r.status)})
	for _, f := range r.headers.Fields() {
		h.Add(f[0], f[1])
	}
	h.Remove("content-length")
	if len(r.body) == 0 {
		h.Remove("content-type")
		return h, true
	}
	h.Set("content-length", strconv.Itoa(len(r.body)))
	if _, ok := h.Lookup("content-type"); !ok {
		h.Add("content-type", "text/plain")
	}
	return h, s.report.Request.Value(":method") == "HEAD"
}

// tooLarge ends an exchange whose held body is over the limit.
func (s *Stream) tooLarge(side side) {
	if side == requestSide {
		s.reply(localReply{status: 413, body: []byte("Payload Too Large"), details: "request_payload_too_large"})
		return
	}
	s.reply(localReply{status: 500, body: []byte("Internal Server Error"), details: "response_payload_too_large"})
}
