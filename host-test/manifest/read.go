package manifest

import (
	"cmp"
	"slices"
	"strings"
)

// Read reads every manifest of a directory (or one file). It always returns
// what could be understood, together with every fault that was found; see
// [Failed]. Reading the same files gives the same set, in the same order.
func Read(dir string) (*Set, []Fault) {
	r := &reader{services: services{}, seen: map[string]Origin{}}
	names, err := files(dir)
	if err != nil {
		return &Set{}, []Fault{{Origin: Origin{File: dir}, Message: "cannot read the manifests: " + err.Error()}}
	}
	var docs []*document
	for _, name := range names {
		docs = append(docs, readFile(name, &r.faults)...)
	}
	if len(docs) == 0 && len(r.faults) == 0 {
		r.faults = append(r.faults, Fault{Origin: Origin{File: dir}, Message: "holds no manifest (*.yaml, *.yml, *.json)"})
	}
	// Services first: routes of any file may refer to them.
	r.each(docs, serviceKinds)
	r.each(docs, routeKinds)
	return r.set(), inReadingOrder(r.faults)
}

// inReadingOrder sorts as the files are read, whatever was checked first, and
// drops what was found twice.
func inReadingOrder(faults []Fault) []Fault {
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(faults)
}

// reader collects what the documents say.
type reader struct {
	services services
	plugins  []Plugin
	routes   []Route
	faults   []Fault
	seen     map[string]Origin // kind and name → where it was first
}

// kind is a Kubernetes kind that is read.
type kind struct {
	name string
	// apiVersions are accepted; the first is the one to recommend.
	apiVersions []string
	read        func(*reader, *document)
}

var serviceKinds = []kind{
	{"McpBridge", []string{"networking.higress.io/v1"}, (*reader).mcpBridge},
	{"Endpoints", []string{"v1"}, (*reader).endpoints},
}

var routeKinds = []kind{
	{"WasmPlugin", []string{"extensions.higress.io/v1alpha1", "extensions.istio.io/v1alpha1"}, (*reader).wasmPlugin},
	{"Ingress", []string{"networking.k8s.io/v1"}, (*reader).ingress},
	{"HTTPRoute", []string{"gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"}, (*reader).httpRoute},
}

// settledElsewhere are kinds that a deployment has and a host here needs not:
// where to listen is said on the command line.
var settledElsewhere = []string{"Namespace", "Gateway", "GatewayClass", "IngressClass", "Service"}

func (r *reader) each(docs []*document, kinds []kind) {
	for _, d := range docs {
		name, _ := d.value["kind"].(string)
		i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })
		switch {
		case i >= 0:
			r.dispatch(d, kinds[i])
		case len(kinds) == len(routeKinds) && !known(name):
			r.unknownKind(d, name)
		}
	}
}

func (r *reader) dispatch(d *document, k kind) {
	if version, _ := d.value["apiVersion"].(string); !slices.Contains(k.apiVersions, version) {
		d.fail("apiVersion", "%s is read in version %s, not %q", k.name, strings.Join(k.apiVersions, " or "), version)
		return
	}
	k.read(r, d)
}

func known(name string) bool {
	same := func(k kind) bool { return k.name == name }
	return slices.ContainsFunc(serviceKinds, same) || slices.ContainsFunc(routeKinds, same) ||
		slices.Contains(settledElsewhere, name)
}

func (r *reader) unknownKind(d *document, name string) {
	if name == "" {
		d.fail("kind", "a manifest needs apiVersion and kind")
		return
	}
	var names []string
	for _, k := range slices.Concat(serviceKinds, routeKinds) {
		names = append(names, k.name)
	}
	d.warn("kind", "%s is not read by this host and has no effect%s", name, suggest(name, names))
}

// first reports a second object of the same kind and name.
func (r *reader) first(d *document, kind, name string) bool {
	key := kind + " " + name
	if o, ok := r.seen[key]; ok {
		d.fail("metadata.name", "%s is already defined in %s, line %d", key, o.File, o.Line)
		return false
	}
	r.seen[key] = d.origin("metadata.name")
	return true
}

func (r *reader) set() *Set {
	sortPlugins(r.plugins)
	sortRoutes(r.routes)
	return &Set{Plugins: r.plugins, Routes: r.routes, Clusters: r.services.clusters()}
}

// phases are in the order in which a request meets them; the default phase is
// the last before the router.
var phases = []string{"AUTHN", "AUTHZ", "STATS", ""}

func sortPlugins(plugins []Plugin) {
	slices.SortStableFunc(plugins, func(a, b Plugin) int {
		return cmp.Or(
			cmp.Compare(slices.Index(phases, a.Phase), slices.Index(phases, b.Phase)),
			cmp.Compare(b.Priority, a.Priority),
			cmp.Compare(a.Name, b.Name),
		)
	})
}

// sortRoutes puts the more specific first: host, then path as Higress does
// (exact, longer prefix, regex, and the catch-all last), then method and
// headers as Gateway API does. Equals stay in reading order.
func sortRoutes(routes []Route) {
	slices.SortStableFunc(routes, func(a, b Route) int {
		return cmp.Or(
			cmp.Compare(hostRank(b), hostRank(a)),
			cmp.Compare(pathRank(a.Path), pathRank(b.Path)),
			cmp.Compare(len(b.Path.Value), len(a.Path.Value)),
			cmp.Compare(min(len(b.Methods), 1), min(len(a.Methods), 1)),
			cmp.Compare(len(b.Headers), len(a.Headers)),
		)
	})
}

// hostRank is higher for a more specific host: exact, longer suffix, any.
func hostRank(r Route) int {
	const exact = 1 << 16
	switch {
	case len(r.Hosts) == 0 || r.Hosts[0] == "*":
		return 0
	case strings.HasPrefix(r.Hosts[0], "*"):
		return len(r.Hosts[0])
	}
	return exact
}

func pathRank(p PathMatch) int {
	switch {
	case p.Type == PathPrefix && p.Value == "/":
		return 3
	case p.Type == PathExact:
		return 0
	case p.Type == PathPrefix:
		return 1
	}
	return 2
}
