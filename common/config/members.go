package config

import (
	"strings"

	"aigateway/common/config/layout"
	"aigateway/common/jsonscan"
)

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

func (o *others) has(name []byte) bool {
	for _, n := range o.names {
		if n == string(name) {
			return true
		}
	}
	return false
}

// members reads the members of an object into the fields of v.
func (d *decoder) members(s *jsonscan.Scanner, v layout.Value, at *Report, o others) []state {
	states := make([]state, len(v.Members))
	child := at.Member("")
	for s.Object(); s.Member(); {
		i := find(v.Members, s.Key())
		switch {
		case i >= 0 && states[i] != absent:
			child.name = v.Members[i].Name
			child.Fault("is given twice")
			states[i] = broken
			s.Skip()
		case i >= 0:
			child.name = v.Members[i].Name
			states[i] = d.member(s, v.Member(i), child, rules(&v.Members[i]))
		case o.has(s.Key()):
			o.read(string(s.Key()))
		default:
			child.name = string(s.Key())
			unknown(child, v.Members, o.names)
			s.Skip()
		}
	}
	return states
}

// find returns the place of the member of a name, -1 if there is none.
func find[T string | []byte](members []layout.Member, name T) int {
	for i := range members {
		if members[i].Name == string(name) {
			return i
		}
	}
	return -1
}

// noRules are those of a member without any.
var noRules layout.Rules

// rules returns what the tags of a member say.
func rules(m *layout.Member) *layout.Rules {
	if m.Rules == nil {
		return &noRules
	}
	return m.Rules
}

func (d *decoder) member(s *jsonscan.Scanner, v layout.Value, at *Report, r *layout.Rules) state {
	into := v.Pointer()
	if _, raw := into.(*Raw); !raw && s.Null() {
		return absent
	}
	if _, dead := into.(*NoEffect); dead {
		at.Warn("has no effect: " + r.Deprecated)
		s.Skip()
		return good
	}
	if r.Deprecated != "" {
		at.Warn("is deprecated: " + r.Deprecated)
	}
	before := at.scope.faults
	v.Clear() // in a rule, what is inherited
	d.value(s, v, at, r)
	if at.scope.faults > before {
		return broken
	}
	return good
}

// setDefaults gives the members of v, which is zero, their defaults.
func (d *decoder) setDefaults(v layout.Value, at *Report) {
	for i := range v.Members {
		d.setDefault(v, i, at)
	}
}

func (d *decoder) setDefault(parent layout.Value, i int, at *Report) {
	m := &parent.Members[i]
	v, r := parent.Member(i), rules(m)
	switch {
	case r.Default == "" && v.Form == layout.Struct:
		d.setDefaults(v, at)
	case r.Default == "":
	case v.Form == layout.Slice:
		list := strings.Split(r.Default, ",")
		v.Resize(len(list))
		for i, text := range list {
			v.Index(i).SetText(text)
		}
	case v.Form == layout.Text:
		v.SetText(r.Default)
	default:
		d.literal(r.Default, v, at.Member(m.Name), r)
	}
}
