package aiproxy

import (
	"bytes"
	"errors"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/problem"
	"aigateway/common/provider"
)

// RequestHeaders implements plugin.Exchange.
func (x *exchange) RequestHeaders(s *plugin.Stream, end bool) plugin.Action {
	headers := s.RequestHeaders()
	service, err := x.match(s)
	if err != nil {
		x.way = wayTo(nil, string(headers.Value(":path")))
		return s.Reply(problem.New(problem.Internal, err, "the gateway's configuration for this route is invalid"))
	}
	if service == nil {
		return plugin.Continue
	}
	x.way = service.way(headers.Value(":path"))
	if service.relayed && x.attempts == nil {
		return x.relay(headers, end)
	}
	if !x.way.ok {
		return x.reply(s, problem.New(problem.NotFound, nil, "the provider "+service.Name+" has no "+x.way.client.String()))
	}
	if !x.prepare(s, headers, end) {
		return x.reply(s, problem.New(problem.Unavailable, nil, "the provider does not answer at the moment"))
	}
	if x.diverts() {
		return x.divert(s, end)
	}
	if !end && x.reads(headers) {
		x.phase = reading
		x.tellsLoss = headers.Value(lossHeader) != nil || x.attempts != nil && x.attempts.tellsLoss
		if x.way.path != "" {
			x.address(headers, x.way.path)
		}
		return plugin.Pause
	}
	if x.way.converts() {
		return x.reply(s, problem.New(problem.Invalid, nil, "the request needs a body of content-type application/json, not compressed"))
	}
	x.phase = sent
	x.address(headers, x.way.path)
	if end {
		x.sign(headers, x.way.path, nil)
	}
	return x.depart(s, plugin.Wait)
}

// reads tells whether the body is to be seen and can be: whether it is plain
// JSON of an API that is known.
func (x *exchange) reads(h *plugin.Headers) bool {
	if x.way.service.signer != nil && !x.way.converts() {
		return true
	}
	return !x.way.opaque() && (readable(h) || x.form(h) != "")
}

// opaque tells whether bodies go on as they are.
func (w *way) opaque() bool {
	return w.client == provider.Unknown || w.service.original && len(w.service.settings) == 0
}

// readable tells whether the body is plain JSON, as far as its headers say. What
// becomes a websocket has no end that could be waited for.
func readable(h *plugin.Headers) bool {
	if h.Value("upgrade") != nil {
		return false
	}
	if encoding := h.Value("content-encoding"); encoding != nil && string(encoding) != "identity" {
		return false
	}
	contentType := h.Value("content-type")
	return contentType == nil || bytes.Contains(contentType, []byte("json"))
}

// RequestBody implements plugin.Exchange.
func (x *exchange) RequestBody(s *plugin.Stream, end bool) plugin.Action {
	switch {
	case x.phase == diverting:
		return x.sendElsewhere(s, end)
	case x.phase == scanning:
		return x.scan(s, end)
	case x.phase != reading:
		return plugin.Continue
	}
	if boundary := x.form(s.RequestHeaders()); boundary != "" {
		return x.formBody(s, boundary, end)
	}
	if !end {
		return plugin.Pause
	}
	x.retain(s)
	if action, waits := x.awaitText(s); waits {
		return action
	}
	return x.dispatch(s)
}

// dispatch makes a request that is there as a whole the one that the provider
// gets.
func (x *exchange) dispatch(s *plugin.Stream) plugin.Action {
	x.phase = sent
	x.resize(s)
	p, headers := x.proxy, s.RequestHeaders()
	defer p.trim()
	body := s.Body()
	if !x.way.opaque() && (x.way.service.signer == nil || readable(headers)) {
		var err error
		if body, err = x.rewrite(s, body); err != nil {
			return x.refuse(s, err)
		}
		x.announce(s)
	}
	w := x.way
	path := w.path
	if path == "" {
		path = w.service.path(w, w.given, p.head.Model, x.streams)
		x.address(headers, path)
	}
	x.addressOwn(headers)
	x.sign(headers, path, body)
	return x.depart(s, plugin.Pause)
}

// rewrite makes a body the one that the provider gets, and returns it; where
// nobody asks for the whole of it, what it returns may be the old one.
func (x *exchange) rewrite(s *plugin.Stream, body []byte) ([]byte, error) {
	service := x.way.service
	changed, own := x.amend(s, x.proxy.applySettings(x.way, body), len(service.settings) > 0)
	if err := x.choose(s, changed); err != nil {
		return nil, err
	}
	switch {
	case x.way.upstream == provider.OwnEmbeddings:
		return x.embed(s, changed)
	case x.way.converts():
		return x.convert(s, changed)
	}
	return x.patch(s, changed, own)
}

func (x *exchange) refuse(s *plugin.Stream, err error) plugin.Action {
	known, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		known = problem.New(problem.Invalid, err, err.Error())
	}
	return x.reply(s, known)
}

// patch changes what must be changed of a request that stays in its protocol.
// Own tells that body is ours already, so that the host must get all of it.
func (x *exchange) patch(s *plugin.Stream, body []byte, own bool) ([]byte, error) {
	p, w := x.proxy, x.way
	if w.service.merge && w.client == provider.Chat {
		body, own = p.merge(w.from, body, own)
	}
	p.head.Reset()
	if err := w.from.ScanHead(&p.head, body); err != nil {
		return nil, err
	}
	if w.asked != nil {
		p.head.Model, p.head.Stream = w.asked, w.streams
	}
	x.streams = p.head.Stream
	p.edits.Reset()
	var change codec.Patch
	if !w.service.original {
		change = codec.Patch{Model: w.service.models.literal(p.head.Model), Usage: w.client == provider.Chat, Version: x.version(s)}
		x.hidesUsage = w.from.Patch(&p.edits, &p.head, change)
	}
	if change.Model != nil {
		p.head.Model = change.Model
	}
	return x.write(s, body, own), nil
}

// write gives the host the edited body, or only the part up to the last edit
// where the rest is its own, and returns what it gave.
func (x *exchange) write(s *plugin.Stream, body []byte, own bool) []byte {
	p := x.proxy
	switch {
	case own:
		body = p.buffers.keep(p.edits.Apply(p.buffers.next(), body))
		x.replace(s, s.BodySize(), body)
	case !p.edits.Empty():
		out, end := p.edits.Prefix(p.buffers.next(), body)
		x.replace(s, end, p.buffers.keep(out))
	}
	return body
}

// replace changes the first n bytes of the request's body. All of the body is
// there, so its new size is known: a provider need not be sent it in chunks.
func (x *exchange) replace(s *plugin.Stream, n int, with []byte) {
	s.ReplaceBody(n, with)
	s.RequestHeaders().Set("content-length", strconv.Itoa(s.BodySize()-n+len(with)))
}

// merge joins neighbouring messages of one role. A body that cannot be read
// is left as it is: the provider will say what is wrong with it.
func (p *proxy) merge(c codec.Codec, body []byte, own bool) ([]byte, bool) {
	p.request.Reset()
	if c.DecodeRequest(&p.request, body) != nil || !p.request.MergeConsecutive() {
		return body, own
	}
	merged, err := c.EncodeRequest(p.buffers.next(), &p.request, &p.lost)
	if err != nil {
		return body, own
	}
	return p.buffers.keep(merged), true
}

// convert replaces the body by one in the provider's protocol.
func (x *exchange) convert(s *plugin.Stream, body []byte) ([]byte, error) {
	p, w := x.proxy, x.way
	r := &p.request
	r.Reset()
	p.lost = p.lost[:0]
	if err := w.from.DecodeRequest(r, body); err != nil {
		return nil, err
	}
	if w.asked != nil {
		r.Model, r.Stream = w.asked, w.streams
	}
	x.streams, x.usage = r.Stream, r.StreamUsage == llm.True || w.client != provider.Chat
	x.model = p.names.of(r.Model)
	if len(r.Echo) > 0 {
		x.keep().echo = bytes.Clone(r.Echo)
	}
	if target := w.service.models.literal(r.Model); target != nil {
		r.Model = target
	}
	if w.service.merge {
		r.MergeConsecutive()
	}
	x.instruct(s, r)
	w.service.extras.add(r)
	w.service.ownExtras.add(r)
	x.goOn(s.RequestHeaders(), r)
	p.head.Model = r.Model
	out, err := w.to.EncodeRequest(p.buffers.next(), r, &p.lost)
	if err != nil {
		return nil, err
	}
	x.noteLosses(s)
	x.replace(s, s.BodySize(), p.buffers.keep(out))
	return out, nil
}

// lossHeader, sent by a client with any value, asks what of its request the
// provider's protocol could not carry; the response's header of this name
// says it.
const lossHeader = "x-ai-gateway-loss"

func (x *exchange) noteLosses(s *plugin.Stream) {
	for _, loss := range x.proxy.lost {
		if s.Root().Enabled(plugin.Info) {
			s.Log(plugin.Info, "request.loss", "path", loss.Path, "reason", loss.Reason)
		}
		if x.tellsLoss {
			d := x.keep()
			if d.losses != "" {
				d.losses += "; "
			}
			d.losses += loss.Path + ": " + loss.Reason
		}
	}
}
