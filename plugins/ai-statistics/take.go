package aistatistics

import (
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/plugin"
)

// slots makes room for the values of all attributes.
func (x *exchange) slots() {
	for len(x.values) < len(x.policy.attributes) {
		if len(x.values) < cap(x.values) {
			x.values = x.values[:len(x.values)+1] // with the memory that it had
		} else {
			x.values = append(x.values, value{})
		}
	}
}

// room is how many bytes may still be kept for attributes.
func (x *exchange) room() int { return x.policy.capture - x.stats.captured }

// take takes raw, a JSON value, as that of an attribute, by a rule for values
// that come more than once.
func (x *exchange) take(i int, raw []byte, r rule) {
	v, s, limit := &x.values[i], x.stats, x.policy.limit
	grown := 0
	switch {
	case len(raw) == 0 || r == noRule:
	case r == takeAll:
		grown, s.scratch[0] = v.add(s.scratch[0], raw, limit, x.room())
	case r == takeLast || v.form == absent:
		grown = v.set(raw, limit, x.room())
	}
	s.captured += grown
}

func (x *exchange) takeText(i int, plain []byte) {
	x.stats.captured += x.values[i].setText(plain, x.policy.limit, x.room())
}

// takeHeaders takes the values that stand in headers. The fixed ones come
// with the request's.
func (x *exchange) takeHeaders(h *plugin.Headers, from sources) {
	x.slots()
	for i := range x.policy.attributes {
		a := &x.policy.attributes[i]
		switch {
		case a.from(from) && a.text != "":
			x.takeText(i, h.Value(lower(a.text)))
		case from == requestHeader && a.from(fixedValue):
			x.takeText(i, []byte(a.text))
		}
		if a.from(from) || from == requestHeader && a.from(fixedValue) {
			x.takeDefault(i)
		}
	}
}

// takeDefault gives an attribute its default value if it has no other.
func (x *exchange) takeDefault(i int) {
	if x.values[i].form == absent {
		x.takeText(i, []byte(x.policy.attributes[i].fallback))
	}
}

// takeRequest takes the values that stand in the request.
func (x *exchange) takeRequest(body []byte) {
	for i := range x.policy.attributes {
		if a := &x.policy.attributes[i]; a.from(requestBody) {
			x.take(i, find(a.inRequest, body, false), takeFirst)
			x.takeDefault(i)
		}
	}
}

// closeTap takes what is only there at the end of the answer.
func (x *exchange) closeTap() {
	t := x.tap
	x.tap = nil
	t.close()
	for i := range x.policy.attributes {
		if x.policy.attributes[i].builtin == toolCalls && x.streamed {
			raw := t.calls.appendJSON(x.stats.scratch[1][:0])
			x.stats.scratch[1] = raw
			x.take(i, raw, takeFirst)
		}
	}
}

// takeCounts takes the values that are counts of tokens, and defaults where an
// answer has no value.
func (x *exchange) takeCounts(o *outcome) {
	from := wholeBody
	if x.streamed {
		from = streamBody
	}
	for i := range x.policy.attributes {
		a := &x.policy.attributes[i]
		if x.status == 0 || !a.from(from) {
			continue
		}
		if o.metered {
			raw := x.stats.scratch[1][:0]
			switch a.builtin {
			case reasoningTokens:
				raw = strconv.AppendInt(raw, o.usage.Reasoning, 10)
			case cachedTokens:
				raw = strconv.AppendInt(raw, o.usage.CacheRead, 10)
			case inputDetails:
				raw = x.quoted(x.appendInputDetails(nil, o))
			case outputDetails:
				raw = x.quoted(appendOutputDetails(nil, o))
			}
			x.take(i, raw, takeFirst)
		}
		x.takeDefault(i)
	}
}

// quoted returns raw as a string: that is how Higress logs the details where
// they are asked for by their name.
func (x *exchange) quoted(raw []byte) []byte {
	if len(raw) == 0 {
		return nil
	}
	return jsonscan.AppendQuoted(nil, raw)
}

func lower(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= 'A' && c <= 'Z' {
			b := []byte(name)
			for j := range b {
				if b[j] >= 'A' && b[j] <= 'Z' {
					b[j] |= 0x20
				}
			}
			return string(b)
		}
	}
	return name
}
