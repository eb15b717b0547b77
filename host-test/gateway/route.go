package gateway

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"aigateway/host-test/engine"
	"aigateway/host-test/manifest"
)

// route is a manifest's route, ready to match.
type route struct {
	spec    *manifest.Route
	pattern *regexp.Regexp
	weight  uint64 // of all backends
	next    atomic.Uint64
}

func newRoute(spec *manifest.Route) (*route, error) {
	r := &route{spec: spec}
	if spec.Path.Type == manifest.PathRegex {
		pattern, err := regexp.Compile("^(?:" + spec.Path.Value + ")$")
		if err != nil {
			return nil, fmt.Errorf("route %s: the path's regular expression is wrong: %w", spec.Name, err)
		}
		r.pattern = pattern
	}
	for _, b := range spec.Backends {
		r.weight += uint64(max(b.Weight, 0))
	}
	return r, nil
}

// Route implements [engine.Router].
func (gen *generation) Route(h *engine.Headers) *engine.Route {
	for _, r := range gen.routes {
		if r.matches(h) {
			return &engine.Route{Name: r.spec.Name, Cluster: r.backend(), Data: r}
		}
	}
	return nil
}

func (r *route) matches(h *engine.Headers) bool {
	if len(r.spec.Methods) > 0 && !slices.Contains(r.spec.Methods, h.Value(":method")) {
		return false
	}
	for _, m := range r.spec.Headers {
		if v, ok := h.Lookup(m.Name); !ok || v != m.Value {
			return false
		}
	}
	return r.matchesHost(h.Value(":authority")) && r.matchesPath(h.Value(":path"))
}

func (r *route) matchesHost(authority string) bool {
	host := strings.ToLower(authority)
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	if len(r.spec.Hosts) == 0 {
		return true
	}
	return slices.ContainsFunc(r.spec.Hosts, func(want string) bool {
		suffix, wild := strings.CutPrefix(strings.ToLower(want), "*")
		if wild {
			return strings.HasSuffix(host, suffix) && len(host) > len(suffix)
		}
		return host == suffix
	})
}

func (r *route) matchesPath(path string) bool {
	path, _, _ = strings.Cut(path, "?")
	switch r.spec.Path.Type {
	case manifest.PathExact:
		return path == r.spec.Path.Value
	case manifest.PathRegex:
		return r.pattern.MatchString(path)
	}
	prefix := strings.TrimSuffix(r.spec.Path.Value, "/")
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (rest == "" || rest[0] == '/')
}

// backend takes the backends in turn, each as often as its weight says.
func (r *route) backend() string {
	if r.weight == 0 {
		if len(r.spec.Backends) == 0 {
			return ""
		}
		return r.spec.Backends[0].Cluster
	}
	n := (r.next.Add(1) - 1) % r.weight
	for _, b := range r.spec.Backends {
		w := uint64(max(b.Weight, 0))
		if n < w {
			return b.Cluster
		}
		n -= w
	}
	return ""
}
