package jsonedit

import (
	"bytes"

	"aigateway/common/jsonscan"
)

// Member adds the edit that puts another member, or a list of them, in the place
// of a top-level one, its name included; nil takes it out. It reports whether
// there is one.
func (e *Edits) Member(body []byte, name string, with []byte) bool {
	s := jsonscan.New(body)
	s.Object()
	from, first := s.Offset(), true
	for s.Member() {
		wanted := string(s.Key()) == name
		if s.Skip(); s.Err() != nil {
			return false
		}
		end := s.Offset()
		if wanted {
			if with != nil {
				from += bytes.IndexByte(body[from:], '"')
			} else if first {
				end += comma(body[end:])
			}
			e.Replace(from, end, with)
			return true
		}
		from, first = end, false
	}
	return false
}

// comma returns the length of what b starts with up to a comma, 0 if something
// else comes first.
func comma(b []byte) int {
	rest := bytes.TrimLeft(b, " \t\r\n")
	if len(rest) == 0 || rest[0] != ',' {
		return 0
	}
	return len(b) - len(rest) + 1
}
