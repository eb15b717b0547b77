package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A model is a configuration as a user sees it.
type model struct {
	root    *object
	objects []*object // all others, in the order in which they are first met
	layout  []byte    // the source of its layout
}

// An object is one struct.
type object struct {
	name, text string
	members    []member
}

// A member is one field.
type member struct {
	name, text         string
	typ                typ
	pointer            bool
	required, nonempty bool
	fold               bool
	min, max, fallback string
	enum               []string
	deprecated         string
}

// A form is a class of JSON values.
type form uint8

const (
	text form = iota + 1
	boolean
	integer
	number
	array
	dictionary // an object of members that have any name
	structure
	anything
	odd // as a comment says
)

// A typ is the type of a member.
type typ struct {
	form    form
	elem    *typ    // of array and dictionary
	object  *object // of structure
	secret  bool    // of text
	signed  bool    // of integer
	bits    int
	accepts json.RawMessage // of odd: its schema
	dead    bool            // of anything: it has no effect
}

// leaf is the type whose values the tags are about.
func (t *typ) leaf() *typ {
	for t.elem != nil {
		t = t.elem
	}
	return t
}

// bounds returns the least and the greatest value of an integer or a number,
// "" where there is no bound worth telling.
func (m *member) bounds() (low, high string) {
	t := m.typ.leaf()
	low, high = m.min, m.max
	if t.form != integer {
		return low, high
	}
	if low == "" && !t.signed {
		low = "0"
	} else if low == "" && t.bits < 64 {
		low = strconv.FormatInt(-1<<(t.bits-1), 10)
	}
	if high == "" && t.bits < 64 {
		width := t.bits
		if t.signed {
			width--
		}
		high = strconv.FormatUint(1<<width-1, 10)
	}
	return low, high
}

// defaultValue returns the default as JSON, nil if there is none.
func (m *member) defaultValue() (json.RawMessage, error) {
	if m.fallback == "" {
		return nil, nil
	}
	var v any
	switch {
	case m.pointer || m.typ.leaf().secret:
	case m.typ.form == text:
		v = m.fallback
	case m.typ.form == array && m.typ.elem.form == text:
		v = strings.Split(m.fallback, ",")
	case m.typ.form == boolean, m.typ.form == integer, m.typ.form == number:
		v = json.RawMessage(m.fallback)
	}
	if v == nil {
		return nil, fmt.Errorf("%s cannot have a default", m.name)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("the default of %s is of another type", m.name)
	}
	return raw, nil
}

// check finds tags that contradict each other.
func (m *member) check() error {
	if _, err := m.defaultValue(); err != nil {
		return err
	}
	if m.enum != nil && m.fallback != "" && !slices.Contains(m.enum, m.fallback) {
		return fmt.Errorf("the default of %s is not in its enum", m.name)
	}
	low, high := m.bounds()
	value, err := strconv.ParseFloat(m.fallback, 64)
	for _, b := range []struct {
		text string
		sign float64
	}{{low, 1}, {high, -1}} {
		bound, errBound := strconv.ParseFloat(b.text, 64)
		if b.text != "" && errBound != nil {
			return fmt.Errorf("a bound of %s is no number", m.name)
		}
		if b.text != "" && err == nil && (value-bound)*b.sign < 0 {
			return fmt.Errorf("the default of %s is out of its bounds", m.name)
		}
	}
	if m.typ.dead && m.deprecated == "" {
		return fmt.Errorf("%s has no effect and no tag deprecated that says why", m.name)
	}
	if m.text == "" && !m.typ.dead {
		return fmt.Errorf("%s has no comment", m.name)
	}
	return nil
}
