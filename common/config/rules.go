package config

import (
	"maps"
	"reflect"
	"slices"

	"aigateway/common/jsonscan"
)

// Options says what a rule takes from the global configuration. By default it
// is all: a rule starts as a copy, and each of its members replaces the copied
// one as a whole.
type Options struct {
	// Own names members that a rule does not take over.
	Own []string
	// Standalone rules take over nothing.
	Standalone bool
}

// Rules is the configuration of one plugin: one C for every rule and one for
// the requests that no rule matches. It does not change after Load.
type Rules[C any] struct{ l loaded }

// A Broken is the error of a request whose configuration has faults. Falling
// back to another one could send the request where it must not go.
type Broken struct {
	// Path is the rule, such as _rules_[2], or "" for the global configuration.
	Path string
	// First is the first of its faults.
	First Fault
}

func (b *Broken) Error() string {
	if b.Path == "" {
		return "the global configuration cannot be used: " + b.First.Error()
	}
	return b.Path + " cannot be used: " + b.First.Error()
}

// Load reads a plugin's configuration, with its rules:
//
//	{
//	  "timeout": 500,
//	  "_rules_": [{"_match_route_": ["chat"], "timeout": 900}]
//	}
//
// The result is never nil. A rule with faults is still matched, and answers
// with [Broken], as does a rule that takes a member with faults from the
// global configuration; all others work. There is no global configuration if
// the top level holds _rules_ and nothing else. A rule that says in no
// readable way what it matches matches nothing.
func Load[C any](raw []byte, o Options) (*Rules[C], Faults) {
	l := loader{Options: o, decoder: newDecoder(), typ: reflect.TypeFor[C]()}
	l.load(raw)
	return &Rules[C]{l.loaded}, l.list()
}

// Match returns the configuration for a request: that of the first rule that
// matches, else the global one, else nil. It does not allocate.
func (r *Rules[C]) Match(t Target) (*C, error) {
	p := &r.l.global
	if i := r.l.table.find(t); i >= 0 {
		p = &r.l.rules[i]
	}
	c, _ := p.config.(*C)
	return c, p.err
}

// Needs tells which members of a [Target] the rules look at.
func (r *Rules[C]) Needs() Needs { return r.l.table.needs }

// All returns every usable configuration, the global one first.
func (r *Rules[C]) All() []*C {
	var all []*C
	for _, p := range append([]place{r.l.global}, r.l.rules...) {
		if c, ok := p.config.(*C); ok {
			all = append(all, c)
		}
	}
	return all
}

// PluginID is what the control plane calls this configuration, for the log.
func (r *Rules[C]) PluginID() string { return r.l.pluginID }

// SortedKeys returns the keys of m in an order that is always the same.
func SortedKeys[M ~map[string]V, V any](m M) []string { return slices.Sorted(maps.Keys(m)) }

// loaded is Rules without its type, so that its code exists once in a module
// of several plugins.
type loaded struct {
	global   place
	rules    []place
	table    table
	pluginID string
}

// A place is one configuration: a *C, or an error, or neither.
type place struct {
	config any
	err    error
}

type loader struct {
	Options
	*decoder
	typ reflect.Type
	loaded

	base   reflect.Value // the global configuration, usable or not
	states []state       // of its members
}

func (l *loader) load(raw []byte) {
	if s := jsonscan.New(raw); s.End() == nil { // nothing but space
		raw = []byte("{}")
	}
	at := l.root()
	if l.typ.Kind() != reflect.Struct {
		at.Fault("cannot be decoded: the plugin wants a " + l.typ.String())
	} else if why := syntaxFault(raw); why != "" {
		at.Fault(why)
	} else if s := jsonscan.New(raw); s.Kind() != '{' {
		l.wrong(&s, at, "an object")
	} else {
		rules := l.readGlobal(&s, at)
		l.readRules(rules, at.Member(rulesKey))
	}
	if at.scope.faults > 0 {
		l.global = place{err: &Broken{First: at.scope.first}}
	}
}

// The members of the top level that are not the plugin's.
const (
	rulesKey    = "_rules_"
	pluginIDKey = "_plugin_id_"
)

// readGlobal reads the top level and returns its rules unread.
func (l *loader) readGlobal(s *jsonscan.Scanner, at *Report) (rules []byte) {
	for _, name := range l.Own {
		if _, ok := l.plan(l.typ).byName[name]; !ok {
			at.Fault("cannot be decoded: the plugin has no member " + name)
		}
	}
	l.base = reflect.New(l.typ).Elem()
	l.setDefaults(l.base, at)
	l.states = l.members(s, l.base, at, others{
		names: []string{rulesKey, pluginIDKey},
		read: func(name string) {
			switch {
			case name == pluginIDKey && s.Kind() == '"':
				l.pluginID = jsonscan.Text(s.String())
			case name == pluginIDKey:
				s.Skip()
			case rules != nil:
				at.Member(rulesKey).Fault("is given twice")
				s.Skip()
			default:
				rules = s.Value()
			}
		},
	})
	if string(rules) == "null" {
		rules = nil
	}
	found := l.noted[Unknown] > 0 || slices.ContainsFunc(l.states, func(s state) bool { return s != absent })
	if rules != nil && !found {
		return rules
	}
	some := jsonscan.New(rules)
	some.Array()
	at.scope.base = some.Element()
	for _, i := range l.plan(l.typ).required {
		if l.states[i] == absent {
			at.Member(l.plan(l.typ).names[i]).Missing("is required")
		}
	}
	if l.finish(l.base, at) && !at.scope.missing {
		l.global.config = l.base.Addr().Interface()
	}
	return rules
}

// finish validates a configuration that has had no fault, and tells whether
// it still has none.
func (l *loader) finish(v reflect.Value, at *Report) bool {
	if check, ok := v.Addr().Interface().(Validator); ok && at.scope.faults == 0 {
		check.Validate(at)
	}
	return at.scope.faults == 0
}

func (l *loader) readRules(raw []byte, at *Report) {
	if raw == nil {
		return
	}
	s := jsonscan.New(raw)
	if s.Kind() != '[' { // what the rules match is unknown: this breaks the global configuration
		l.wrong(&s, at, "an array")
		return
	}
	n := 0
	for s.Array(); s.Element(); n++ {
		rule := at.Index(n)
		rule.scope = &scope{}
		l.readRule(&s, rule)
	}
	if n == 0 && l.global == (place{}) && at.scope.faults == 0 {
		at.Warn("is empty and there is no global configuration: the plugin applies to no request")
	}
}

func (l *loader) readRule(s *jsonscan.Scanner, at *Report) {
	if s.Kind() != '{' {
		l.wrong(s, at, "an object")
		return
	}
	v := l.inherited(at)
	var names matchNames
	states := l.members(s, v, at, others{
		names: matchKeys[:],
		read:  func(name string) { names.member(slices.Index(matchKeys[:], name), l.decoder, s, at.Member(name)) },
	})
	for i, st := range states {
		if st == absent && l.inherits(i) && l.states[i] == broken {
			at.Fault("takes " + l.plan(l.typ).names[i] + " from the global configuration, where it has a fault")
		}
	}
	for _, i := range l.plan(l.typ).required {
		f := &l.plan(l.typ).fields[i]
		if states[i] == absent && !(l.inherits(i) && l.states[i] != absent) {
			at.Member(f.name).Fault("is required; neither the rule nor the global configuration has it")
		}
	}
	m, ok := names.matcher(at)
	if !ok {
		return
	}
	p := place{}
	if l.finish(v, at) {
		p.config = v.Addr().Interface()
	} else {
		p.err = &Broken{Path: at.Path(), First: at.scope.first}
	}
	l.rules = append(l.rules, p)
	l.table.add(m)
}

// inherits tells whether rules take over the member that field i is for.
func (l *loader) inherits(i int) bool {
	return !l.Standalone && !slices.Contains(l.Own, l.plan(l.typ).names[i])
}

// inherited returns what a rule starts from.
func (l *loader) inherited(at *Report) reflect.Value {
	v := reflect.New(l.typ).Elem()
	if l.Standalone {
		l.setDefaults(v, at)
		return v
	}
	v.Set(l.base)
	p := l.plan(l.typ)
	for i := range p.fields {
		if f := &p.fields[i]; !l.inherits(i) {
			own := v.FieldByIndex(f.index)
			own.SetZero()
			l.setDefault(own, f, at)
		}
	}
	return v
}
