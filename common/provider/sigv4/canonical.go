package sigv4

import (
	"bytes"
	"strings"

	"aigateway/common/digest"
)

// canonical is the one form of a request that both sides compute.
func canonical(r *Request, signed []Header, names string) []byte {
	out := append(append([]byte(nil), r.Method...), '\n')
	out = append(appendPath(out, r.Path), '\n')
	out = append(appendQuery(out, r.Query), '\n')
	for i := 0; i < len(signed); {
		name := signed[i].Name
		out = append(append(out, name...), ':')
		for first := true; i < len(signed) && signed[i].Name == name; i, first = i+1, false {
			if !first {
				out = append(out, ',')
			}
			out = appendTrimmed(out, signed[i].Value)
		}
		out = append(out, '\n')
	}
	out = append(append(append(out, '\n'), names...), '\n')
	return digest.AppendHex(out, digest.Sum(r.Body))
}

// namesOf joins the names of ordered headers, each once.
func namesOf(ordered []Header) string {
	var names []string
	for i := range ordered {
		if i == 0 || ordered[i-1].Name != ordered[i].Name {
			names = append(names, ordered[i].Name)
		}
	}
	return strings.Join(names, ";")
}

// appendTrimmed appends a value with a single space for each run of them, and
// none at the ends.
func appendTrimmed(dst []byte, value string) []byte {
	start := len(dst)
	for i := range len(value) {
		if isSpace(value[i]) {
			continue
		}
		if i > 0 && isSpace(value[i-1]) && len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(dst, value[i])
	}
	return dst
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// appendPath appends a path without empty and dotted segments, escaped once
// more: what was %3A becomes %253A.
func appendPath(dst []byte, path string) []byte {
	start := len(dst)
	for rest := path; rest != ""; {
		var segment string
		segment, rest, _ = strings.Cut(rest, "/")
		switch segment {
		case "", ".":
		case "..":
			dst = dst[:start+max(bytes.LastIndexByte(dst[start:], '/'), 0)]
		default:
			dst = AppendEscaped(append(dst, '/'), segment)
		}
	}
	if len(dst) == start || strings.HasSuffix(path, "/") {
		dst = append(dst, '/')
	}
	return dst
}

// appendQuery appends the parameters of a query in order of their names, and
// then of their values. They are escaped already.
func appendQuery(dst []byte, query string) []byte {
	var list []Header
	for rest := query; rest != ""; {
		var parameter string
		parameter, rest, _ = strings.Cut(rest, "&")
		name, value, _ := strings.Cut(parameter, "=")
		list = append(list, Header{name, value})
	}
	order(list, true)
	for i, parameter := range list {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(append(append(dst, parameter.Name...), '='), parameter.Value...)
	}
	return dst
}

// AppendEscaped appends one segment of a path as AWS escapes it: all but
// letters, digits and -._~ as %XX. The id of a model that is an ARN has
// colons and slashes, so that it must be escaped to stay one segment.
func AppendEscaped[T ~string | ~[]byte](dst []byte, segment T) []byte {
	const digits = "0123456789ABCDEF"
	for i := range len(segment) {
		c := segment[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c == '_', c == '~':
			dst = append(dst, c)
		default:
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return dst
}
