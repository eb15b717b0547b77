package config

import (
	"slices"

	"aigateway/common/config/layout"
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
func Load[C any, P interface {
	*C
	Described
}](raw []byte, o Options) (*Rules[C], Faults) {
	table := P(new(C)).ConfigLayout()
	l := loader{Options: o, decoder: newDecoder(), layout: table, fields: table.Types[0].Members, copied: func(from any) any {
		c := new(C)
		if from, ok := from.(*C); ok {
			*c = *from
		}
		return c
	}}
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
	layout *layout.Table
	fields []layout.Member // the members of the configuration
	copied func(any) any   // returns a copy of a *C, a zero one of nil
	loaded

	base   any     // the global configuration, usable or not
	states []state // of its members
}

func (l *loader) load(raw []byte) {
	if s := jsonscan.New(raw); s.End() == nil { // nothing but space
		raw = []byte("{}")
	}
	at := l.root()
	if why := syntaxFault(raw); why != "" {
		at.Fault(why)
	} else if s := jsonscan.New(raw); s.Kind() != '{' {
		l.wrong(&s, at, "an object")
	} else {
		l.readRules(l.readGlobal(&s, at), at.Member(rulesKey))
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
func (l *loader) readGlobal(s *jsonscan.Scanner, at *Report) (list []byte) {
	for _, name := range l.Own {
		if find(l.fields, name) < 0 {
			at.Fault("cannot be decoded: the plugin has no member " + name)
		}
	}
	l.base = l.copied(nil)
	v, _ := l.layout.Find(l.base)
	l.setDefaults(v, at)
	l.states = l.members(s, v, at, others{
		names: []string{rulesKey, pluginIDKey},
		read: func(name string) {
			switch {
			case name == pluginIDKey && s.Kind() == '"':
				l.pluginID = jsonscan.Text(s.String())
			case name == pluginIDKey:
				s.Skip()
			case list != nil:
				at.Member(rulesKey).Fault("is given twice")
				s.Skip()
			default:
				list = s.Value()
			}
		},
	})
	if string(list) == "null" {
		list = nil
	}
	found := l.noted[Unknown] > 0 || slices.ContainsFunc(l.states, func(s state) bool { return s != absent })
	if list != nil && !found {
		return list
	}
	some := jsonscan.New(list)
	some.Array()
	at.scope.base = some.Element()
	for i, st := range l.states {
		if m := &l.fields[i]; st == absent && rules(m).Required {
			at.Member(m.Name).Missing("is required")
		}
	}
	if l.finish(l.base, at) && !at.scope.missing {
		l.global.config = l.base
	}
	return list
}

// finish validates a configuration that has had no fault, and tells whether
// it still has none.
func (l *loader) finish(config any, at *Report) bool {
	if check, ok := config.(Validator); ok && at.scope.faults == 0 {
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
	config := l.inherited(at)
	v, _ := l.layout.Find(config)
	var names matchNames
	states := l.members(s, v, at, others{
		names: matchKeys[:],
		read:  func(name string) { names.member(slices.Index(matchKeys[:], name), l.decoder, s, at.Member(name)) },
	})
	for i, st := range states {
		if st == absent && l.inherits(i) && l.states[i] == broken {
			at.Fault("takes " + l.fields[i].Name + " from the global configuration, where it has a fault")
		}
	}
	for i, st := range states {
		m := &l.fields[i]
		if st == absent && rules(m).Required && !(l.inherits(i) && l.states[i] != absent) {
			at.Member(m.Name).Fault("is required; neither the rule nor the global configuration has it")
		}
	}
	m, ok := names.matcher(at)
	if !ok {
		return
	}
	p := place{}
	if l.finish(config, at) {
		p.config = config
	} else {
		p.err = &Broken{Path: at.Path(), First: at.scope.first}
	}
	l.rules = append(l.rules, p)
	l.table.add(m)
}

// inherits tells whether rules take over a member.
func (l *loader) inherits(i int) bool {
	return !l.Standalone && !slices.Contains(l.Own, l.fields[i].Name)
}

// inherited returns what a rule starts from.
func (l *loader) inherited(at *Report) any {
	if l.Standalone {
		config := l.copied(nil)
		v, _ := l.layout.Find(config)
		l.setDefaults(v, at)
		return config
	}
	config := l.copied(l.base)
	v, _ := l.layout.Find(config)
	for i := range l.fields {
		if !l.inherits(i) {
			v.Member(i).Clear()
			l.setDefault(v, i, at)
		}
	}
	return config
}
