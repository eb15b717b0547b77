// Package jsonpath reads one value out of raw JSON by a path in gjson's
// syntax. It changes nothing (see jsonedit) and builds no values.
//
// It has members, indexes, # and #(…) with or without # behind it, *, ? and \
// in names, | and @reverse. It has no multipaths, no literals and no other
// modifiers: gjson itself costs a module 400 KB, three quarters of which they
// are.
//
// Source: https://github.com/tidwall/gjson/blob/v1.20.0/SYNTAX.md
package jsonpath

import (
	"bytes"
	"strconv"

	"aigateway/common/jsonscan"
)

// Path is a path that was understood. It does not change.
type Path struct{ steps []step }

// step leads from a value to one inside it.
type step struct {
	kind  kind
	name  string // of a member; where escaped or wild, the pattern
	wild  bool
	index int // -1 where name is no index
	query query
	// piped says that the step is taken from the list that the step before
	// made, not from each of its elements.
	piped bool
}

type kind uint8

const (
	member   kind = iota + 1 // a member or, of an array, an element
	each                     // #
	first                    // #(…)
	matching                 // #(…)#
	reverse                  // @reverse
)

// Find returns the value in data, as it stands there, that p leads to, empty if
// there is none. A list that p gathers is made anew.
func (p *Path) Find(data []byte) []byte { return follow(p.steps, data) }

func follow(steps []step, value []byte) []byte {
	value = bytes.TrimLeft(value, " \t\r\n")
	for i := 0; i < len(steps) && len(value) > 0; i++ {
		s := &steps[i]
		switch s.kind {
		case member:
			value = s.into(value)
		case first:
			value = s.match(value)
		case reverse:
			if next := i + 1; next < len(steps) && steps[next].index >= 0 && value[0] == '[' {
				value = backwards(value, steps[next].index)
				i++
				continue
			}
			value = reversed(value)
		case each, matching:
			mapped := i + 1
			for mapped < len(steps) && !steps[mapped].piped {
				mapped++
			}
			value = s.gather(value, steps[i+1:mapped])
			i = mapped - 1
		}
	}
	return value
}

// into returns the member or element that s names.
func (s *step) into(value []byte) []byte {
	in := jsonscan.New(value)
	switch in.Kind() {
	case '{':
		for in.Object(); in.Member(); {
			if s.names(in.Key()) {
				return in.Value()
			}
			in.Skip()
		}
	case '[':
		if s.index < 0 {
			return nil
		}
		in.Array()
		for i := 0; in.Element(); i++ {
			if i == s.index {
				return in.Value()
			}
			in.Skip()
		}
	}
	return nil
}

func (s *step) names(key []byte) bool {
	if s.wild {
		return glob(s.name, key)
	}
	return s.name == string(key)
}

// match returns the first element that fits the query.
func (s *step) match(value []byte) []byte {
	for in := elements(value); in.Element(); {
		if e := in.Value(); s.query.fits(e) {
			return e
		}
	}
	return nil
}

// gather returns the list of what rest leads to from the elements, or how many
// there are where there is no rest of a plain #.
func (s *step) gather(value []byte, rest []step) []byte {
	if in := jsonscan.New(value); in.Kind() != '[' {
		return nil
	}
	list, n := []byte{'['}, 0
	for in := elements(value); in.Element(); {
		e := in.Value()
		if s.kind == matching && !s.query.fits(e) {
			continue
		}
		n++
		if e = follow(rest, e); e != nil && (s.kind == matching || len(rest) > 0) {
			if len(list) > 1 {
				list = append(list, ',')
			}
			list = append(list, e...)
		}
	}
	if s.kind == each && len(rest) == 0 {
		return strconv.AppendInt(nil, int64(n), 10)
	}
	return append(list, ']')
}

// elements returns a scanner inside of value, at its end if that is no array.
func elements(value []byte) jsonscan.Scanner {
	in := jsonscan.New(value)
	in.Array()
	return in
}

// backwards returns the element of value that is the n-th from its end.
func backwards(value []byte, n int) []byte {
	list := split(value)
	if n >= len(list) {
		return nil
	}
	return list[len(list)-1-n]
}

func split(value []byte) (list [][]byte) {
	for in := elements(value); in.Element(); {
		list = append(list, in.Value())
	}
	return list
}

// reversed returns an array the other way round, anything else as it is.
func reversed(value []byte) []byte {
	if in := jsonscan.New(value); in.Kind() != '[' {
		return value
	}
	out := []byte{'['}
	list := split(value)
	for i := len(list) - 1; i >= 0; i-- {
		out = append(out, list[i]...)
		if i > 0 {
			out = append(out, ',')
		}
	}
	return append(out, ']')
}
