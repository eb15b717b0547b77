package gemini

import (
	"strings"

	"aigateway/host-test/upstream/shape"
)

// normalize gives the members of v that the service knows their names in
// camelCase, and takes out those that are null: the service reads protocol
// buffers, which take either name and know no null. Members of maps, such as
// the arguments of a call, are not touched.
func normalize(v any, s *shape.Shape) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			normalize(item, s.Items)
		}
	case map[string]any:
		if s == nil {
			return
		}
		for name, value := range v {
			if s.Values != nil {
				normalize(value, s.Values)
				continue
			}
			rename(v, name, value, s)
		}
	}
}

func rename(v map[string]any, name string, value any, s *shape.Shape) {
	for _, f := range s.Fields {
		if f.Name != name && f.Name != camel(name) {
			continue
		}
		delete(v, name)
		if value != nil {
			v[f.Name] = value
			normalize(value, f.Shape)
		}
		return
	}
}

// camel turns snake_case into camelCase.
func camel(name string) string {
	words := strings.Split(name, "_")
	for i, w := range words {
		if i > 0 && w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, "")
}

// snake turns camelCase into snake_case, as the service names what is wrong.
func snake(name string) string {
	var b strings.Builder
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			b.WriteByte('_')
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}
