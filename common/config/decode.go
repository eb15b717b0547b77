package config

import (
	"bytes"

	"aigateway/common/config/layout"
	"aigateway/common/jsonscan"
	"aigateway/common/secret"
)

// Described is a pointer to a configuration struct, whose layout command
// configdoc writes.
type Described interface{ ConfigLayout() *layout.Table }

// An Unmarshaler reads a form that no struct describes, such as a string or
// an object. raw is valid JSON and not null; it is not to be kept.
type Unmarshaler interface {
	UnmarshalConfig(raw []byte, at *Report)
}

// A Validator has rules that no tag can express. It may fill unexported
// fields, but must not change what a slice, map or pointer leads to: rules
// share that with the global configuration.
type Validator interface {
	Validate(at *Report)
}

// Raw is a JSON value as it stands.
type Raw []byte

// NoEffect is a member that is known, such as one that only documents have
// ever mentioned, and does nothing. Its tag deprecated tells the user why.
type NoEffect struct{}

// Isolated is a value whose faults are reported, but break no more than it,
// such as one of several providers of which a rule picks one. Whoever picks a
// broken one has to say that.
type Isolated[T any] struct {
	Value T
	// Broken says that Value has faults and cannot be used.
	Broken bool
}

// Decode reads one JSON value into what into points to, which should be zero,
// and returns every fault. That is a struct that is [Described], or any of the
// types that have no members. It does not know about rules: see [Load].
func Decode(raw []byte, into any) Faults {
	d := newDecoder()
	d.document(raw, into, d.root())
	return d.list()
}

// A decoder is the state of one Decode or Load.
type decoder struct {
	faults Faults
	noted  [Ignored + 1]int
}

func newDecoder() *decoder { return &decoder{} }

func (d *decoder) root() *Report { return &Report{d: d, index: -1, scope: &scope{}} }

// document reads a whole document.
func (d *decoder) document(raw []byte, into any, at *Report) {
	table := &simple
	if described, ok := into.(Described); ok {
		table = described.ConfigLayout()
	}
	v, ok := table.Find(into)
	if !ok {
		at.Fault("cannot be decoded: the plugin gave no place for it")
		return
	}
	if why := syntaxFault(raw); why != "" {
		at.Fault(why)
		return
	}
	s := jsonscan.New(raw)
	d.value(&s, v, at, &noRules)
}

// value reads the next value into v, which is zero.
func (d *decoder) value(s *jsonscan.Scanner, v layout.Value, at *Report, r *layout.Rules) {
	before := at.scope.faults
	into := v.Pointer()
	switch into := into.(type) {
	case *Raw:
		*into = bytes.Clone(s.Value())
	case *secret.String:
		if text, ok := d.text(s, at, r); ok {
			*into = secret.New(text)
		}
	case Unmarshaler:
		into.UnmarshalConfig(s.Value(), at)
	default:
		d.form(s, v, at, r)
	}
	if check, ok := into.(Validator); ok && at.scope.faults == before {
		check.Validate(at)
	}
}

func (d *decoder) form(s *jsonscan.Scanner, v layout.Value, at *Report, r *layout.Rules) {
	switch v.Form {
	case layout.Struct:
		d.object(s, v, at)
	case layout.Slice:
		d.slice(s, v, at, r)
	case layout.Map:
		d.mapping(s, v, at, r)
	case layout.Pointer:
		d.value(s, v.New(), at, r)
	case layout.Isolated:
		d.isolated(s, v, at)
	case layout.Text:
		if text, ok := d.text(s, at, r); ok {
			v.SetText(oneOf(text, at, r))
		}
	case layout.Bool:
		if c := s.Kind(); c != 't' && c != 'f' {
			d.wrong(s, at, "true or false")
			return
		}
		d.literal(string(s.Value()), v, at, r)
	default:
		if s.Kind() != '0' {
			d.wrong(s, at, "a number")
			return
		}
		d.literal(string(s.Value()), v, at, r)
	}
}

func (d *decoder) object(s *jsonscan.Scanner, v layout.Value, at *Report) {
	if s.Kind() != '{' {
		d.wrong(s, at, "an object")
		return
	}
	d.setDefaults(v, at)
	states := d.members(s, v, at, others{})
	for i, st := range states {
		if m := &v.Members[i]; st == absent && rules(m).Required {
			at.Member(m.Name).Fault("is required")
		}
	}
}

func (d *decoder) isolated(s *jsonscan.Scanner, v layout.Value, at *Report) {
	alone := *at
	alone.scope = &scope{}
	inner, broken := v.Isolated()
	d.value(s, inner, &alone, &noRules)
	*broken = alone.scope.faults > 0
}

func (d *decoder) slice(s *jsonscan.Scanner, v layout.Value, at *Report, r *layout.Rules) {
	if s.Kind() != '[' {
		d.wrong(s, at, "an array")
		return
	}
	n, ahead := 0, *s
	for ahead.Array(); ahead.Element(); n++ {
		ahead.Skip()
	}
	v.Resize(n) // whoever appends to it gets a copy: rules share it
	child, i := at.Index(0), 0
	for s.Array(); s.Element(); i++ {
		child.index = i
		d.value(s, v.Index(i), child, r)
	}
	if n == 0 && r.NonEmpty {
		at.Fault("must not be empty")
	}
}

func (d *decoder) mapping(s *jsonscan.Scanner, v layout.Value, at *Report, r *layout.Rules) {
	if s.Kind() != '{' {
		d.wrong(s, at, "an object")
		return
	}
	child, n := at.Member(""), 0
	v.MakeMap()
	for s.Object(); s.Member(); n++ {
		child.name = string(s.Key())
		if v.Has(child.name) {
			child.Fault("is given twice")
			s.Skip()
			continue
		}
		elem := v.NewElem()
		d.value(s, elem, child, r)
		v.Set(child.name, elem)
	}
	if n == 0 && r.NonEmpty {
		at.Fault("must not be empty")
	}
}
