package variant

import "aigateway/common/jsonscan"

// recase writes the value that s stands before with its members called as
// Tencent calls them: ToolCalls for tool_calls if up, else the reverse.
func (o *output) recase(s *jsonscan.Scanner, up bool) {
	switch s.Kind() {
	case '{':
		o.raw("{")
		for s.Object(); s.Member(); {
			o.rename(s.Key(), up)
			o.recase(s, up)
		}
		o.raw("}")
	case '[':
		o.raw("[")
		for s.Array(); s.Element(); {
			o.comma()
			o.recase(s, up)
		}
		o.raw("]")
	default:
		o.bytes(s.Value())
	}
}

// rename starts a member, under its other name.
func (o *output) rename(name []byte, up bool) {
	o.open(`"`)
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
				o.raw("_")
			}
		case c < ' ', c == '"', c == '\\':
			c = '_' // no name of theirs
		}
		starts = false
		o.dst = append(o.dst, c)
	}
	o.raw(`":`)
}
