package jsonedit

import (
	"strings"

	"aigateway/common/jsonscan"
)

// Set appends to dst body with value at path, a list of member names and
// array indexes separated by dots. What is missing on the way is made as
// objects. It reports false, and appends nothing, where body is not a JSON
// object, where the path runs through something that is neither object nor
// array, and where the member is there and must not be overwritten.
func Set(dst, body []byte, path string, value []byte, overwrite bool) ([]byte, bool) {
	var e Edits
	if !e.Set(body, path, value, overwrite) {
		return dst, false
	}
	return e.Apply(dst, body), true
}

// Set adds the edit that [Set] makes, or none where that reports false.
func (e *Edits) Set(body []byte, path string, value []byte, overwrite bool) bool {
	s, before := jsonscan.New(body), len(e.list)
	if s.Kind() == '{' && set(e, &s, strings.Split(path, "."), value, overwrite) && s.Err() == nil {
		return true
	}
	e.list = e.list[:before]
	return false
}

// set finds the place of path in the container that s stands before. It
// reads on to the end of nothing but what it must pass.
func set(e *Edits, s *jsonscan.Scanner, path []string, value []byte, overwrite bool) bool {
	switch s.Kind() {
	case '{':
		return setMember(e, s, path, value, overwrite)
	case '[':
		return setElement(e, s, path, value, overwrite)
	}
	return false
}

func setMember(e *Edits, s *jsonscan.Scanner, path []string, value []byte, overwrite bool) bool {
	s.Object()
	first, inside := true, s.Offset()
	for s.Member() {
		first = false
		if string(s.Key()) == path[0] {
			return setValue(e, s, path, value, overwrite)
		}
		s.Skip()
	}
	member := append(jsonscan.AppendQuoted(nil, path[0]), ':')
	member = append(member, nest(path[1:], value)...)
	if !first {
		member = append(member, ',')
	}
	e.Insert(inside, member)
	return true
}

func setElement(e *Edits, s *jsonscan.Scanner, path []string, value []byte, overwrite bool) bool {
	return enter(s, path[0]) && setValue(e, s, path, value, overwrite)
}

// setValue sets the value that s stands before, or something inside it.
func setValue(e *Edits, s *jsonscan.Scanner, path []string, value []byte, overwrite bool) bool {
	if len(path) > 1 {
		return set(e, s, path[1:], value, overwrite)
	}
	old := s.Value()
	if !overwrite {
		return false
	}
	e.Replace(s.Offset()-len(old), s.Offset(), value)
	return true
}

// nest wraps value in an object for each name.
func nest(names []string, value []byte) []byte {
	if len(names) == 0 {
		return value
	}
	out := append(jsonscan.AppendQuoted([]byte{'{'}, names[0]), ':')
	return append(append(out, nest(names[1:], value)...), '}')
}
