package envoyhost

import (
	"math"
	"slices"
	"strconv"
	"strings"

	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	routev3 "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	matcherv3 "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"aigateway/host-test/manifest"
)

// A plugin rewrites :path and :authority for the provider, and Envoy 1.33 and
// later answer every such change by choosing the route anew. The route that
// was chosen first must stay: its name selects the plugins' configuration, its
// cluster is the provider that the request was converted for. So each route
// carries its number as metadata, a filter in front of the plugins copies it
// into filter state, and every virtual host begins with routes that match that
// state and do the same thing again. Filter state cannot come from a client.
const (
	pinNamespace = "aigateway"
	pinMember    = "route"
	pinState     = "aigateway.route"
)

// routes has one virtual host for each host name that is mentioned, and one
// for all others. Each holds every route that its host may take, so that the
// first match in the order of the set wins, as in the other hosts.
func (r *renderer) routes() *routev3.RouteConfiguration {
	config := &routev3.RouteConfiguration{Name: "aigateway", IgnorePortInHostMatching: true}
	pinned := r.pinned()
	for _, domain := range domains(r.set.Routes) {
		host := &routev3.VirtualHost{Name: domain, Domains: []string{domain}, Routes: slices.Clone(pinned)}
		for i, route := range r.set.Routes {
			if covers(route.Hosts, domain) {
				host.Routes = append(host.Routes, r.route(i, match(route)))
			}
		}
		config.VirtualHosts = append(config.VirtualHosts, host)
	}
	return config
}

// pinned are the routes that take a request again which they took before.
func (r *renderer) pinned() []*routev3.Route {
	if len(r.set.Plugins) == 0 {
		return nil // nobody rewrites anything
	}
	var pinned []*routev3.Route
	for i := range r.set.Routes {
		pinned = append(pinned, r.route(i, &routev3.RouteMatch{
			PathSpecifier: &routev3.RouteMatch_Prefix{Prefix: "/"},
			FilterState: []*matcherv3.FilterStateMatcher{{
				Key:     pinState,
				Matcher: &matcherv3.FilterStateMatcher_StringMatch{StringMatch: exactly(strconv.Itoa(i))},
			}},
		}))
	}
	return pinned
}

// domains are sorted, with * at the end.
func domains(routes []manifest.Route) []string {
	var all []string
	for _, route := range routes {
		all = append(all, route.Hosts...)
	}
	slices.Sort(all)
	all = slices.DeleteFunc(slices.Compact(all), func(d string) bool { return d == "*" })
	return append(all, "*")
}

// covers tells whether one of the hosts takes every name of the domain.
func covers(hosts []string, domain string) bool {
	return len(hosts) == 0 || slices.ContainsFunc(hosts, func(h string) bool {
		suffix, wild := strings.CutPrefix(h, "*")
		return h == domain || wild && domain != "*" && strings.HasSuffix(domain, suffix)
	})
}

func (r *renderer) route(i int, match *routev3.RouteMatch) *routev3.Route {
	from := r.set.Routes[i]
	action := &routev3.RouteAction{
		Timeout: durationpb.New(from.Timeout), // 0 is no limit for Envoy too
	}
	if from.IdleTimeout > 0 {
		action.IdleTimeout = durationpb.New(from.IdleTimeout)
	}
	if c := r.chained(from.Name); c != nil {
		r.retries(action, c)
	} else {
		r.destination(action, from)
	}
	return &routev3.Route{
		Name: from.Name, Match: match, Action: &routev3.Route_Route{Route: action},
		Metadata: &corev3.Metadata{FilterMetadata: map[string]*structpb.Struct{
			pinNamespace: {Fields: map[string]*structpb.Value{pinMember: structpb.NewStringValue(strconv.Itoa(i))}},
		}},
	}
}

// destination needs no pin of its own for weighted backends: Envoy draws with
// a random number that belongs to the stream, so the same list of weights
// gives the same cluster again.
func (r *renderer) destination(action *routev3.RouteAction, from manifest.Route) {
	var weighted []*routev3.WeightedCluster_ClusterWeight
	for _, b := range from.Backends {
		if b.Weight > 0 {
			weighted = append(weighted, &routev3.WeightedCluster_ClusterWeight{
				Name: b.Cluster, Weight: wrapperspb.UInt32(uint32(min(b.Weight, math.MaxInt32))),
			})
		}
	}
	switch len(weighted) {
	case 0:
		r.fail("route %s (%s, line %d) has no backend with a weight above 0", from.Name, from.Origin.File, from.Origin.Line)
	case 1:
		action.ClusterSpecifier = &routev3.RouteAction_Cluster{Cluster: weighted[0].Name}
	default:
		action.ClusterSpecifier = &routev3.RouteAction_WeightedClusters{
			WeightedClusters: &routev3.WeightedCluster{Clusters: weighted},
		}
	}
}

func match(route manifest.Route) *routev3.RouteMatch {
	m := &routev3.RouteMatch{}
	switch p := route.Path; {
	case p.Type == manifest.PathExact:
		m.PathSpecifier = &routev3.RouteMatch_Path{Path: p.Value}
	case p.Type == manifest.PathRegex:
		m.PathSpecifier = &routev3.RouteMatch_SafeRegex{SafeRegex: regex(p.Value)}
	case p.Value == "/":
		m.PathSpecifier = &routev3.RouteMatch_Prefix{Prefix: "/"}
	default:
		m.PathSpecifier = &routev3.RouteMatch_PathSeparatedPrefix{PathSeparatedPrefix: p.Value}
	}
	if len(route.Methods) > 0 {
		m.Headers = append(m.Headers, header(":method", &matcherv3.StringMatcher{
			MatchPattern: &matcherv3.StringMatcher_SafeRegex{SafeRegex: regex(strings.Join(route.Methods, "|"))},
		}))
	}
	for _, h := range route.Headers {
		m.Headers = append(m.Headers, header(h.Name, exactly(h.Value)))
	}
	return m
}

func header(name string, value *matcherv3.StringMatcher) *routev3.HeaderMatcher {
	return &routev3.HeaderMatcher{
		Name: name, HeaderMatchSpecifier: &routev3.HeaderMatcher_StringMatch{StringMatch: value},
	}
}

func regex(expression string) *matcherv3.RegexMatcher {
	return &matcherv3.RegexMatcher{Regex: expression}
}

func exactly(value string) *matcherv3.StringMatcher {
	return &matcherv3.StringMatcher{MatchPattern: &matcherv3.StringMatcher_Exact{Exact: value}}
}
