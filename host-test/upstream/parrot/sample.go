package parrot

import (
	"encoding/json"
	"strings"
)

// sampleDepth bounds recursive schemas.
const sampleDepth = 12

// Sample returns a value that is valid for a JSON schema, the same one each
// time: the first of what is allowed, the least of what is bounded.
func Sample(schema json.RawMessage) json.RawMessage {
	var root any
	if json.Unmarshal(schema, &root) != nil {
		return json.RawMessage(`{}`)
	}
	s := sampler{root: root}
	value, err := json.Marshal(s.value(root, 0))
	if err != nil {
		return json.RawMessage(`{}`)
	}
	return value
}

type sampler struct{ root any }

func (s sampler) value(schema any, depth int) any {
	m, ok := schema.(map[string]any)
	if !ok || depth > sampleDepth {
		return nil
	}
	if ref, ok := m["$ref"].(string); ok {
		return s.value(s.resolve(ref), depth+1)
	}
	if v, ok := m["const"]; ok {
		return v
	}
	if list, ok := m["enum"].([]any); ok && len(list) > 0 {
		return list[0]
	}
	for _, key := range []string{"anyOf", "oneOf", "allOf"} {
		if list, ok := m[key].([]any); ok && len(list) > 0 {
			return s.value(list[0], depth+1)
		}
	}
	switch kind(m) {
	case "object":
		return s.object(m, depth)
	case "array":
		return s.array(m, depth)
	case "string":
		return text(m)
	case "integer", "number":
		return number(m)
	case "boolean":
		return true
	}
	return nil
}

// kind is the schema's type, the first one if there are several.
func kind(m map[string]any) string {
	switch t := m["type"].(type) {
	case string:
		return t
	case []any:
		if len(t) > 0 {
			first, _ := t[0].(string)
			return first
		}
	}
	if _, ok := m["properties"]; ok {
		return "object"
	}
	return ""
}

// object fills all properties: strict schemas require every one.
func (s sampler) object(m map[string]any, depth int) any {
	properties, _ := m["properties"].(map[string]any)
	value := make(map[string]any, len(properties))
	for name, p := range properties {
		value[name] = s.value(p, depth+1)
	}
	return value
}

func (s sampler) array(m map[string]any, depth int) any {
	n := 1
	if least, ok := m["minItems"].(float64); ok {
		n = max(n, min(int(least), 100))
	}
	value := make([]any, n)
	for i := range value {
		value[i] = s.value(m["items"], depth+1)
	}
	return value
}

// formats are samples for the formats that structured output knows.
var formats = map[string]string{
	"date-time": "2026-01-02T03:04:05Z",
	"date":      "2026-01-02",
	"time":      "03:04:05Z",
	"duration":  "PT1S",
	"email":     "a@example.com",
	"hostname":  "example.com",
	"ipv4":      "192.0.2.1",
	"ipv6":      "2001:db8::1",
	"uuid":      "00000000-0000-4000-8000-000000000000",
	"uri":       "https://example.com/",
}

func text(m map[string]any) string {
	if format, ok := m["format"].(string); ok && formats[format] != "" {
		return formats[format]
	}
	v := "sample"
	if least, ok := m["minLength"].(float64); ok && int(least) > len(v) {
		v += strings.Repeat("x", min(int(least), 10_000)-len(v))
	}
	if most, ok := m["maxLength"].(float64); ok && int(most) < len(v) {
		v = v[:max(int(most), 0)]
	}
	return v
}

func number(m map[string]any) float64 {
	v := 1.0
	if least, ok := m["minimum"].(float64); ok {
		v = max(v, least)
	}
	if least, ok := m["exclusiveMinimum"].(float64); ok {
		v = max(v, least+1)
	}
	if most, ok := m["maximum"].(float64); ok {
		v = min(v, most)
	}
	return v
}

// resolve follows a reference into the document itself.
func (s sampler) resolve(ref string) any {
	at := s.root
	for _, step := range strings.Split(strings.TrimPrefix(ref, "#"), "/")[1:] {
		m, ok := at.(map[string]any)
		if !ok {
			return nil
		}
		at = m[strings.NewReplacer("~1", "/", "~0", "~").Replace(step)]
	}
	return at
}
