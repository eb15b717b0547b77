package aiproxy

import (
	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/provider"
	"aigateway/common/served"
)

// teller tells the plugins that measure what the client's answer does not say:
// who serves an exchange, and what it is metered at.
type teller struct {
	usage  llm.Usage // of a hidden event
	raw    []byte
	reader codec.Reader // of events that clients do not get: all are OpenAI's
}

// Event implements llm.Sink: it takes the usage of a hidden event.
func (t *teller) Event(e *llm.Event) {
	if e.Type == llm.Metered && e.Usage.Known {
		t.usage = e.Usage
	}
}

// natives are the services whose answers say who they are, by the protocol of
// the client.
var natives = [...]string{
	provider.Chat: "openai", provider.Responses: "openai", provider.Messages: "claude", provider.GenerateContent: "gemini",
}

// announce tells who serves the exchange, where the client's answer may say
// otherwise or nothing of it. A converted answer that is not streamed will be
// told of as a whole.
func (x *exchange) announce(s *plugin.Stream) {
	w := x.way
	if w.converts() && !x.streams {
		return
	}
	native := "openai"
	if api := w.client.Protocol(); int(api) < len(natives) && natives[api] != "" {
		native = natives[api]
	}
	if !w.converts() && !x.hidesUsage && w.service.models.empty() && w.service.Name == native {
		return
	}
	x.publish(s, &served.Facts{Provider: w.service.Name, Model: jsonscan.Text(x.proxy.head.Model)})
}

// tellWhole tells all of a converted answer that is not streamed.
func (x *exchange) tellWhole(s *plugin.Stream) {
	service := x.way.service
	facts := served.Facts{Provider: service.Name, Model: service.models.target(jsonscan.Text(*x.model))}
	if x.bridge != nil {
		facts.Usage = x.proxy.notes.Usage
	}
	x.publish(s, &facts)
}

// tellMetered tells what a converted stream was metered at. What comes before
// the answer is over is told once, in case the client does not wait for that.
func (x *exchange) tellMetered(s *plugin.Stream) {
	if n := &x.proxy.notes; n.Usage.Known && (n.Final || !x.told) {
		x.tellUsage(s, &n.Usage, n.Final)
	}
}

// tellHidden tells what an event says that the client does not get.
func (x *exchange) tellHidden(s *plugin.Stream, data []byte) {
	p := x.proxy
	t := &p.teller
	if t.reader == nil {
		t.reader = x.way.from.NewReader(&p.event)
	}
	t.usage = llm.Usage{}
	t.reader.Reset()
	t.reader.Event(nil, data, t)
	if t.usage.Known {
		x.tellUsage(s, &t.usage, true)
	}
}

// maxTold bounds an answer that is told of as a whole, in bytes.
const maxTold = 8 << 20

// tellAnswer tells of an answer that the plugins that measure will not see.
func (x *exchange) tellAnswer(s *plugin.Stream, m *plugin.Message) {
	if len(m.Body) > maxTold {
		return
	}
	answer := served.Answer{Status: m.Status(), ContentType: m.Value("content-type"), Body: m.Body}
	_ = s.Root().SetProperty(served.AnswerProperty, served.AppendAnswer(nil, &answer))
}

func (x *exchange) publish(s *plugin.Stream, f *served.Facts) {
	t := &x.proxy.teller
	t.raw = served.Append(t.raw[:0], f)
	_ = s.Root().SetProperty(served.Property, t.raw)
}

func (x *exchange) tellUsage(s *plugin.Stream, u *llm.Usage, final bool) {
	t := &x.proxy.teller
	x.told = true
	t.raw = served.AppendUsage(t.raw[:0], u, !final)
	_ = s.Root().SetProperty(served.UsageProperty, t.raw)
}
