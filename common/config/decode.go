package config

import (
	"bytes"
	"reflect"

	"aigateway/common/jsonscan"
	"aigateway/common/secret"
)

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

// UnmarshalConfig implements [Unmarshaler].
func (i *Isolated[T]) UnmarshalConfig(raw []byte, at *Report) {
	inner := *at
	inner.scope = &scope{}
	s := jsonscan.New(raw)
	at.d.value(&s, reflect.ValueOf(&i.Value).Elem(), &inner, &tags{})
	i.Broken = inner.scope.faults > 0
}

// Decode reads one JSON value into what into points to, which should be zero,
// and returns every fault. It does not know about rules: see [Load].
func Decode(raw []byte, into any) Faults {
	d := newDecoder()
	d.document(raw, into, d.root())
	return d.list()
}

// A decoder is the state of one Decode or Load.
type decoder struct {
	plans  []*plan
	faults Faults
	noted  [Ignored + 1]int
}

func newDecoder() *decoder { return &decoder{} }

func (d *decoder) root() *Report { return &Report{d: d, index: -1, scope: &scope{}} }

// document reads a whole document.
func (d *decoder) document(raw []byte, into any, at *Report) {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		at.Fault("cannot be decoded: the plugin gave no place for it")
		return
	}
	if why := syntaxFault(raw); why != "" {
		at.Fault(why)
		return
	}
	s := jsonscan.New(raw)
	d.value(&s, v.Elem(), at, &tags{})
}

// value reads the next value into v, which is zero and addressable.
func (d *decoder) value(s *jsonscan.Scanner, v reflect.Value, at *Report, t *tags) {
	before := at.scope.faults
	into := v.Addr().Interface()
	switch into := into.(type) {
	case *Raw:
		*into = bytes.Clone(s.Value())
	case *secret.String:
		if text, ok := d.text(s, at, t); ok {
			*into = secret.New(text)
		}
	case Unmarshaler:
		into.UnmarshalConfig(s.Value(), at)
	default:
		d.kind(s, v, at, t)
	}
	if check, ok := into.(Validator); ok && at.scope.faults == before {
		check.Validate(at)
	}
}

func (d *decoder) kind(s *jsonscan.Scanner, v reflect.Value, at *Report, t *tags) {
	switch v.Kind() {
	case reflect.Struct:
		d.object(s, v, at)
	case reflect.Slice:
		d.slice(s, v, at, t)
	case reflect.Map:
		d.mapping(s, v, at, t)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(s, v.Elem(), at, t)
	case reflect.String:
		if text, ok := d.text(s, at, t); ok {
			v.SetString(oneOf(text, at, t))
		}
	case reflect.Bool:
		if c := s.Kind(); c != 't' && c != 'f' {
			d.wrong(s, at, "true or false")
			return
		}
		v.SetBool(s.Value()[0] == 't')
	default:
		if s.Kind() != '0' {
			d.wrong(s, at, "a number")
			return
		}
		d.literal(string(s.Value()), v, at, t)
	}
}

func (d *decoder) object(s *jsonscan.Scanner, v reflect.Value, at *Report) {
	if s.Kind() != '{' {
		d.wrong(s, at, "an object")
		return
	}
	d.setDefaults(v, at)
	states := d.members(s, v, at, others{})
	p := d.plan(v.Type())
	for _, i := range p.required {
		if states[i] == absent {
			at.Member(p.fields[i].name).Fault("is required")
		}
	}
}

// state says what became of a member.
type state uint8

const (
	absent state = iota
	good
	broken
)

// others are members that a struct has no field for and that are known.
type others struct {
	names []string
	read  func(name string) // consumes the value of one of them
}

// members reads the members of an object into the fields of v.
func (d *decoder) members(s *jsonscan.Scanner, v reflect.Value, at *Report, o others) []state {
	p := d.plan(v.Type())
	states := make([]state, len(p.fields))
	child := at.Member("")
	for s.Object(); s.Member(); {
		i, ok := p.byName[string(s.Key())]
		switch {
		case ok:
			f := &p.fields[i]
			child.name = f.name
			if states[i] != absent {
				child.Fault("is given twice")
				states[i] = broken
				s.Skip()
				continue
			}
			states[i] = d.member(s, v.FieldByIndex(f.index), child, f)
		case o.has(s.Key()):
			o.read(string(s.Key()))
		default:
			child.name = string(s.Key())
			unknown(child, p.names, o.names)
			s.Skip()
		}
	}
	return states
}

func (o *others) has(name []byte) bool {
	for _, n := range o.names {
		if n == string(name) {
			return true
		}
	}
	return false
}

func (d *decoder) member(s *jsonscan.Scanner, v reflect.Value, at *Report, f *field) state {
	if v.Type() != reflect.TypeFor[Raw]() && s.Null() {
		return absent
	}
	switch {
	case f.dead:
		at.Warn("has no effect: " + f.deprecated)
		s.Skip()
		return good
	case f.deprecated != "":
		at.Warn("is deprecated: " + f.deprecated)
	}
	before := at.scope.faults
	v.SetZero() // in a rule, what is inherited
	d.value(s, v, at, &f.tags)
	if at.scope.faults > before {
		return broken
	}
	return good
}

func (d *decoder) slice(s *jsonscan.Scanner, v reflect.Value, at *Report, t *tags) {
	if s.Kind() != '[' {
		d.wrong(s, at, "an array")
		return
	}
	n, child := 0, at.Index(0)
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for s.Array(); s.Element(); n++ {
		child.index = n
		d.value(s, grow(v), child, t)
	}
	v.SetCap(n) // whoever appends to it gets a copy: rules share it
	if n == 0 && t.nonempty {
		at.Fault("must not be empty")
	}
}

// grow appends a zero element to v and returns it.
func grow(v reflect.Value) reflect.Value {
	n := v.Len()
	v.Grow(1)
	v.SetLen(n + 1)
	return v.Index(n)
}

func (d *decoder) mapping(s *jsonscan.Scanner, v reflect.Value, at *Report, t *tags) {
	if s.Kind() != '{' {
		d.wrong(s, at, "an object")
		return
	}
	child := at.Member("")
	v.Set(reflect.MakeMap(v.Type()))
	if v.Type().Key().Kind() != reflect.String {
		at.Fault("cannot be decoded: the plugin wants a map whose keys are no strings")
		s.Skip()
		return
	}
	key, elem := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	for s.Object(); s.Member(); {
		child.name = string(s.Key())
		key.SetString(child.name)
		if v.MapIndex(key).IsValid() {
			child.Fault("is given twice")
			s.Skip()
			continue
		}
		elem.SetZero()
		d.value(s, elem, child, t)
		v.SetMapIndex(key, elem)
	}
	if v.Len() == 0 && t.nonempty {
		at.Fault("must not be empty")
	}
}
