// Package shape checks decoded JSON against a description of what a service
// accepts and reports every fault with its path. It does not word the faults:
// each service says the same fault in its own sentence.
package shape

import (
	"encoding/json"
	"regexp"
	"strings"
)

// Kind is a kind of JSON value. Integer and Decimal split JSON's number,
// because services do: 1.0 is not accepted where a count is wanted.
type Kind uint8

// The kinds.
const (
	Null Kind = iota + 1
	Bool
	Integer
	Decimal
	String
	Array
	Object
)

// KindOf returns the kind of v as encoding/json decodes it with UseNumber.
func KindOf(v any) Kind {
	switch v := v.(type) {
	case bool:
		return Bool
	case json.Number:
		if strings.ContainsAny(string(v), ".eE") {
			return Decimal
		}
		return Integer
	case string:
		return String
	case []any:
		return Array
	case map[string]any:
		return Object
	}
	return Null
}

// Shape describes the values accepted at one place. The zero Shape accepts
// everything.
type Shape struct {
	// Kinds are the accepted kinds; none means any. Decimal takes integers too.
	Kinds []Kind
	// Else describes values of the other kinds; nil means that they are faults.
	Else *Shape

	// Fields are an object's members in the order in which faults are
	// reported; others are faults unless Open.
	Fields []Field
	Open   bool
	// Values describes the members of an object that is used as a map.
	Values *Shape
	// Tag is the member that says which of Cases an object is; Untagged is the
	// case of an object without it, "" if it is required.
	Tag      string
	Cases    []Case
	Untagged string

	// Items describes an array's elements.
	Items *Shape

	// Min and Max bound a number.
	Min, Max *float64
	// MinLen and MaxLen bound an array, an object or a string; 0 means unbounded.
	MinLen, MaxLen int
	// Enum lists a string's values.
	Enum []string
	// Pattern is what a string must match.
	Pattern *regexp.Regexp
}

// Field is one member of an object.
type Field struct {
	Name     string
	Shape    *Shape
	Required bool
}

// Case is one form of a tagged object.
type Case struct {
	Value string
	Shape *Shape
}

// Limit makes a bound.
func Limit(f float64) *float64 { return &f }

// Req is a required field, Opt an optional one.
func Req(name string, s *Shape) Field { return Field{Name: name, Shape: s, Required: true} }

// Opt is an optional field.
func Opt(name string, s *Shape) Field { return Field{Name: name, Shape: s} }

// Of accepts the kinds given and asks no more.
func Of(kinds ...Kind) *Shape { return &Shape{Kinds: kinds} }

// List accepts an array of items.
func List(items *Shape) *Shape { return &Shape{Kinds: []Kind{Array}, Items: items} }

// Struct accepts an object with these fields and no others.
func Struct(fields ...Field) *Shape { return &Shape{Kinds: []Kind{Object}, Fields: fields} }

// Union accepts an object in one of several forms, told apart by the member tag.
func Union(tag string, cases ...Case) *Shape {
	return &Shape{Kinds: []Kind{Object}, Tag: tag, Cases: cases}
}

// Enum accepts one of the strings.
func Enum(values ...string) *Shape { return &Shape{Kinds: []Kind{String}, Enum: values} }

// Nullable returns a copy of s that accepts null too.
func (s *Shape) Nullable() *Shape {
	c := *s
	c.Kinds = append(append([]Kind(nil), s.Kinds...), Null)
	return &c
}

// Or returns a copy of s that takes values of other kinds as other does.
func (s *Shape) Or(other *Shape) *Shape {
	c := *s
	c.Else = other
	return &c
}

// Accepted lists the kinds that s takes, those of Else first.
func (s *Shape) Accepted() []Kind {
	if s.Else == nil {
		return s.Kinds
	}
	return append(append([]Kind(nil), s.Else.Accepted()...), s.Kinds...)
}
