package config

import "strings"

// A Target is what rules look at, as the host has it. [Rules.Needs] tells
// which members are worth asking the host for.
type Target struct {
	Route   string // the property route_name
	Domain  string // the pseudo-header :authority, its port included
	Cluster string // the property cluster_name, such as outbound|443||llm.dns
}

// Needs says which members of a [Target] matter.
type Needs struct{ Route, Domain, Cluster bool }

// A matcher is what one rule matches. A list that is nil is not looked at.
type matcher struct {
	routes, prefixes []string
	domains          []domain
	services         []service
}

// A domain is a name to be matched whole, or its end after *, or its start
// before *. Case matters.
type domain struct {
	text           string
	suffix, prefix bool
}

// A service is a host behind a cluster, on one port or, if that is "", on any.
type service struct{ given, host, port string }

// A table is what all rules match, in their order.
type table struct {
	matchers []matcher
	needs    Needs
}

func (t *table) add(m matcher) {
	t.matchers = append(t.matchers, m)
	t.needs.Route = t.needs.Route || m.routes != nil || m.prefixes != nil
	t.needs.Domain = t.needs.Domain || m.domains != nil
	t.needs.Cluster = t.needs.Cluster || m.services != nil
}

// find returns the index of the first rule that matches, -1 if none does.
func (t *table) find(to Target) int {
	host := withoutPort(to.Domain)
	port, fqdn := splitCluster(to.Cluster)
	for i := range t.matchers {
		m := &t.matchers[i]
		if (m.routes == nil || m.route(to.Route)) &&
			(m.domains == nil || m.domain(host)) &&
			(m.services == nil || fqdn != "" && m.service(fqdn, port)) &&
			(m.prefixes == nil || m.routePrefix(to.Route)) {
			return i
		}
	}
	return -1
}

func (m *matcher) route(name string) bool {
	for _, r := range m.routes {
		if r == name {
			return true
		}
	}
	return false
}

func (m *matcher) routePrefix(name string) bool {
	for _, p := range m.prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

func (m *matcher) domain(host string) bool {
	for i := range m.domains {
		switch d := &m.domains[i]; {
		case d.suffix && strings.HasSuffix(host, d.text),
			d.prefix && strings.HasPrefix(host, d.text),
			!d.suffix && !d.prefix && host == d.text:
			return true
		}
	}
	return false
}

func (m *matcher) service(fqdn, port string) bool {
	for i := range m.services {
		s := &m.services[i]
		if s.given == fqdn || s.port != "" && s.host == fqdn && s.port == port {
			return true
		}
	}
	return false
}

// withoutPort cuts the port off an authority; an IPv6 address has brackets.
func withoutPort(authority string) string {
	colon := strings.LastIndexByte(authority, ':')
	if colon < 0 || strings.LastIndexByte(authority, ']') > colon {
		return authority
	}
	return authority[:colon]
}

// splitCluster returns the second and fourth part of a cluster's name, empty
// unless it has four.
func splitCluster(name string) (port, fqdn string) {
	_, rest, _ := strings.Cut(name, "|")
	port, rest, _ = strings.Cut(rest, "|")
	_, fqdn, ok := strings.Cut(rest, "|")
	if !ok || strings.Contains(fqdn, "|") {
		return "", ""
	}
	return port, fqdn
}
