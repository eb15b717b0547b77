// Package formdata finds one field of a multipart/form-data body, as soon as
// it has come. It builds nothing and looks into no file.
//
// Source: RFC 7578 and RFC 2046, section 5.1.
package formdata

import (
	"bytes"
	"strings"
)

// Boundary returns what separates the parts, empty if a content type is not
// multipart/form-data.
func Boundary(contentType string) string {
	kind, rest, _ := strings.Cut(contentType, ";")
	if !strings.EqualFold(strings.TrimSpace(kind), "multipart/form-data") {
		return ""
	}
	return parameter(rest, "boundary")
}

// parameter returns the value of a parameter of a header.
func parameter(list, name string) string {
	for list != "" {
		key, rest, ok := strings.Cut(list, "=")
		if !ok {
			return ""
		}
		value, after, _ := strings.Cut(rest, ";")
		if rest = strings.TrimLeft(rest, " \t"); strings.HasPrefix(rest, `"`) {
			value, after, _ = strings.Cut(rest[1:], `"`)
			_, after, _ = strings.Cut(after, ";")
		}
		if strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
		list = after
	}
	return ""
}

// Field is where a value stands in a body, in bytes.
type Field struct {
	Start, End int
	// Found tells that there is such a field, Done that no more of the body is
	// needed to know.
	Found, Done bool
}

// Find looks for the first field of a name in as much of a body as has come.
func Find(body []byte, boundary, name string) Field {
	separator := []byte("--" + boundary)
	at := next(body, 0, separator)
	for at >= 0 {
		start := at + len(separator)
		if bytes.HasPrefix(body[start:], []byte("--")) {
			return Field{Done: true}
		}
		head, size := blankLine(body[start:])
		if size == 0 {
			return Field{}
		}
		from := start + head + size
		at = next(body, from, separator)
		if parameter(disposition(body[start:start+head]), "name") == name {
			if at < 0 {
				return Field{}
			}
			return Field{Start: from, End: lineEnd(body, from, at), Found: true, Done: true}
		}
	}
	return Field{}
}

// next returns where the next separator stands that begins a line, or -1.
func next(body []byte, from int, separator []byte) int {
	for {
		i := bytes.Index(body[from:], separator)
		if i < 0 {
			return -1
		}
		from += i
		end := from + len(separator)
		if end == len(body) { // what it is cannot be told yet
			return -1
		}
		if (from == 0 || body[from-1] == '\n') && bytes.IndexByte([]byte("-\r\n \t"), body[end]) >= 0 {
			return from
		}
		from = end
	}
}

// blankLine returns where the blank line is that ends a head, and how long that
// is with the end of the line before it, 0 without one.
func blankLine(b []byte) (at, size int) {
	for from := 0; ; {
		i := bytes.IndexByte(b[from:], '\n')
		if i < 0 {
			return 0, 0
		}
		from += i + 1
		switch rest := b[from:]; {
		case bytes.HasPrefix(rest, []byte("\r\n")):
			return from, 2
		case bytes.HasPrefix(rest, []byte("\n")):
			return from, 1
		}
	}
}

// lineEnd returns where the value ends that stands before a separator.
func lineEnd(body []byte, from, at int) int {
	for _, end := range [...]byte{'\n', '\r'} {
		if at > from && body[at-1] == end {
			at--
		}
	}
	return at
}

// disposition returns the parameters of the header content-disposition.
func disposition(head []byte) string {
	for line := range strings.Lines(string(head)) {
		name, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(strings.TrimSpace(name), "content-disposition") {
			_, list, _ := strings.Cut(value, ";")
			return list
		}
	}
	return ""
}
