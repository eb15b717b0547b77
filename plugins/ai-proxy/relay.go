package aiproxy

import (
	"bytes"
	"strconv"

	"aigateway/common/plugin"
)

// relay is RequestHeaders where Envoy makes the attempts, each of them through
// an ai-proxy behind this one, and this one sees to what Envoy answers itself.
func (x *exchange) relay(h *plugin.Headers, end bool) plugin.Action {
	x.phase = relaying
	w := x.way
	switch {
	case w.service.firstByte == 0 || end || !w.client.IsChat():
	case w.asked != nil:
		x.streams = w.streams
		x.limitFirstByte(h)
	case readable(h):
		x.phase = scanning
		return plugin.Pause
	}
	return plugin.Continue
}

// scan is RequestBody of such a request: whether it asks for a stream says how
// long an attempt may take.
func (x *exchange) scan(s *plugin.Stream, end bool) plugin.Action {
	if !end {
		return plugin.Pause
	}
	x.phase = relaying
	head := &x.proxy.head
	head.Reset()
	if x.way.from.ScanHead(head, s.Body()) == nil {
		x.streams = head.Stream
		x.limitFirstByte(s.RequestHeaders())
	}
	return plugin.Continue
}

// limitFirstByte tells Envoy how long each attempt may take to the first token
// of a stream.
func (x *exchange) limitFirstByte(h *plugin.Headers) {
	if x.streams {
		h.Set("x-envoy-upstream-rq-per-try-timeout-ms", strconv.FormatInt(x.way.service.firstByte.Milliseconds(), 10))
	}
}

// ownReasons are the beginnings of Envoy's reasons for an answer of its own to a
// request that no provider answered.
var ownReasons = [...]string{"upstream_", "no_healthy_upstream", "response_timeout", "stream_idle_timeout"}

// relayed is ResponseHeaders where Envoy makes the attempts.
func (x *exchange) relayed(s *plugin.Stream, end bool) plugin.Action {
	x.phase, x.status = passing, int16(s.Status())
	if x.status < 400 {
		return plugin.Continue
	}
	reason := s.Root().Property("response.code_details")
	given := end && string(reason) == "via_upstream" // an error without a word
	for _, text := range ownReasons {
		given = given || bytes.HasPrefix(reason, []byte(text))
	}
	switch {
	case !given:
		return plugin.Continue
	case end:
		return x.conclude(s, nil, true)
	}
	x.phase = concluding
	return plugin.Pause
}

// conclude answers with the last error that a provider gave, or with Envoy's
// own in the client's protocol. Empty tells that there is no body to replace.
func (x *exchange) conclude(s *plugin.Stream, body []byte, empty bool) plugin.Action {
	t, h := &attempts{}, s.ResponseHeaders()
	t.resume(s.Root(), strconv.Itoa(int(x.status))+" no answer")
	out, contentType := x.Render(x.proxy.buffers.next(), x.way.to.DecodeProblem(int(x.status), body))
	status, ofKept, bodyOfKept := kept(s.Root())
	if status != 0 && !empty {
		out, contentType, x.status = append(out[:0], bodyOfKept...), ofKept, int16(status)
	}
	x.proxy.buffers.keep(out)
	x.phase = passing
	if empty {
		return s.Respond(int(x.status), t.said(contentType), out)
	}
	h.Set(":status", strconv.Itoa(int(x.status)))
	h.Set("content-length", strconv.Itoa(len(out)))
	for _, header := range t.said(contentType) {
		h.Set(header[0], header[1])
	}
	s.ReplaceBody(s.BodySize(), out)
	return plugin.Continue
}
