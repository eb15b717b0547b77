package manifest

import (
	"regexp"
	"slices"
	"strings"
)

type ingressSpec struct {
	IngressClassName string          `json:"ingressClassName"`
	DefaultBackend   *ingressBackend `json:"defaultBackend"`
	TLS              any             `json:"tls"`
	Rules            []ingressRule   `json:"rules"`
}

type ingressRule struct {
	Host string `json:"host"`
	HTTP struct {
		Paths []ingressPath `json:"paths"`
	} `json:"http"`
}

type ingressPath struct {
	Path     string         `json:"path"`
	PathType string         `json:"pathType"`
	Backend  ingressBackend `json:"backend"`
}

type ingressBackend struct {
	Service *struct {
		Name string `json:"name"`
		Port struct {
			Name   string `json:"name"`
			Number int    `json:"number"`
		} `json:"port"`
	} `json:"service"`
	Resource *struct {
		APIGroup string `json:"apiGroup"`
		Kind     string `json:"kind"`
		Name     string `json:"name"`
	} `json:"resource"`
}

func (r *reader) ingress(d *document) {
	o := read[ingressSpec](d)
	if !r.first(d, "Ingress", o.Metadata.qualified()) {
		return
	}
	if o.Spec.TLS != nil {
		d.warn("spec.tls", "this host listens in plain HTTP: end TLS in front of it")
	}
	in := ingressReader{reader: r, doc: d, meta: o.Metadata, annotations: readAnnotations(d, o.Metadata.Annotations)}
	in.destination()
	for i, rule := range o.Spec.Rules {
		at := indexPath("spec.rules", i)
		d.checkHost(at+".host", rule.Host)
		if len(rule.HTTP.Paths) == 0 {
			d.fail(at+".http.paths", "a rule needs at least one path")
		}
		for j, p := range rule.HTTP.Paths {
			in.path(indexPath(at+".http.paths", j), rule.Host, p)
		}
	}
	if b := o.Spec.DefaultBackend; b != nil {
		in.route("spec.defaultBackend", "", PathMatch{PathPrefix, "/"}, *b)
	}
	if len(o.Spec.Rules) == 0 && o.Spec.DefaultBackend == nil {
		d.fail("spec.rules", "an Ingress needs at least one rule or a defaultBackend")
	}
}

// ingressReader turns one Ingress into routes.
type ingressReader struct {
	*reader
	doc         *document
	meta        metadata
	annotations annotations
	// shared are the backends of the destination annotation; ok is false
	// when it names something that is not there.
	shared   []Backend
	sharedOK bool
}

func (in *ingressReader) destination() {
	if in.annotations.destination == "" {
		return
	}
	path := in.annotations.path("destination")
	in.shared, in.sharedOK = in.services.destinations(in.doc, path, in.annotations.destination)
	for _, b := range in.shared {
		in.protocol(b.Cluster)
	}
}

// protocol applies backend-protocol, which speaks of the upstream that the
// cluster stands for.
func (in *ingressReader) protocol(cluster string) {
	for _, all := range in.services {
		for _, one := range all {
			if one.cluster.Name != cluster {
				continue
			}
			in.doc.setProtocol(in.annotations.path("backend-protocol"), in.annotations.backendProtocol, &one.cluster)
			if one.cluster.TLS && in.annotations.sslName != "" {
				one.cluster.SNI = in.annotations.sslName
			}
			return
		}
	}
}

func (in *ingressReader) path(at, host string, p ingressPath) {
	match := PathMatch{Type: PathPrefix, Value: p.Path}
	if match.Value == "" {
		match.Value = "/"
	}
	in.doc.oneOf(at+".pathType", p.PathType, "Exact", "Prefix", "ImplementationSpecific")
	switch {
	case in.annotations.fullPathRegex:
		match.Type = PathRegex
	case in.annotations.useRegex:
		// Higress lets the expression match a prefix.
		match = PathMatch{PathRegex, strings.TrimSuffix(match.Value, "$") + ".*"}
		if strings.HasSuffix(p.Path, "$") {
			match.Value = p.Path
		}
	case p.PathType == "Exact":
		match.Type = PathExact
	}
	if in.doc.checkPath(at+".path", &match) {
		in.route(at, host, match, p.Backend)
	}
}

func (in *ingressReader) route(at, host string, match PathMatch, b ingressBackend) {
	backends, ok := in.shared, in.sharedOK
	if in.annotations.destination == "" {
		backends, ok = in.backend(at+".backend", b)
	}
	if !ok {
		return
	}
	route := Route{
		Name: in.meta.qualified(), Path: match, Backends: backends,
		Methods: in.annotations.methods, Headers: in.annotations.headers,
		Timeout: in.annotations.timeout, Origin: in.doc.origin(at),
	}
	if host != "" {
		route.Hosts = []string{strings.ToLower(host)}
	}
	in.addRoute(in.doc, at, route)
}

// backend resolves the Service of a path.
func (in *ingressReader) backend(at string, b ingressBackend) ([]Backend, bool) {
	at = strings.Replace(at, "defaultBackend.backend", "defaultBackend", 1)
	switch {
	case b.Service != nil && b.Service.Port.Name != "":
		in.doc.fail(at+".service.port.name", "give the port's number: this host knows no Service to look the name up in")
		return nil, false
	case b.Service != nil:
		s, missing := in.services.findService(b.Service.Name, in.meta.Namespace, b.Service.Port.Number)
		if missing != "" {
			in.doc.fail(at+".service.name", "%s", missing)
			return nil, false
		}
		if s.undiscovered {
			in.doc.warn(at+".service.name", "%s needs discovery, not in this host yet: the path is left out", b.Service.Name)
			return nil, false
		}
		in.protocol(s.cluster.Name)
		return []Backend{{Cluster: s.cluster.Name, Weight: 1}}, true
	}
	in.doc.fail(at, "needs the annotation higress.io/destination, such as openai.dns:443, or a service")
	return nil, false
}

// addRoute keeps a route and warns of one that can never be reached.
func (r *reader) addRoute(d *document, at string, route Route) {
	for _, other := range r.routes {
		if slices.Equal(other.Hosts, route.Hosts) && other.Path == route.Path &&
			slices.Equal(other.Methods, route.Methods) && slices.Equal(other.Headers, route.Headers) {
			d.warn(at, "matches the same requests as route %s in %s, line %d, which comes first", other.Name, other.Origin.File, other.Origin.Line)
		}
	}
	r.routes = append(r.routes, route)
}

var hostPattern = regexp.MustCompile(`^(\*|(\*\.)?([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+)$`)

func (d *document) checkHost(path, host string) {
	if host != "" && !hostPattern.MatchString(host) {
		d.fail(path, "%q is not a host name, nor one that begins with *.", host)
	}
}

// checkPath normalises a path match: a prefix has no trailing slash.
func (d *document) checkPath(path string, m *PathMatch) bool {
	if m.Type == PathRegex {
		if _, err := regexp.Compile(m.Value); err != nil {
			d.fail(path, "is not a regular expression: %v", err)
			return false
		}
		return true
	}
	if !strings.HasPrefix(m.Value, "/") {
		d.fail(path, "must begin with /")
		return false
	}
	if m.Type == PathPrefix && m.Value != "/" {
		m.Value = strings.TrimRight(m.Value, "/")
		if m.Value == "" {
			m.Value = "/"
		}
	}
	return true
}
