package aistatistics

import (
	"bytes"

	"aigateway/common/plugin"
	"aigateway/common/served"
	"aigateway/common/usage"
)

// ResponseHeaders implements plugin.Exchange.
func (x *exchange) ResponseHeaders(s *plugin.Stream, end bool) plugin.Action {
	switch x.stage {
	case asking: // the answer came before the end of the question
		x.read(s, x.body)
	case asked:
	default:
		return plugin.Continue
	}
	headers := s.ResponseHeaders()
	x.cache = cacheCalled(headers.Value("x-cache-status"))
	if len(x.policy.attributes) > 0 {
		x.takeHeaders(headers, responseHeader)
	}
	x.answer(s.Status(), headers.Value("content-type"), headers.Value("content-encoding"), end)
	if end {
		x.settle(s, statusOf(x.status))
	}
	return plugin.Continue
}

// answer begins an answer. Empty tells that it has no body.
func (x *exchange) answer(status int, contentType, encoding []byte, empty bool) {
	x.stage = answering
	x.count(hasAnswer)
	x.status = int16(status)
	x.attempts = x.countAttempts()
	kind, packed := x.stats.word(contentType), x.stats.word(encoding)
	x.streamed = kind.streams
	x.reads = kind.readable && x.policy.takes(kind.text)
	if x.reads && !empty {
		x.meter.Reset(usage.Options{ContentType: kind.text, Encoding: packed.text, Family: x.model.family})
		x.open(packed.text)
	}
}

// overhear takes an answer that the client got past this plugin, where the one
// that gave it tells of it.
func (x *exchange) overhear(s *plugin.Stream) {
	a, ok := served.ParseAnswer(x.stats.root.Property(served.AnswerProperty))
	if !ok {
		return
	}
	body := append([]byte(nil), a.Body...) // it lasts until the next property
	if x.stage == asking {
		x.read(s, x.body)
	}
	x.answer(a.Status, []byte(a.ContentType), nil, len(body) == 0)
	x.observe(body)
	x.settle(s, statusOf(x.status))
}

// countAttempts asks the host how often it tried to reach an upstream; 0
// where it does not say.
func (x *exchange) countAttempts() int16 {
	if x.policy.ignored&retried != 0 {
		return 0
	}
	n, _ := x.stats.root.Number("upstream.request_attempt_count")
	return int16(min(n, 1000))
}

// ResponseBody implements plugin.Exchange. Chunks are read and go on as they
// are.
func (x *exchange) ResponseBody(s *plugin.Stream, end bool) plugin.Action {
	if x.stage != answering {
		return plugin.Continue
	}
	if s.BodySize() > 0 {
		var chunk []byte
		if x.reads {
			chunk = s.Body()
		}
		x.observe(chunk)
	}
	if end {
		x.settle(s, statusOf(x.status))
	}
	return plugin.Continue
}

// observe reads a chunk, and notes when the first came, and the first token.
func (x *exchange) observe(chunk []byte) {
	started := x.firstToken > 0
	if x.reads {
		x.meter.Write(chunk)
		if x.tap != nil {
			x.tap.write(chunk)
		}
	}
	if started || !x.streamed {
		return
	}
	now := max(x.stats.now()-x.start, 1)
	if x.firstChunk == 0 {
		x.firstChunk = now
	}
	if x.meter.Reply().Started {
		x.firstToken = now
	}
}

// whoLeft says who broke an exchange off. Source: Envoy's response code
// details, such as downstream_remote_disconnect, upstream_reset_after_response_started.
func (x *exchange) whoLeft() status {
	details := x.stats.root.Property("response.code_details")
	for _, cause := range [...]string{"upstream_", "response_timeout", "stream_idle_timeout", "max_duration_timeout", "response_payload"} {
		if bytes.HasPrefix(details, []byte(cause)) {
			return resetByUpstream
		}
	}
	return closedByClient
}

// settle ends the exchange: what it came to is told everywhere.
func (x *exchange) settle(s *plugin.Stream, ended status) {
	if x.stage == asking {
		x.read(s, x.body)
	}
	x.stage = settled
	x.meter.Close()
	if x.tap != nil {
		x.closeTap()
	}
	o := &x.stats.outcome
	x.resolve(o, ended)
	if len(x.policy.attributes) > 0 {
		x.takeCounts(o)
	}
	o.reasons = x.judge(o)
	x.countAll(o)
	if x.policy.tags {
		x.tagAnswer(o)
	}
	x.writeLog(o)
	if x.policy.audit.Enabled {
		x.writeAudit(o)
	}
	if o.reasons != 0 {
		x.tellAbnormal(o)
	}
}
