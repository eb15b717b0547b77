// Package served is what the plugin that asks a provider tells the plugins
// that measure: who really served the exchange, and what it was metered at.
// The answer that a client gets does not always say so: its model may be
// mapped, its protocol converted, and its usage hidden.
package served

import (
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Property is the property of the exchange that holds the facts. In the access
// log it is filter state wasm.ai_served.
const Property = "ai_served"

// UsageProperty holds the usage of an exchange that is told of in two steps,
// because its answer is a stream: see [AppendUsage].
const UsageProperty = "ai_served_usage"

// Facts are what is known of who served an exchange. They win over what the
// client's answer says.
type Facts struct {
	// Provider is a type of package provider.
	Provider string
	// Model is what the provider was asked for, as it calls it.
	Model string
	// Usage is what the provider metered, where Usage.Known.
	Usage llm.Usage
	// Partial tells that the answer was not over: what there is of the
	// output is not metered yet.
	Partial bool
}

// usageNames are the members of usage, in the order of counts.
var usageNames = [...]string{
	"input", "cache_read", "cache_write", "cache_write_hour", "input_audio", "output", "reasoning", "output_audio",
}

func counts(u *llm.Usage) [len(usageNames)]*int64 {
	return [...]*int64{
		&u.Input, &u.CacheRead, &u.CacheWrite, &u.CacheWriteHour, &u.InputAudio, &u.Output, &u.Reasoning, &u.OutputAudio,
	}
}

// Append appends f as JSON:
//
//	{"provider":"claude","model":"claude-sonnet-5","usage":{"input":9,"output":4}}
//
// Counts of zero are left out.
func Append(dst []byte, f *Facts) []byte {
	dst = append(dst, `{"provider":`...)
	dst = jsonscan.AppendQuoted(dst, f.Provider)
	dst = append(dst, `,"model":`...)
	dst = jsonscan.AppendQuoted(dst, f.Model)
	if f.Usage.Known {
		dst = appendUsage(append(dst, ','), &f.Usage)
	}
	return appendEnd(dst, f.Partial)
}

// AppendUsage appends what is told of an exchange that its facts are known of:
//
//	{"usage":{"input":9,"output":4}}
func AppendUsage(dst []byte, u *llm.Usage, partial bool) []byte {
	return appendEnd(appendUsage(append(dst, '{'), u), partial)
}

func appendUsage(dst []byte, u *llm.Usage) []byte {
	dst = append(dst, `"usage":{`...)
	comma := false
	for i, n := range counts(u) {
		if *n == 0 {
			continue
		}
		if comma {
			dst = append(dst, ',')
		}
		comma = true
		dst = append(append(append(dst, '"'), usageNames[i]...), '"', ':')
		dst = strconv.AppendInt(dst, *n, 10)
	}
	return append(dst, '}')
}

func appendEnd(dst []byte, partial bool) []byte {
	if partial {
		dst = append(dst, `,"partial":true`...)
	}
	return append(dst, '}')
}

// Read reads the facts from where property finds them. Found tells that there
// are any.
func Read(property func(name string) []byte) (f Facts, found bool) {
	raw := property(Property)
	if len(raw) == 0 {
		return f, false
	}
	f = Parse(raw)
	if f.Usage.Known {
		return f, true
	}
	if more := Parse(property(UsageProperty)); more.Usage.Known {
		f.Usage, f.Partial = more.Usage, more.Partial
	}
	return f, true
}

// Parse reads what [Append] or [AppendUsage] wrote. What cannot be read is as
// if it were not there.
func Parse(raw []byte) (f Facts) {
	s := jsonscan.New(raw)
	if s.Kind() != '{' {
		return f
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "provider":
			f.Provider = jsonscan.Text(s.String())
		case "model":
			f.Model = jsonscan.Text(s.String())
		case "usage":
			parseUsage(&s, &f.Usage)
		case "partial":
			f.Partial = string(s.Value()) == "true"
		default:
			s.Skip()
		}
	}
	if s.End() != nil {
		return Facts{}
	}
	return f
}

func parseUsage(s *jsonscan.Scanner, u *llm.Usage) {
	u.Known = true
	fields := counts(u)
	for s.Object(); s.Member(); {
		key := s.Key()
		for i, name := range usageNames {
			if name == string(key) {
				*fields[i], _ = jsonscan.Int(s.Value())
				key = nil
				break
			}
		}
		if key != nil {
			s.Skip()
		}
	}
}
