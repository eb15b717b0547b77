package aiproxy

import (
	"bytes"
	"strconv"
	"time"

	"aigateway/common/codec"
	"aigateway/common/plugin"
	"aigateway/common/problem"
)

// ResponseHeaders implements plugin.Exchange.
func (x *exchange) ResponseHeaders(s *plugin.Stream, end bool) plugin.Action {
	if x.phase != sent {
		return plugin.Continue
	}
	x.phase = passing
	x.stream = nil
	if !x.plan.converts() && !x.hidesUsage && !x.tellsLoss {
		return x.nativeHeaders(s, end)
	}
	headers := s.ResponseHeaders()
	x.status, _ = strconv.Atoi(string(headers.Value(":status")))
	if len(x.losses) > 0 {
		headers.Set(lossHeader, string(x.losses))
	}
	stream := bytes.HasPrefix(headers.Value("content-type"), []byte("text/event-stream"))
	switch {
	case !x.plan.converts():
		return x.nativeHeaders(s, end)
	case x.status >= 400:
		return x.collect(s, translating, end)
	case headers.Value("content-encoding") != nil:
		return s.Reply(problem.New(problem.BadUpstream, nil, "the provider compressed its answer although it was asked not to"))
	case stream && x.streams:
		x.begin(s)
		x.phase = converting
		headers.Remove("content-length")
		return plugin.Continue
	}
	x.begin(s)
	return x.collect(s, collecting, end)
}

// nativeHeaders handles an answer that is in the client's protocol already.
func (x *exchange) nativeHeaders(s *plugin.Stream, end bool) plugin.Action {
	headers := s.ResponseHeaders()
	contentType := headers.Value("content-type")
	status := headers.Value(":status")
	switch {
	case len(status) == 3 && status[0] >= '4' && !bytes.Contains(contentType, []byte("json")):
		x.status, _ = strconv.Atoi(string(status))
		return x.collect(s, translating, end)
	case x.hidesUsage && bytes.HasPrefix(contentType, []byte("text/event-stream")) && headers.Value("content-encoding") == nil:
		x.phase = filtering
		headers.Remove("content-length")
	}
	return plugin.Continue
}

// collect waits for the whole body before the headers go on: only then is the
// status certain.
func (x *exchange) collect(s *plugin.Stream, next phase, end bool) plugin.Action {
	x.phase = next
	if end {
		return x.complete(s, nil, false)
	}
	return plugin.Pause
}

// begin gets what the reply is converted with.
func (x *exchange) begin(*plugin.Stream) {
	p := x.proxy
	key := bridgeKey{x.plan.client, x.plan.upstream}
	if free := p.bridges[key]; len(free) > 0 {
		x.bridge, p.bridges[key] = free[len(free)-1], free[:len(free)-1]
	} else {
		x.bridge = codec.NewBridge(x.service.codecs(x.plan))
	}
	x.bridge.Reset(codec.Options{Stream: x.streams, Usage: x.usage, Model: x.model, Created: time.Now().Unix()})
}

// ResponseBody implements plugin.Exchange.
func (x *exchange) ResponseBody(s *plugin.Stream, end bool) plugin.Action {
	switch x.phase {
	case converting:
		p := x.proxy
		size := s.BodySize()
		out := x.bridge.Write(p.buffers.next(), s.Body())
		if end {
			out = x.bridge.Close(out)
		}
		s.ReplaceBody(size, p.buffers.keep(out))
		p.trim()
	case filtering:
		x.filter.pass(x, s, end)
	case collecting, translating:
		if !end {
			return plugin.Pause
		}
		return x.complete(s, s.Body(), true)
	}
	return plugin.Continue
}

// complete answers with a body that is there as a whole.
func (x *exchange) complete(s *plugin.Stream, body []byte, replace bool) plugin.Action {
	p := x.proxy
	defer p.trim()
	headers := s.ResponseHeaders()
	contentType := "application/json"
	var failed *problem.Problem
	out := p.buffers.next()
	switch {
	case x.phase == translating:
		failed = x.failure(body)
	case bytes.HasPrefix(headers.Value("content-type"), []byte("text/event-stream")):
		out = x.bridge.Close(x.bridge.Write(out, body))
		failed = x.bridge.Problem()
	default:
		out = x.bridge.Whole(out, body)
		failed = x.bridge.Problem()
		if x.streams {
			contentType = "text/event-stream"
		}
	}
	x.phase = passing
	if failed != nil {
		x.status = failed.HTTPStatus()
		out, contentType = x.Render(out[:0], failed)
	}
	p.buffers.keep(out)
	if !replace {
		return s.Respond(x.status, [][2]string{{"content-type", contentType}}, out)
	}
	headers.Set(":status", strconv.Itoa(x.status))
	headers.Set("content-type", contentType)
	headers.Remove("content-encoding")
	headers.Set("content-length", strconv.Itoa(len(out)))
	s.ReplaceBody(s.BodySize(), out)
	return plugin.Continue
}

// failure reads an error in whatever form it came.
func (x *exchange) failure(body []byte) *problem.Problem {
	upstream := x.service.Codec(x.plan.upstream)
	if upstream == nil {
		upstream = x.service.Codec(x.service.Chat)
	}
	return upstream.DecodeProblem(x.status, body)
}
