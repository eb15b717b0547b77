package shape

import (
	"encoding/json"
	"slices"
	"sort"
	"unicode/utf8"
)

// Problem says what is wrong with a value.
type Problem uint8

// The problems.
const (
	Missing   Problem = iota + 1 // a required member is absent
	Unknown                      // a member nobody asked for
	WrongKind                    // Fault.Shape.Accepted lists what would be right
	BadTag                       // a union's tag is none of Fault.Shape.Cases
	TooSmall                     // below Fault.Shape.Min
	TooLarge                     // above Fault.Shape.Max
	TooShort                     // fewer than Fault.Shape.MinLen
	TooLong                      // more than Fault.Shape.MaxLen
	NotInEnum                    // none of Fault.Shape.Enum
	NoMatch                      // does not match Fault.Shape.Pattern
)

// maxPathSize bounds how deep a document is followed.
const maxPathSize = 64

// Fault is one fault of a document.
type Fault struct {
	Problem Problem
	Path    Path
	Shape   *Shape // what was wanted there; nil for Missing and Unknown
	Got     any    // what was found; nil for Missing and Unknown
	Len     int    // the length found, for TooShort and TooLong
}

// Check returns the faults of v, in the order of the description; unknown
// members come after the faults of the known ones, sorted by name.
func (s *Shape) Check(v any) []Fault {
	var c checker
	c.value(s, v, nil)
	return c.faults
}

type checker struct{ faults []Fault }

func (c *checker) fault(p Problem, at Path, s *Shape, got any) {
	c.faults = append(c.faults, Fault{Problem: p, Path: at, Shape: s, Got: got})
}

func (c *checker) value(s *Shape, v any, at Path) {
	if s == nil || len(at) > maxPathSize {
		return
	}
	kind := KindOf(v)
	whole := s
	for !s.accepts(kind) {
		if s.Else == nil {
			c.fault(WrongKind, at, whole, v)
			return
		}
		s = s.Else
	}
	switch v := v.(type) {
	case json.Number:
		c.number(s, v, at)
	case string:
		c.text(s, v, at)
	case []any:
		c.length(s, len(v), v, at)
		for i, item := range v {
			c.value(s.Items, item, at.element(i))
		}
	case map[string]any:
		c.length(s, len(v), v, at)
		c.object(s, v, at)
	}
}

func (s *Shape) accepts(k Kind) bool {
	return len(s.Kinds) == 0 || slices.Contains(s.Kinds, k) ||
		k == Integer && slices.Contains(s.Kinds, Decimal)
}

func (c *checker) number(s *Shape, v json.Number, at Path) {
	f, err := v.Float64()
	if err != nil {
		c.fault(TooLarge, at, s, v)
		return
	}
	if s.Min != nil && f < *s.Min {
		c.fault(TooSmall, at, s, v)
	}
	if s.Max != nil && f > *s.Max {
		c.fault(TooLarge, at, s, v)
	}
}

func (c *checker) text(s *Shape, v string, at Path) {
	if s.Enum != nil && !slices.Contains(s.Enum, v) {
		c.fault(NotInEnum, at, s, v)
		return
	}
	if s.MinLen > 0 || s.MaxLen > 0 {
		c.length(s, utf8.RuneCountInString(v), v, at)
	}
	if s.Pattern != nil && !s.Pattern.MatchString(v) {
		c.fault(NoMatch, at, s, v)
	}
}

func (c *checker) length(s *Shape, n int, v any, at Path) {
	switch {
	case n < s.MinLen:
		c.faults = append(c.faults, Fault{Problem: TooShort, Path: at, Shape: s, Got: v, Len: n})
	case s.MaxLen > 0 && n > s.MaxLen:
		c.faults = append(c.faults, Fault{Problem: TooLong, Path: at, Shape: s, Got: v, Len: n})
	}
}

func (c *checker) object(s *Shape, v map[string]any, at Path) {
	if s.Tag != "" {
		c.union(s, v, at)
		return
	}
	if s.Values != nil {
		for _, name := range sortedNames(v) {
			c.value(s.Values, v[name], at.member(name))
		}
		return
	}
	c.fields(s, v, at, "")
}

func (c *checker) union(s *Shape, v map[string]any, at Path) {
	tag, ok := v[s.Tag]
	if tag == nil && s.Untagged != "" {
		tag, ok = s.Untagged, true
	}
	if !ok {
		c.fault(Missing, at.member(s.Tag), nil, nil)
		return
	}
	name, ok := tag.(string)
	i := slices.IndexFunc(s.Cases, func(f Case) bool { return f.Value == name })
	if !ok || i < 0 {
		c.fault(BadTag, at, s, tag)
		return
	}
	if inner := s.Cases[i].Shape; inner != nil && inner.Tag != "" {
		c.union(inner, v, at) // a form that has forms of its own
		return
	}
	c.fields(s.Cases[i].Shape, v, at.tag(name), s.Tag)
}

// fields checks members against s.Fields; tag, when set, is a member that is
// already known to be right.
func (c *checker) fields(s *Shape, v map[string]any, at Path, tag string) {
	if s == nil {
		return
	}
	for _, f := range s.Fields {
		member, ok := v[f.Name]
		switch {
		case ok:
			c.value(f.Shape, member, at.member(f.Name))
		case f.Required:
			c.fault(Missing, at.member(f.Name), nil, nil)
		}
	}
	if s.Open || s.Fields == nil && tag == "" {
		return
	}
	for _, name := range sortedNames(v) {
		known := slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Name == name })
		if name != tag && !known {
			c.fault(Unknown, at.member(name), nil, nil)
		}
	}
}

func sortedNames(v map[string]any) []string {
	names := make([]string, 0, len(v))
	for name := range v {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
