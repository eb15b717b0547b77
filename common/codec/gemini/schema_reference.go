package gemini

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// members writes the members of a JSON Schema as the provider is known to take
// them in parametersJsonSchema and responseJsonSchema: references in full,
// const as an enum of one, and what it would ignore not at all. Those that
// beside has too are left out.
func (w *schemaWriter) members(s *jsonscan.Scanner, beside llm.Raw) {
	if target := w.reference(*s); target != nil {
		whole := s.Value()
		w.follow(target, whole)
		siblings := jsonscan.New(whole)
		w.others(&siblings, beside)
		return
	}
	w.others(s, beside)
}

func (w *schemaWriter) others(s *jsonscan.Scanner, beside llm.Raw) {
	for s.Object(); s.Member(); {
		if beside != nil && find(beside, s.Key()) != nil {
			s.Skip()
			continue
		}
		w.member(s)
	}
}

func (w *schemaWriter) member(s *jsonscan.Scanner) {
	key := s.Key()
	switch is := keyword(key); is {
	case holdsReference, holdsNothing:
		s.Skip()
	case holdsConst:
		w.Comma()
		w.Raw(`"enum":[`)
		w.Bytes(s.Value())
		w.Raw("]")
	case 0:
		if string(key) == "allOf" && count(*s) == 1 { // means the same as any of one
			w.Comma()
			w.Raw(`"anyOf":`)
			w.value(s, holdsSchemas)
			return
		}
		w.lose(string(key), "the provider does not hold the model to it")
		s.Skip()
	default:
		w.named(key)
		w.value(s, is)
	}
}

//go:noinline
func (w *schemaWriter) lose(keyword, reason string) { codec.Lose(w.lost, w.at+"."+keyword, reason) }

// count returns how many elements the list has that s stands before.
func count(s jsonscan.Scanner) (n int) {
	if s.Kind() == '[' {
		for s.Array(); s.Element(); n++ {
			s.Skip()
		}
	}
	return n
}

// find returns a member of an object, or an element of a list.
func find(value llm.Raw, key []byte) llm.Raw {
	s := jsonscan.New(value)
	switch s.Kind() {
	case '{':
		for s.Object(); s.Member(); {
			if bytes.Equal(s.Key(), key) {
				return s.Value()
			}
			s.Skip()
		}
	case '[':
		want, ok := jsonscan.Int(key)
		s.Array()
		for i := int64(0); ok && s.Element(); i++ {
			if i == want {
				return s.Value()
			}
			s.Skip()
		}
	}
	return nil
}

// reference returns the reference that the schema is which s stands before,
// nil if it is none.
func (w *schemaWriter) reference(s jsonscan.Scanner) llm.Text {
	if !w.refs {
		return nil
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) == "$ref" {
			return wire.Literal(&s)
		}
		s.Skip()
	}
	return nil
}

// follow writes the members of the schema that a reference leads to, but
// those that the schema beside the reference has too. A schema that contains
// itself ends where it does so again: there anything is allowed.
func (w *schemaWriter) follow(target llm.Text, beside llm.Raw) {
	w.followed++
	if len(w.open) >= maxOpen || w.followed > maxFollowed || len(w.Dst) > w.limit || w.isOpen(target) {
		w.lose("$ref", "a schema that contains itself, or too much, is cut off")
		return
	}
	found := w.resolve(target)
	if found == nil {
		w.lose("$ref", "it leads nowhere")
		return
	}
	w.open = append(w.open, target)
	s := jsonscan.New(found)
	w.members(&s, beside)
	w.open = w.open[:len(w.open)-1]
}

func (w *schemaWriter) isOpen(target llm.Text) bool {
	for _, t := range w.open {
		if bytes.Equal(t, target) {
			return true
		}
	}
	return false
}

// resolve returns the schema that a JSON pointer leads to, nil if there is
// none.
func (w *schemaWriter) resolve(target llm.Text) llm.Raw {
	pointer, ok := bytes.CutPrefix(jsonscan.AppendText(nil, target), []byte("#"))
	if !ok {
		return nil
	}
	at := w.root
	for len(pointer) > 0 && at != nil {
		var step []byte
		step, pointer, _ = bytes.Cut(bytes.TrimPrefix(pointer, []byte("/")), []byte("/"))
		if len(pointer) > 0 {
			pointer = append([]byte("/"), pointer...)
		}
		step = bytes.ReplaceAll(bytes.ReplaceAll(step, []byte("~1"), []byte("/")), []byte("~0"), []byte("~"))
		at = find(at, step)
	}
	if len(at) == 0 || at[0] != '{' {
		return nil
	}
	return at
}
