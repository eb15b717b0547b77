package jsonscan

import "strconv"

// Path names the value that the byte at offset belongs to, such as
// messages.2.content, and is empty for the document itself. It reads data
// again from its start: it is for errors, so that nothing has to keep track of
// where it is while all goes well.
func Path(data []byte, offset int) string {
	s := New(data)
	var path []byte
	for depth := 0; depth <= maxDepth && s.step(&path, offset); depth++ {
	}
	return string(path)
}

// step goes into the member or element that offset belongs to, if there is
// one, and appends its name to path.
func (s *Scanner) step(path *[]byte, offset int) bool {
	switch kind := s.Kind(); {
	case s.pos >= offset: // it is the container itself
	case kind == '{':
		for s.Object(); s.Member(); {
			if s.covers(offset) {
				*path = appendSegment(*path)
				*path = append(*path, s.key...)
				return true
			}
		}
	case kind == '[':
		s.Array()
		for i := 0; s.Element(); i++ {
			if s.covers(offset) {
				*path = strconv.AppendInt(appendSegment(*path), int64(i), 10)
				return true
			}
		}
	}
	return false
}

// covers tells whether the next value reaches offset, and consumes it if not.
func (s *Scanner) covers(offset int) bool {
	after := *s
	after.Skip()
	if after.err != nil || after.pos > offset {
		return true
	}
	*s = after
	return false
}

func appendSegment(path []byte) []byte {
	if len(path) > 0 {
		path = append(path, '.')
	}
	return path
}
