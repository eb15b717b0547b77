package codec

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// AppendClosed appends a schema for providers that want each object in it to
// say that it has no members but those listed. Complete tells whether all that
// are listed are required too, which OpenAI wants where it is to be strict.
func AppendClosed(dst []byte, schema llm.Raw) (out []byte, complete bool) {
	s := jsonscan.New(schema)
	c := closer{dst: dst, complete: true}
	c.schema(&s)
	if s.End() != nil {
		return append(dst, schema...), false
	}
	return c.dst, c.complete
}

type closer struct {
	dst      []byte
	complete bool
}

// schema writes one schema; true and false are schemas too.
func (c *closer) schema(s *jsonscan.Scanner) {
	if s.Kind() != '{' {
		c.dst = append(c.dst, s.Value()...)
		return
	}
	c.dst = append(c.dst, '{')
	var properties, required llm.Raw
	open := true
	for s.Object(); s.Member(); {
		key := c.key(s)
		switch key {
		case "properties", "$defs", "definitions":
			start := len(c.dst)
			c.each(s, '{')
			if key == "properties" && c.dst[start] == '{' {
				properties = c.dst[start:]
			}
		case "items", "not":
			c.schema(s)
		case "anyOf", "oneOf", "allOf", "prefixItems":
			c.each(s, '[')
		default:
			value := s.Value()
			c.dst = append(c.dst, value...)
			open = open && key != "additionalProperties"
			if key == "required" {
				required = value
			}
		}
	}
	if properties != nil {
		c.complete = c.complete && all(properties, required)
		if open {
			c.dst = append(c.dst, `,"additionalProperties":false`...)
		}
	}
	c.dst = append(c.dst, '}')
}

// key writes the name of a member, with the comma before it if there is one.
func (c *closer) key(s *jsonscan.Scanner) string {
	if c.dst[len(c.dst)-1] != '{' {
		c.dst = append(c.dst, ',')
	}
	key := string(s.Key())
	c.dst = append(jsonscan.AppendQuoted(c.dst, key), ':')
	return key
}

// each writes the schemas in an object or an array.
func (c *closer) each(s *jsonscan.Scanner, kind byte) {
	if s.Kind() != kind {
		c.dst = append(c.dst, s.Value()...)
		return
	}
	c.dst = append(c.dst, kind)
	if kind == '{' {
		for s.Object(); s.Member(); {
			c.key(s)
			c.schema(s)
		}
	} else {
		for s.Array(); s.Element(); {
			if c.dst[len(c.dst)-1] != '[' {
				c.dst = append(c.dst, ',')
			}
			c.schema(s)
		}
	}
	c.dst = append(c.dst, kind+2) // the brackets of ASCII are two apart
}

// all tells whether each of properties is in the list required.
func all(properties, required llm.Raw) bool {
	count, names := 0, jsonscan.New(properties)
	for names.Object(); names.Member(); names.Skip() {
		names.Key()
		count++
	}
	listed := jsonscan.New(required)
	if listed.Kind() != '[' {
		return count == 0
	}
	for listed.Array(); listed.Element(); listed.Skip() {
		count--
	}
	return count <= 0
}
