package aiproxy

import (
	"bytes"
	"math/rand/v2"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/plugin"
	"aigateway/common/problem"
	"aigateway/common/promote"
	"aigateway/common/provider"
)

// ResponseHeaders implements plugin.Exchange.
func (x *exchange) ResponseHeaders(s *plugin.Stream, end bool) plugin.Action {
	if x.phase == relaying {
		return x.relayed(s, end)
	}
	if x.phase == sent && x.way.converts() {
		s.ResponseHeaders().Value(":status") // all of them, which are needed anyway
	}
	if x.attempts != nil {
		if action, held := x.judge(s, end); held {
			return action
		}
	}
	if x.phase != sent {
		return plugin.Continue
	}
	x.phase = passing
	x.status = int16(s.Status())
	x.noteRefusal(int(x.status))
	x.tellAttempts(s)
	if x.details != nil && x.details.losses != "" {
		s.ResponseHeaders().Set(lossHeader, x.details.losses)
	}
	switch {
	case end && x.status >= 400 && x.way.service.endpoint:
		return plugin.Continue // an answer of ours would be Envoy's last word
	case x.way.converts():
		return x.convertedHeaders(s, end)
	}
	return x.nativeHeaders(s, end)
}

// convertedHeaders handles an answer in the provider's protocol.
func (x *exchange) convertedHeaders(s *plugin.Stream, end bool) plugin.Action {
	headers := s.ResponseHeaders()
	x.framed, x.plain = isStream(headers, x.way.to), string(headers.Value("content-type")) == plainType
	x.sized = headers.Value("content-length") != nil
	switch {
	case x.status >= 400:
		return x.collect(s, translating, end)
	case headers.Value("content-encoding") != nil:
		return s.Reply(problem.New(problem.BadUpstream, nil, "the provider compressed its answer although it was asked not to"))
	case x.way.upstream == provider.OwnEmbeddings:
		return x.collect(s, collecting, end)
	case x.streams && x.framed && !end:
		x.begin()
		x.phase = converting
		headers.Remove("content-length")
		if x.way.from.Framing() != x.way.to.Framing() {
			headers.Set("content-type", x.way.from.Framing().ContentType())
		}
		if x.way.service.converses {
			x.phase = meeting
			return plugin.Pause
		}
		return plugin.Continue
	}
	x.begin()
	return x.collect(s, collecting, end)
}

// nativeHeaders handles an answer that is in the client's protocol already.
func (x *exchange) nativeHeaders(s *plugin.Stream, end bool) plugin.Action {
	if x.status < 400 && !x.hidesUsage && !x.way.promotes() {
		return plugin.Continue // most answers: nothing is read of them
	}
	headers := s.ResponseHeaders()
	json := bytes.Contains(headers.Value("content-type"), []byte("json"))
	switch {
	case x.status >= 400 && (x.way.onVertex() || !json):
		return x.collect(s, translating, end)
	case x.status >= 400 && x.way.service.endpoint:
		x.phase = keeping
		return plugin.Pause
	case x.status >= 400 || end || headers.Value("content-encoding") != nil:
	case x.streams && isStream(headers, x.way.from):
		x.phase = filtering
		x.filter = x.proxy.eventFilter(x.way)
		headers.Remove("content-length")
	case json && x.way.promotes():
		x.phase = promoting
		return plugin.Pause
	}
	return plugin.Continue
}

// isStream tells whether an answer is a stream as the protocol has it.
func isStream(h *plugin.Headers, c codec.Server) bool {
	return bytes.HasPrefix(h.Value("content-type"), []byte(c.Framing().ContentType()))
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
func (x *exchange) begin() {
	p := x.proxy
	key := x.way.bridge
	if free := p.bridges[key]; len(free) > 0 {
		x.bridge, p.bridges[key] = free[len(free)-1], free[:len(free)-1]
	} else {
		x.bridge = codec.NewBridge(x.way.from, x.way.to, &p.event)
		x.bridge.Note(&p.notes)
		if key.promotes {
			x.bridge.Through(new(promote.Stage))
		}
	}
	o := codec.Options{Stream: x.streams, Usage: x.usage, Model: *x.model, Seed: rand.Uint64(), Created: plugin.Now().Unix()}
	if x.details != nil {
		o.Echo = x.details.echo
	}
	x.bridge.Reset(o)
}

// ResponseBody implements plugin.Exchange.
func (x *exchange) ResponseBody(s *plugin.Stream, end bool) plugin.Action {
	switch x.phase {
	case meeting:
		if !x.meets(s, s.Body()) && !end {
			return plugin.Pause
		}
		x.phase = converting
		fallthrough
	case converting:
		p := x.proxy
		size := s.BodySize()
		out := x.bridge.Write(p.buffers.next(), s.Body())
		if end {
			out = x.bridge.Close(out)
		}
		x.tellMetered(s)
		s.ReplaceBody(size, p.buffers.keep(out))
		p.trim()
	case filtering:
		x.filter.pass(x, s, end)
	case promoting:
		return x.promote(s, end)
	case collecting, translating:
		if !end {
			return plugin.Pause
		}
		return x.complete(s, s.Body(), true)
	case keeping:
		if !end {
			return plugin.Pause
		}
		x.phase = passing
		x.keepFailure(s.Root(), string(s.ResponseHeaders().Value("content-type")), s.Body())
	case concluding:
		if !end {
			return plugin.Pause
		}
		return x.conclude(s, s.Body(), false)
	case awaiting, failing, retrying:
		return x.holds(s, end)
	}
	return plugin.Continue
}

// complete answers with a body that is there as a whole.
func (x *exchange) complete(s *plugin.Stream, body []byte, replace bool) plugin.Action {
	p := x.proxy
	defer p.trim()
	contentType := plainType
	x.meets(s, body)
	if x.streams {
		contentType = x.way.from.Framing().ContentType()
	}
	var failed *problem.Problem
	out := p.buffers.next()
	switch {
	case x.phase == translating:
		failed = x.failure(body)
	case x.way.upstream == provider.OwnEmbeddings:
		out, failed = x.embedded(out, body)
	case x.framed:
		out = x.bridge.Close(x.bridge.Write(out, body))
		failed = p.notes.Problem
	default:
		out = x.bridge.Whole(out, body)
		failed = p.notes.Problem
	}
	x.phase = passing
	switch {
	case !x.way.converts():
	case !x.streams:
		x.tellWhole(s)
	case x.bridge != nil:
		x.tellMetered(s)
	}
	if failed != nil {
		x.status = int16(failed.HTTPStatus())
		out, contentType = x.Render(out[:0], failed)
		x.keepFailure(s.Root(), contentType, out)
	}
	p.buffers.keep(out)
	if !replace {
		return s.Respond(int(x.status), [][2]string{{"content-type", contentType}}, out)
	}
	headers := s.ResponseHeaders()
	if failed != nil {
		headers.Set(":status", strconv.Itoa(int(x.status)))
		headers.Remove("content-encoding")
	}
	if failed != nil || !x.plain || contentType != plainType {
		headers.Set("content-type", contentType)
	}
	if failed != nil || x.sized {
		headers.Set("content-length", strconv.Itoa(len(out)))
	}
	s.ReplaceBody(s.BodySize(), out)
	return plugin.Continue
}

// plainType is the type of an answer that is not streamed.
const plainType = "application/json"

// failure reads an error in whatever form it came.
func (x *exchange) failure(body []byte) *problem.Problem {
	return x.way.to.DecodeProblem(int(x.status), body)
}
