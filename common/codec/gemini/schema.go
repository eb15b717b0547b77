package gemini

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// holds says what the value of a schema's keyword is.
type holds uint8

const (
	holdsValue holds = iota + 1
	holdsSchema
	holdsSchemas   // a list of them
	holdsNamed     // an object of them
	holdsNothing   // that matters to a model
	holdsConst     // the one value that is allowed
	holdsReference // to a schema elsewhere
)

// keywords are those that the provider knows, or that there is something to
// put in the place of. What it does not know it ignores.
//
// Source: https://ai.google.dev/api/generate-content#FIELDS.response_json_schema
var keywords = [...]struct {
	name string
	is   holds
}{
	{"type", holdsValue}, {"description", holdsValue}, {"properties", holdsNamed}, {"required", holdsValue},
	{"items", holdsSchema}, {"enum", holdsValue}, {"format", holdsValue}, {"title", holdsValue}, {"default", holdsValue},
	{"additionalProperties", holdsSchema}, {"anyOf", holdsSchemas}, {"oneOf", holdsSchemas}, {"prefixItems", holdsSchemas},
	{"minimum", holdsValue}, {"maximum", holdsValue}, {"minItems", holdsValue}, {"maxItems", holdsValue},
	{"minLength", holdsValue}, {"maxLength", holdsValue}, {"minProperties", holdsValue}, {"maxProperties", holdsValue},
	{"pattern", holdsValue}, {"nullable", holdsValue}, {"propertyOrdering", holdsValue}, {"example", holdsValue},
	{"$ref", holdsReference}, {"const", holdsConst}, {"$defs", holdsNothing}, {"definitions", holdsNothing},
	{"$schema", holdsNothing}, {"$id", holdsNothing}, {"$anchor", holdsNothing}, {"$comment", holdsNothing},
	{"examples", holdsNothing}, {"deprecated", holdsNothing}, {"readOnly", holdsNothing}, {"writeOnly", holdsNothing},
}

func keyword(key []byte) holds {
	for i := range keywords {
		if string(key) == keywords[i].name {
			return keywords[i].is
		}
	}
	return 0
}

// schemaWriter writes a schema in other words: Google's in those of JSON
// Schema, or the other way round.
type schemaWriter struct {
	wire.Output
	toGoogle bool
	// What follows is for the way to Google. Root is the whole schema, which
	// references lead into; at is where it stands in the request.
	root     llm.Raw
	refs     bool // root holds references
	open     []llm.Text
	followed int // references so far
	limit    int // of dst, in bytes
	at       string
	lost     *[]llm.Loss
}

// Bounds of what a schema becomes when references are put in full: in bytes,
// in references, and in how many of them lie in each other.
const (
	maxSchema   = 256 << 10
	maxFollowed = 1000
	maxOpen     = 16
)

func (w *schemaWriter) named(key []byte) {
	w.Comma()
	w.Dst = append(jsonscan.AppendQuoted(w.Dst, key), ':')
}

// schema writes the schema that s stands before.
func (w *schemaWriter) schema(s *jsonscan.Scanner) {
	w.Raw("{")
	if w.toGoogle {
		w.members(s, nil)
	} else {
		w.fromGoogle(s)
	}
	w.Raw("}")
}

// value writes the value of a keyword, with the schemas in it.
func (w *schemaWriter) value(s *jsonscan.Scanner, is holds) {
	kind := s.Kind()
	switch {
	case is == holdsSchema && kind == '{':
		w.schema(s)
	case is == holdsSchemas && kind == '[':
		w.Raw("[")
		for s.Array(); s.Element(); {
			w.Comma()
			w.value(s, holdsSchema)
		}
		w.Raw("]")
	case is == holdsNamed && kind == '{':
		w.Raw("{")
		for s.Object(); s.Member(); {
			w.named(s.Key())
			w.value(s, holdsSchema)
		}
		w.Raw("}")
	default:
		w.Bytes(s.Value())
	}
}

// fromGoogle writes the members of one of Google's schemas. They differ from
// JSON Schema in the case of types, in how null is allowed, and in counts that
// are strings.
func (w *schemaWriter) fromGoogle(s *jsonscan.Scanner) {
	null, typed := allowsNull(*s), false
	for s.Object(); s.Member(); {
		key := wire.Camel(s.Key())
		switch {
		case string(key) == "type" && s.Kind() == '"':
			w.typeName(wire.Inner(s.String()), null)
			typed = true
		case string(key) == "nullable", string(key) == "format" && isEnumFormat(*s):
			s.Skip()
		case s.Kind() == '"' && isCount(key):
			w.named(key)
			w.Bytes(wire.Inner(s.String()))
		default:
			w.named(key)
			w.value(s, keyword(key))
		}
	}
	if null && !typed {
		w.Comma()
		w.Raw(`"nullable":true`)
	}
}

// typeName writes the member type.
func (w *schemaWriter) typeName(word []byte, null bool) {
	if string(word) == "TYPE_UNSPECIFIED" {
		return
	}
	w.Comma()
	w.Raw(`"type":`)
	if null {
		w.Raw("[")
	}
	w.Raw(`"`)
	for _, c := range word {
		w.Dst = append(w.Dst, c|0x20)
	}
	w.Raw(`"`)
	if null {
		w.Raw(`,"null"]`)
	}
}

// allowsNull tells whether the schema that s stands before is nullable.
func allowsNull(s jsonscan.Scanner) bool {
	for s.Object(); s.Member(); {
		if string(s.Key()) == "nullable" {
			return s.Kind() == 't'
		}
		s.Skip()
	}
	return false
}

// isEnumFormat tells whether s stands before the format that Google gives
// strings of an enum.
func isEnumFormat(s jsonscan.Scanner) bool { return string(s.Value()) == `"enum"` }

func isCount(key []byte) bool {
	return bytes.HasPrefix(key, []byte("min")) || bytes.HasPrefix(key, []byte("max"))
}
