package aiproxy

import (
	"bytes"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/plugin"
	"aigateway/common/promote"
	"aigateway/common/sse"
)

// eventFilter passes a stream that stays in its protocol. It hides the event
// that is there only because the gateway asked for usage, and has thoughts put
// in what the answer lacks. All other bytes pass as they are.
type eventFilter struct {
	events   sse.Decoder
	thoughts *promote.Native // nil for most
	elements *elements       // of a stream that is a JSON array
}

// elements is such a stream. Only what stands between its elements is written
// anew.
type elements struct {
	codec.Cutter
	some bool // there was one
	last byte // of what came
}

// eventFilter returns one that is at the start of a stream.
func (p *proxy) eventFilter(w *way) *eventFilter {
	f := new(eventFilter)
	if n := len(p.filters); n > 0 {
		f, p.filters = p.filters[n-1], p.filters[:n-1]
		f.events.Reset()
	}
	if !w.promotes() {
		return f
	}
	f.thoughts = p.native(w)
	if cutter := w.from.Framing().Cutter(); cutter != nil {
		f.elements = &elements{Cutter: cutter}
	}
	return f
}

// giveBack returns the filter and what it used.
func (f *eventFilter) giveBack(p *proxy, w *way) {
	if f.thoughts != nil {
		p.giveNative(w, f.thoughts)
	}
	f.thoughts, f.elements = nil, nil
	p.filters = append(p.filters, f)
}

func (f *eventFilter) pass(x *exchange, s *plugin.Stream, end bool) {
	p := x.proxy
	body := s.Body()
	held := len(f.events.Pending())
	out := p.buffers.next()
	hidden := false
	switch {
	case f.elements != nil:
		out = f.passElements(out, body, end)
	case f.thoughts == nil:
		out, hidden = f.passEvents(x, s, out, body)
		if end || f.events.Err() != nil {
			out = append(out, f.events.Pending()...)
		}
	default:
		out, hidden = f.passEvents(x, s, out, body)
		var last sse.Event
		if f.events.Err() != nil {
			out = append(out, f.events.Pending()...)
		} else if end && f.events.Close(&last) {
			out = f.thoughts.Stream(out, &last)
		}
	}
	p.buffers.keep(out)
	if !hidden && held == 0 && len(out) == len(body) && f.elements == nil {
		return
	}
	s.ReplaceBody(len(body), out)
}

// passEvents appends what the client gets for a chunk.
func (f *eventFilter) passEvents(x *exchange, s *plugin.Stream, out, body []byte) (_ []byte, hidden bool) {
	var e sse.Event
	for f.events.Write(body); f.events.Next(&e); {
		switch {
		case x.hidesUsage && e.Data != nil && x.way.from.Forced(e.Data):
			hidden = true
			x.tellHidden(s, e.Data)
		case f.thoughts != nil:
			out = f.thoughts.Stream(out, &e)
		default:
			out = append(out, e.Raw...)
		}
	}
	return out, hidden
}

// passElements is passEvents for a JSON array. One that breaks off stays so.
func (f *eventFilter) passElements(out, body []byte, end bool) []byte {
	e := f.elements
	if rest := bytes.TrimRight(body, " \t\r\n"); len(rest) > 0 {
		e.last = rest[len(rest)-1]
	}
	e.Write(body)
	for _, data, ok := e.Next(); ok; _, data, ok = e.Next() {
		lead := "["
		if e.some {
			lead = ",\r\n"
		}
		e.some = true
		out = f.thoughts.Element(append(out, lead...), data)
	}
	switch {
	case !end || e.last != ']':
	case e.some:
		out = append(out, ']')
	default:
		out = append(out, "[]"...)
	}
	return out
}

// promote gives an answer that is not streamed a text if it has none.
func (x *exchange) promote(s *plugin.Stream, end bool) plugin.Action {
	if !end {
		return plugin.Pause
	}
	x.phase = passing
	p := x.proxy
	thoughts := p.native(x.way)
	body := s.Body()
	out := p.buffers.keep(thoughts.Whole(p.buffers.next(), body))
	if len(out) != len(body) {
		s.ResponseHeaders().Set("content-length", strconv.Itoa(len(out)))
		s.ReplaceBody(len(body), out)
	}
	p.giveNative(x.way, thoughts)
	p.trim()
	return plugin.Continue
}
