package variant

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
)

// recase writes the value that s stands before with its members called as
// Tencent calls them: ToolCalls for tool_calls if up, else the reverse.
func recase(o *wire.Output, s *jsonscan.Scanner, up bool) {
	switch s.Kind() {
	case '{':
		o.Raw("{")
		for s.Object(); s.Member(); {
			rename(o, s.Key(), up)
			recase(o, s, up)
		}
		o.Raw("}")
	case '[':
		o.Raw("[")
		for s.Array(); s.Element(); {
			o.Comma()
			recase(o, s, up)
		}
		o.Raw("]")
	default:
		o.Bytes(s.Value())
	}
}

// rename starts a member, under its other name.
func rename(o *wire.Output, name []byte, up bool) {
	next(o, `"`)
	starts := up // a word does
	for i, c := range name {
		switch {
		case up && c == '_':
			starts = true
			continue
		case starts && c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		case !up && c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
			if i > 0 {
				o.Raw("_")
			}
		case c < ' ', c == '"', c == '\\':
			c = '_' // no name of theirs
		}
		starts = false
		o.Dst = append(o.Dst, c)
	}
	o.Raw(`":`)
}
