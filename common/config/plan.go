package config

import (
	"reflect"
	"strings"
)

// A plan is what the tags of a struct say, read once a decode.
type plan struct {
	of     reflect.Type
	fields []field
	names  []string
	byName map[string]int
	// defaults and required hold the indices of the fields concerned.
	defaults, required []int
}

// A field is one member.
type field struct {
	name  string
	index []int // as reflect.Value.FieldByIndex wants it
	dead  bool  // a NoEffect
	tags
}

// tags are the rules for one member.
type tags struct {
	required, nonempty, fold bool
	min, max, fallback       string
	enum                     []string
	deprecated               string
}

func (d *decoder) plan(t reflect.Type) *plan {
	for _, p := range d.plans { // few; a map of types would cost a module more
		if p.of == t {
			return p
		}
	}
	p := &plan{of: t, byName: map[string]int{}}
	p.add(t, nil)
	d.plans = append(d.plans, p)
	return p
}

// add appends the fields of t, which is embedded at index.
func (p *plan) add(t reflect.Type, index []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(index[:len(index):len(index)], i)
		name, _, _ := strings.Cut(tag(f.Tag, "json"), ",")
		switch {
		case name == "" && f.Anonymous && f.Type.Kind() == reflect.Struct:
			p.add(f.Type, at)
		case name != "" && name != "-" && f.IsExported():
			p.addField(field{name: name, index: at, dead: f.Type == reflect.TypeFor[NoEffect](), tags: readTags(f.Tag)}, f.Type)
		}
	}
}

func (p *plan) addField(f field, t reflect.Type) {
	i := len(p.fields)
	p.fields = append(p.fields, f)
	p.names = append(p.names, f.name)
	p.byName[f.name] = i
	if f.required {
		p.required = append(p.required, i)
	}
	if f.fallback != "" || t.Kind() == reflect.Struct {
		p.defaults = append(p.defaults, i)
	}
}

func readTags(t reflect.StructTag) tags {
	out := tags{
		required:   tag(t, "required") == "true",
		nonempty:   tag(t, "nonempty") == "true",
		fold:       tag(t, "fold") == "true",
		min:        tag(t, "min"),
		max:        tag(t, "max"),
		fallback:   tag(t, "default"),
		deprecated: tag(t, "deprecated"),
	}
	if enum := tag(t, "enum"); enum != "" {
		out.enum = strings.Split(enum, ",")
	}
	return out
}

// tag is reflect.StructTag.Get for values without escapes. That one unquotes
// them with parts of strconv that nothing else here needs.
func tag(t reflect.StructTag, key string) string {
	for rest := string(t); ; {
		name, after, ok := strings.Cut(rest, `:"`)
		if !ok {
			return ""
		}
		value, next, _ := strings.Cut(after, `"`)
		if strings.TrimLeft(name, " ") == key {
			return value
		}
		rest = next
	}
}

// setDefaults gives the members of v, which is zero, their defaults.
func (d *decoder) setDefaults(v reflect.Value, at *Report) {
	p := d.plan(v.Type())
	for _, i := range p.defaults {
		d.setDefault(v.FieldByIndex(p.fields[i].index), &p.fields[i], at)
	}
}

func (d *decoder) setDefault(v reflect.Value, f *field, at *Report) {
	switch {
	case f.fallback == "" && v.Kind() == reflect.Struct:
		if _, odd := v.Addr().Interface().(Unmarshaler); !odd {
			d.setDefaults(v, at)
		}
	case f.fallback == "":
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		for _, s := range strings.Split(f.fallback, ",") {
			grow(v).SetString(s)
		}
		v.SetCap(v.Len())
	case v.Kind() == reflect.String:
		v.SetString(f.fallback)
	default:
		d.literal(f.fallback, v, at.Member(f.name), &f.tags)
	}
}
