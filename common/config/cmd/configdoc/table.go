package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// table returns the Markdown for a README: a table of the root's members, and
// one for each object below it.
func (m *model) table() []byte {
	var b bytes.Buffer
	b.WriteString("| Field | Type | Default | Meaning |\n|---|---|---|---|\n")
	m.root.rows(&b)
	b.WriteString("| `_rules_` | array of objects | | Configurations for some requests only. Each has the members above and one of ")
	for i, k := range matchKeys {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("`" + k.name + "`")
	}
	b.WriteString("; the first that matches applies. |\n")
	for _, o := range m.objects {
		fmt.Fprintf(&b, "\n#### %s\n\n", o.name)
		if o.text != "" {
			b.WriteString(o.text + "\n\n")
		}
		b.WriteString("| Field | Type | Default | Meaning |\n|---|---|---|---|\n")
		o.rows(&b)
	}
	return b.Bytes()
}

func (o *object) rows(b *bytes.Buffer) {
	for i := range o.members {
		m := &o.members[i]
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", m.name, cell(m.typeText()), cell(m.defaultText()), cell(m.meaning()))
	}
}

// cell escapes what would end a cell of a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func (m *member) meaning() string {
	text := m.text
	if rest, ok := strings.CutPrefix(text, m.name+" "); ok {
		text = "`" + m.name + "` " + rest
	}
	switch {
	case m.typ.dead:
		return strings.TrimSpace(text + " Has no effect: " + m.deprecated + ".")
	case m.deprecated != "":
		return text + " Deprecated: " + m.deprecated + "."
	}
	return text
}

func (m *member) defaultText() string {
	raw, err := m.defaultValue()
	switch {
	case m.required:
		return "required"
	case err != nil || raw == nil:
		return ""
	case m.typ.form == text:
		return "`" + m.fallback + "`"
	}
	return "`" + string(raw) + "`"
}

// typeText says what may stand in the place of the member.
func (m *member) typeText() string {
	text := m.typ.phrase()
	if m.enum != nil {
		text += ": `" + strings.Join(m.enum, "`, `") + "`"
		if m.fold {
			text += ", in any case"
		}
	}
	switch low, high := m.min, m.max; {
	case low != "" && high != "":
		text += ", " + low + " to " + high
	case low != "":
		text += ", at least " + low
	case high != "":
		text += ", at most " + high
	}
	if m.nonempty {
		text += ", not empty"
	}
	return text
}

func (t *typ) phrase() string {
	switch t.form {
	case text:
		if t.secret {
			return "secret string"
		}
		return "string"
	case boolean:
		return "boolean"
	case integer:
		return "integer"
	case number:
		return "number"
	case array:
		return "array of " + t.elem.phrase()
	case dictionary:
		return "map to " + t.elem.phrase()
	case structure:
		return "[" + t.object.name + "](#" + strings.ToLower(t.object.name) + ")"
	case odd:
		return types(t.accepts)
	}
	return "any"
}

// types returns the types that a schema allows, as a phrase.
func types(schema json.RawMessage) string {
	var s struct {
		Type         any
		OneOf, AnyOf []json.RawMessage
	}
	if json.Unmarshal(schema, &s) != nil {
		return "any"
	}
	var all []string
	switch t := s.Type.(type) {
	case string:
		all = append(all, t)
	case []any:
		for _, name := range t {
			all = append(all, fmt.Sprint(name))
		}
	}
	for _, part := range append(s.OneOf, s.AnyOf...) {
		all = append(all, types(part))
	}
	if all == nil {
		return "any"
	}
	return strings.Join(all, " or ")
}
