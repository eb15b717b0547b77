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
	facts   served.Facts
	raw     []byte
	readers map[codec.Codec]codec.Reader // of events that clients do not get
}

// Event implements llm.Sink: it takes the usage of a hidden event.
func (t *teller) Event(e *llm.Event) {
	if e.Type == llm.Metered && e.Usage.Known {
		t.facts.Usage = e.Usage
	}
}

// announce tells who serves the exchange, where the client's answer may say
// otherwise or nothing of it.
func (x *exchange) announce(s *plugin.Stream) {
	native := "openai"
	if x.way.client == provider.Messages {
		native = "claude"
	}
	if !x.way.converts() && !x.hidesUsage && x.service.models.empty() && x.service.Name == native {
		return
	}
	x.serving = jsonscan.Text(x.proxy.head.Model)
	x.tell(s, nil)
}

// tell tells what the exchange was metered at, if u has it.
func (x *exchange) tell(s *plugin.Stream, u *llm.Usage) {
	t := &x.proxy.teller
	t.facts = served.Facts{Provider: x.service.Name, Model: x.serving}
	if u != nil {
		t.facts.Usage = *u
	}
	t.publish(s)
}

// tellEarly tells what was metered before the answer is over, in case its
// client does not wait for that.
func (x *exchange) tellEarly(s *plugin.Stream, u *llm.Usage) {
	t := &x.proxy.teller
	t.facts = served.Facts{Provider: x.service.Name, Model: x.serving, Usage: *u, Partial: true}
	t.publish(s)
}

// tellHidden tells what an event says that the client does not get.
func (x *exchange) tellHidden(s *plugin.Stream, data []byte) {
	p := x.proxy
	t := &p.teller
	c := x.service.codec(x.way.client)
	reader := t.readers[c]
	if reader == nil {
		if t.readers == nil {
			t.readers = map[codec.Codec]codec.Reader{}
		}
		reader = c.NewReader(&p.event)
		t.readers[c] = reader
	}
	t.facts = served.Facts{Provider: x.service.Name, Model: x.serving}
	reader.Reset()
	reader.Event(nil, data, t)
	t.publish(s)
}

func (t *teller) publish(s *plugin.Stream) {
	t.raw = served.Append(t.raw[:0], &t.facts)
	_ = s.Root().SetProperty(served.Property, t.raw)
}
