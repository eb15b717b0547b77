package aiproxy

import (
	"aigateway/common/plugin"
	"aigateway/common/sse"
)

// usageFilter hides from a stream the event that is there only because the
// gateway asked for usage. All other bytes pass as they are.
type usageFilter struct{ events sse.Decoder }

// usageFilter returns one that is at the start of a stream.
func (p *proxy) usageFilter() *usageFilter {
	n := len(p.filters)
	if n == 0 {
		return new(usageFilter)
	}
	f := p.filters[n-1]
	p.filters = p.filters[:n-1]
	f.events.Reset()
	return f
}

func (f *usageFilter) pass(x *exchange, s *plugin.Stream, end bool) {
	p := x.proxy
	body := s.Body()
	held := len(f.events.Pending())
	out := p.buffers.next()
	var e sse.Event
	hidden := false
	for f.events.Write(body); f.events.Next(&e); {
		if e.Data != nil && x.way.from.Forced(e.Data) {
			hidden = true
			x.tellHidden(s, e.Data)
			continue
		}
		out = append(out, e.Raw...)
	}
	if end || f.events.Err() != nil {
		out = append(out, f.events.Pending()...)
	}
	p.buffers.keep(out)
	if !hidden && held == 0 && len(out) == len(body) {
		return
	}
	s.ReplaceBody(len(body), out)
}
