package manifest

import (
	"strings"
	"time"
)

type httpRouteSpec struct {
	ParentRefs         any             `json:"parentRefs"`
	UseDefaultGateways any             `json:"useDefaultGateways"`
	Hostnames          []string        `json:"hostnames"`
	Rules              []httpRouteRule `json:"rules"`
}

type httpRouteRule struct {
	Name        string           `json:"name"`
	Matches     []httpRouteMatch `json:"matches"`
	BackendRefs []backendRef     `json:"backendRefs"`
	Timeouts    struct {
		Request        string `json:"request"`
		BackendRequest string `json:"backendRequest"`
	} `json:"timeouts"`
	Filters            any `json:"filters"`
	Retry              any `json:"retry"`
	SessionPersistence any `json:"sessionPersistence"`
}

type httpRouteMatch struct {
	Path struct {
		Type  string `json:"type"`
		Value string `json:"value"`
	} `json:"path"`
	Headers []struct {
		Type  string `json:"type"`
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"headers"`
	Method      string `json:"method"`
	QueryParams any    `json:"queryParams"`
}

type backendRef struct {
	Group     string `json:"group"`
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
	Port      int    `json:"port"`
	Weight    *int   `json:"weight"`
	Filters   any    `json:"filters"`
}

// httpRoute reads a Gateway API HTTPRoute. Each match of a rule becomes a
// route of the same name, one for each host name.
func (r *reader) httpRoute(d *document) {
	o := read[httpRouteSpec](d)
	if !r.first(d, "HTTPRoute", o.Metadata.qualified()) {
		return
	}
	hosts := [][]string{nil}
	if len(o.Spec.Hostnames) > 0 {
		hosts = nil
	}
	for i, h := range o.Spec.Hostnames {
		d.checkHost(indexPath("spec.hostnames", i), h)
		hosts = append(hosts, []string{strings.ToLower(h)})
	}
	if len(o.Spec.Rules) == 0 {
		d.fail("spec.rules", "an HTTPRoute needs at least one rule")
	}
	for i, rule := range o.Spec.Rules {
		at := indexPath("spec.rules", i)
		base := Route{Name: o.Metadata.qualified(), Timeout: d.ruleTimeout(at+".timeouts", rule)}
		var ok bool
		if base.Backends, ok = r.backendRefs(d, at, o.Metadata, rule); !ok {
			continue
		}
		for _, route := range d.matches(at, base, rule.Matches) {
			for _, h := range hosts {
				route.Hosts = h
				r.addRoute(d, at, route)
			}
		}
	}
}

func (d *document) ruleTimeout(at string, rule httpRouteRule) time.Duration {
	for _, t := range []struct{ name, value string }{
		{"request", rule.Timeouts.Request}, {"backendRequest", rule.Timeouts.BackendRequest},
	} {
		if t.value == "" {
			continue
		}
		duration, err := time.ParseDuration(t.value)
		if err != nil || duration < 0 {
			d.fail(at+"."+t.name, "must be a duration such as 30s or 500ms")
			continue
		}
		return duration
	}
	return 0
}

func (r *reader) backendRefs(d *document, at string, meta metadata, rule httpRouteRule) (backends []Backend, ok bool) {
	ok = true
	for _, unsupported := range []struct {
		name  string
		value any
	}{{"filters", rule.Filters}, {"retry", rule.Retry}, {"sessionPersistence", rule.SessionPersistence}} {
		if unsupported.value != nil {
			d.warn(at+"."+unsupported.name, "is not applied by this host")
		}
	}
	if len(rule.BackendRefs) == 0 {
		d.fail(at+".backendRefs", "a rule needs at least one backend")
		return nil, false
	}
	for i, ref := range rule.BackendRefs {
		b, good := r.backendRef(d, indexPath(at+".backendRefs", i), meta, ref)
		backends = append(backends, b)
		ok = ok && good
	}
	return backends, ok
}

func (r *reader) backendRef(d *document, at string, meta metadata, ref backendRef) (Backend, bool) {
	b := Backend{Weight: 1}
	if ref.Weight != nil {
		b.Weight = *ref.Weight
	}
	if b.Weight < 0 {
		d.fail(at+".weight", "must not be negative")
	}
	d.oneOf(at+".kind", ref.Kind, "Service")
	d.oneOf(at+".group", ref.Group, "core", "networking.higress.io")
	if ref.Namespace != "" && ref.Namespace != meta.Namespace && !strings.Contains(ref.Name, ".") {
		d.fail(at+".namespace", "only services of the route's own namespace are allowed")
		return b, false
	}
	s, missing := r.services.findService(ref.Name, meta.Namespace, ref.Port)
	switch {
	case missing != "":
		d.fail(at+".name", "%s", missing)
		return b, false
	case s.undiscovered:
		d.warn(at+".name", "%s needs discovery, not in this host yet: the rule is left out", ref.Name)
		return b, false
	}
	b.Cluster = s.cluster.Name
	return b, true
}

// matches returns one route for each match; a rule without any takes all.
func (d *document) matches(at string, base Route, matches []httpRouteMatch) []Route {
	if len(matches) == 0 {
		base.Path, base.Origin = PathMatch{PathPrefix, "/"}, d.origin(at)
		return []Route{base}
	}
	var routes []Route
	for i, m := range matches {
		if route, ok := d.match(indexPath(at+".matches", i), base, m); ok {
			routes = append(routes, route)
		}
	}
	return routes
}

func (d *document) match(at string, route Route, m httpRouteMatch) (Route, bool) {
	route.Origin = d.origin(at)
	if m.QueryParams != nil {
		d.fail(at+".queryParams", "is not supported by this host, and without it the route would take requests that are not its own")
		return route, false
	}
	if m.Method != "" {
		route.Methods = d.methods(at+".method", []string{m.Method})
	}
	for i, h := range m.Headers {
		if h.Type != "" && h.Type != "Exact" {
			d.fail(indexPath(at+".headers", i)+".type", "this host compares headers only exactly, not by %q", h.Type)
			return route, false
		}
		route.Headers = append(route.Headers, HeaderMatch{Name: strings.ToLower(h.Name), Value: h.Value})
	}
	types := map[string]PathMatchType{"": PathPrefix, "PathPrefix": PathPrefix, "Exact": PathExact, "RegularExpression": PathRegex}
	d.oneOf(at+".path.type", m.Path.Type, "Exact", "PathPrefix", "RegularExpression")
	route.Path = PathMatch{Type: types[m.Path.Type], Value: m.Path.Value}
	if route.Path.Value == "" {
		route.Path.Value = "/"
	}
	return route, d.checkPath(at+".path.value", &route.Path)
}
