package variant

import (
	"strings"

	"aigateway/common/jsonscan"
)

// find returns the value at a path below data, such as output.choices, nil if
// there is none. A 0 in it is the first element of a list.
func find(data []byte, path string) []byte {
	if path == "" {
		return nil
	}
	for path != "" && data != nil {
		var name string
		name, path, _ = strings.Cut(path, ".")
		data = step(data, name)
	}
	return data
}

func step(data []byte, name string) []byte {
	s := jsonscan.New(data)
	switch s.Kind() {
	case '{':
		for s.Object(); s.Member(); {
			if string(s.Key()) == name {
				return s.Value()
			}
			s.Skip()
		}
	case '[':
		if s.Array(); s.Element() {
			return s.Value()
		}
	}
	return nil
}

// fill appends a template with the values of data in the place of their paths,
// each of which stands behind a $. What is absent is null.
func fill(dst []byte, template string, data []byte) []byte {
	for {
		before, rest, more := strings.Cut(template, "$")
		dst = append(dst, before...)
		if !more {
			return dst
		}
		end := 0
		for end < len(rest) && rest[end] != ',' && rest[end] != '}' && rest[end] != ']' {
			end++
		}
		dst = append(dst, orNull(find(data, rest[:end]))...)
		template = rest[end:]
	}
}

// orNull returns a value, or null for none.
func orNull(value []byte) []byte {
	if value == nil {
		return null
	}
	return value
}

// null is never written to.
var null = []byte("null")

// says tells whether a value is a string, or a number, with something in it.
func says(value []byte) bool {
	switch string(value) {
	case "", "null", `""`, "0", "false":
		return false
	}
	return true
}

// inner is what stands between the quotes of a string literal.
func inner(literal []byte) []byte {
	if len(literal) < 2 || literal[0] != '"' {
		return nil
	}
	return literal[1 : len(literal)-1]
}

// text is what a string literal says, or a number.
func text(value []byte) string {
	if inner(value) != nil {
		return jsonscan.Text(value)
	}
	return string(value)
}
