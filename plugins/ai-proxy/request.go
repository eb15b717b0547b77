package aiproxy

import (
	"bytes"
	"errors"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/problem"
	"aigateway/common/provider"
)

// RequestHeaders implements plugin.Exchange.
func (x *exchange) RequestHeaders(s *plugin.Stream, end bool) plugin.Action {
	headers := s.RequestHeaders()
	service, err := x.proxy.match(s)
	if err != nil {
		x.way = &way{client: clientAPI(headers)}
		return s.Reply(problem.New(problem.Internal, err, "the gateway's configuration for this route is invalid"))
	}
	if service == nil {
		return plugin.Continue
	}
	x.service, x.way = service, service.way(headers.Value(":path"))
	if !x.way.ok {
		return s.Reply(problem.New(problem.NotFound, nil, "the provider "+service.Name+" has no "+x.way.client.String()))
	}
	if !end && x.reads(headers) {
		x.phase = reading
		x.tellsLoss = headers.Value(lossHeader) != nil
		x.address(headers)
		return plugin.Pause
	}
	if x.way.converts() {
		return s.Reply(problem.New(problem.Invalid, nil, "the request needs a body of content-type application/json, not compressed"))
	}
	x.phase = sent
	x.address(headers)
	return plugin.Continue
}

func clientAPI(h *plugin.Headers) provider.API {
	path, _, _ := bytes.Cut(h.Value(":path"), []byte{'?'})
	api, _ := provider.Detect(string(path))
	return api
}

// reads tells whether the body is to be seen and can be: whether it is plain
// JSON of an API that is known.
func (x *exchange) reads(h *plugin.Headers) bool {
	if x.way.client == provider.Unknown || x.service.original && len(x.service.settings) == 0 {
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
	if x.phase != reading {
		return plugin.Continue
	}
	if !end {
		return plugin.Pause
	}
	x.phase = sent
	p := x.proxy
	defer p.trim()
	body := s.Body()
	changed := p.applySettings(x.service, body)
	own := len(x.service.settings) > 0
	var err error
	if x.way.converts() {
		err = x.convert(s, changed)
	} else {
		err = x.patch(s, changed, own)
	}
	if err != nil {
		return x.refuse(s, err)
	}
	if x.way.path == "" {
		x.redirectByModel(s.RequestHeaders(), p.head.Model)
	}
	x.announce(s)
	x.awaitFirstByte(s)
	return plugin.Continue
}

func (x *exchange) refuse(s *plugin.Stream, err error) plugin.Action {
	known, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		known = problem.New(problem.Invalid, err, err.Error())
	}
	return s.Reply(known)
}

// applySettings returns body with the custom settings applied.
func (p *proxy) applySettings(s *service, body []byte) []byte {
	for _, set := range s.settings {
		changed, ok := jsonedit.Set(p.buffers.next(), body, set.path, set.value, set.overwrite)
		if ok {
			body = p.buffers.keep(changed)
		}
	}
	return body
}

// patch changes what must be changed of a request that stays in its protocol.
// Own tells that body is ours already, so that the host must get all of it.
func (x *exchange) patch(s *plugin.Stream, body []byte, own bool) error {
	p := x.proxy
	client := x.service.codec(x.way.client)
	if x.service.merge && x.way.client == provider.Chat {
		body, own = p.merge(client, body, own)
	}
	p.head.Reset()
	if err := client.ScanHead(&p.head, body); err != nil {
		return err
	}
	x.streams = p.head.Stream
	p.edits.Reset()
	var change codec.Patch
	if !x.service.original {
		change = codec.Patch{Model: x.service.models.literal(p.head.Model), Usage: x.way.client == provider.Chat}
		x.hidesUsage = client.Patch(&p.edits, &p.head, change)
	}
	if change.Model != nil {
		p.head.Model = change.Model
	}
	x.write(s, body, own)
	return nil
}

// write gives the host the edited body, or only the part up to the last edit
// where the rest is its own.
func (x *exchange) write(s *plugin.Stream, body []byte, own bool) {
	p := x.proxy
	switch {
	case own:
		x.replace(s, s.BodySize(), p.edits.Apply(p.buffers.next(), body))
	case !p.edits.Empty():
		out, end := p.edits.Prefix(p.buffers.next(), body)
		x.replace(s, end, p.buffers.keep(out))
	}
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
func (x *exchange) convert(s *plugin.Stream, body []byte) error {
	p := x.proxy
	client, upstream := x.service.codec(x.way.client), x.service.codec(x.way.upstream)
	p.request.Reset()
	p.lost = p.lost[:0]
	if err := client.DecodeRequest(&p.request, body); err != nil {
		return err
	}
	r := &p.request
	x.streams, x.usage = r.Stream, r.StreamUsage == llm.True || x.way.client != provider.Chat
	x.model = append(x.model[:0], r.Model...)
	if target := x.service.models.literal(r.Model); target != nil {
		r.Model = target
	}
	if x.service.merge {
		r.MergeConsecutive()
	}
	p.head.Model = r.Model
	out, err := upstream.EncodeRequest(p.buffers.next(), r, &p.lost)
	if err != nil {
		return err
	}
	x.noteLosses(s)
	x.replace(s, s.BodySize(), p.buffers.keep(out))
	return nil
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
			if x.losses != "" {
				x.losses += "; "
			}
			x.losses += loss.Path + ": " + loss.Reason
		}
	}
}
