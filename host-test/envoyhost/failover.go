package envoyhost

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	clusterv3 "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpointv3 "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	routev3 "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	codecv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/upstream_codec/v3"
	hcmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	prioritiesv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/retry/priority/previous_priorities/v3"
	upstreamv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"
	typev3 "github.com/envoyproxy/go-control-plane/envoy/type/v3"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"aigateway/host-test/manifest"
)

// A chain of providers that ai-proxy is configured with for a route becomes
// one cluster: a priority for each provider, and ai-proxy in it as an upstream
// HTTP filter, which converts each of Envoy's own retries for the endpoint that
// it goes to. A stream stays a stream then, which no call-out can give. The
// ai-proxy in front lets the requests of that route pass.

// aiProxy is the root id of the plugin that this is about.
const aiProxy = "ai-proxy"

// chain is a route's providers in turn.
type chain struct {
	route     manifest.Route
	plugin    manifest.Plugin
	config    []byte // of the plugin as an upstream filter
	providers []string
	clusters  []manifest.Cluster
	statuses  []uint32
	firstByte time.Duration
}

// proxyConfig is what of ai-proxy's configuration says who is asked in turn.
type proxyConfig struct {
	ActiveProviderID string            `json:"activeProviderId"`
	Provider         json.RawMessage   `json:"provider"`
	Providers        []json.RawMessage `json:"providers"`
	Fallbacks        []proxyFallback   `json:"fallbacks"`
	Rules            []proxyRule       `json:"_rules_"`
}

type proxyFallback struct {
	ProviderID     string   `json:"providerId"`
	Cluster        string   `json:"cluster"`
	OnStatus       []string `json:"onStatus"`
	OnErrorPattern string   `json:"onErrorPattern"`
}

type proxyRule struct {
	Routes           []string         `json:"_match_route_"`
	Services         []string         `json:"_match_service_"`
	ActiveProviderID string           `json:"activeProviderId"`
	Provider         json.RawMessage  `json:"provider"`
	Fallbacks        *[]proxyFallback `json:"fallbacks"`
}

type proxyProvider struct {
	ID               string `json:"id"`
	FirstByteTimeout int64  `json:"firstByteTimeout"`
}

// chains are those of the set that Envoy's retries can follow. The others are
// left to ai-proxy's call-outs: those that look into errors, or that go on with
// one provider for other statuses than with the next.
func (r *renderer) chains() (chains []*chain) {
	if r.opts.CallOuts {
		return nil
	}
	for _, p := range r.set.Plugins {
		var config proxyConfig
		if p.RootID != aiProxy || json.Unmarshal(p.Config, &config) != nil || config.Provider != nil {
			continue
		}
		for _, route := range r.set.Routes {
			if c := r.chain(p, &config, route); c != nil {
				chains = append(chains, c)
			}
		}
	}
	return chains
}

func (r *renderer) chain(p manifest.Plugin, config *proxyConfig, route manifest.Route) *chain {
	active, fallbacks := config.ActiveProviderID, config.Fallbacks
	for _, rule := range config.Rules {
		if len(rule.Services) > 0 || !slices.Contains(rule.Routes, route.Name) {
			continue
		}
		if rule.Provider != nil {
			return nil
		}
		active = rule.ActiveProviderID
		if rule.Fallbacks != nil {
			fallbacks = *rule.Fallbacks
		}
		break
	}
	if active == "" || len(fallbacks) == 0 || len(route.Backends) != 1 {
		return nil
	}
	c := &chain{route: route, plugin: p}
	var providers [][]byte
	clusters := append([]proxyFallback{{ProviderID: active, Cluster: route.Backends[0].Cluster}}, fallbacks...)
	for _, f := range clusters {
		provider, raw := find(config.Providers, f.ProviderID)
		at := slices.IndexFunc(r.set.Clusters, func(c manifest.Cluster) bool { return c.Name == f.Cluster })
		if raw == nil || at < 0 || f.OnErrorPattern != "" || f.ProviderID != active && !slices.Equal(f.OnStatus, fallbacks[0].OnStatus) {
			return nil
		}
		if len(c.providers) == 0 {
			c.firstByte = time.Duration(provider.FirstByteTimeout) * time.Millisecond
		}
		c.providers, c.clusters = append(c.providers, f.ProviderID), append(c.clusters, r.set.Clusters[at])
		providers = append(providers, raw)
	}
	c.config = []byte(`{"activeProviderFrom":"endpoint","providers":[` + string(bytes.Join(providers, []byte{','})) + `]}`)
	c.statuses = r.statuses(fallbacks[0].OnStatus)
	return c
}

func find(providers []json.RawMessage, id string) (p proxyProvider, raw []byte) {
	for _, raw := range providers {
		if p = (proxyProvider{}); json.Unmarshal(raw, &p) == nil && p.ID == id {
			return p, raw
		}
	}
	return p, nil
}

// registered are the statuses below 500 that ai-proxy falls back on by
// default, of those that anybody uses.
var registered = []uint32{401, 402, 403, 404, 406, 407, 408, 409, 410, 411, 412, 414, 416, 417, 418, 421, 423, 424, 425, 426, 428, 429, 431, 451}

// statuses spells expressions out.
func (r *renderer) statuses(expressions []string) (list []uint32) {
	if len(expressions) == 0 {
		list = slices.Clone(registered)
		for status := uint32(500); status < 600; status++ {
			list = append(list, status)
		}
		return list
	}
	expression, err := regexp.Compile("(" + strings.Join(expressions, ")|(") + ")")
	if err != nil {
		r.fail("fallbacks.onStatus: %w", err)
		return nil
	}
	for status := 400; status < 600; status++ {
		if expression.MatchString(strconv.Itoa(status)) {
			list = append(list, uint32(status))
		}
	}
	return list
}

// failoverName is the cluster of a chain. Sites have routes of one name.
func (r *renderer) failoverName(route string) string {
	return strings.TrimPrefix(r.name+"|", Listener+"|") + "failover|" + route
}

// chained returns the chain of a route, nil without one.
func (r *renderer) chained(route string) *chain {
	for _, c := range r.chains() {
		if c.route.Name == route {
			return c
		}
	}
	return nil
}

// passing is the configuration of ai-proxy in front of the routes with chains:
// rules in front of its own have it let their requests pass.
func (r *renderer) passing(p manifest.Plugin) []byte {
	var names []string
	for _, c := range r.chains() {
		if c.plugin.Name == p.Name {
			names = append(names, c.route.Name)
		}
	}
	var members map[string]json.RawMessage
	var rules []json.RawMessage
	if len(names) == 0 || json.Unmarshal(p.Config, &members) != nil || members["_rules_"] != nil && json.Unmarshal(members["_rules_"], &rules) != nil {
		return p.Config
	}
	first, err := json.Marshal(map[string]any{"_match_route_": names, "fallbacks": []string{}})
	if err != nil {
		return p.Config
	}
	rules = slices.Insert(rules, 0, json.RawMessage(first))
	if members["_rules_"], err = json.Marshal(rules); err != nil {
		return p.Config
	}
	config, err := json.Marshal(members)
	if err != nil {
		return p.Config
	}
	return config
}

// retries has Envoy try the providers of a chain in turn, until an answer has
// begun.
func (r *renderer) retries(action *routev3.RouteAction, c *chain) {
	action.ClusterSpecifier = &routev3.RouteAction_Cluster{Cluster: r.failoverName(c.route.Name)}
	action.RetryPolicy = &routev3.RetryPolicy{
		RetryOn:              "connect-failure,refused-stream,reset,retriable-status-codes",
		RetriableStatusCodes: c.statuses,
		NumRetries:           wrapperspb.UInt32(uint32(len(c.providers) - 1)),
		RetryPriority: &routev3.RetryPolicy_RetryPriority{
			Name: "envoy.retry_priorities.previous_priorities",
			ConfigType: &routev3.RetryPolicy_RetryPriority_TypedConfig{
				TypedConfig: r.pack(&prioritiesv3.PreviousPrioritiesConfig{UpdateFrequency: 1}),
			},
		},
		RetryBackOff: &routev3.RetryPolicy_RetryBackOff{BaseInterval: durationpb.New(time.Millisecond)},
	}
	if c.firstByte > 0 {
		action.RetryPolicy.PerTryTimeout = durationpb.New(c.firstByte)
	}
}

// failovers are the clusters of the set's chains.
func (r *renderer) failovers() (all []*clusterv3.Cluster) {
	for _, c := range r.chains() {
		all = append(all, r.failover(c))
	}
	return all
}

const (
	providerMember = "provider"
	// matchNamespace is where Envoy looks for what chooses a transport socket.
	matchNamespace = "envoy.transport_socket_match"
	// As ai-proxy has it: a provider that did not answer three times in a row
	// rests for ten seconds, and retries are a fifth of the traffic and three.
	restAfter  = 3
	rest       = 10 * time.Second
	retryShare = 20
	retryFloor = 3
)

func (r *renderer) failover(c *chain) *clusterv3.Cluster {
	name := r.failoverName(c.route.Name)
	all := manifest.Cluster{Name: name, HTTP2: true}
	assignment := &endpointv3.ClusterLoadAssignment{ClusterName: name}
	out := r.cluster(manifest.Cluster{Name: name})
	for i, member := range c.clusters {
		all.HTTP2 = all.HTTP2 && member.HTTP2
		all.Endpoints = append(all.Endpoints, member.Endpoints...)
		assignment.Endpoints = append(assignment.Endpoints, r.priority(c, i))
		if member.TLS {
			out.TransportSocketMatches = append(out.TransportSocketMatches, r.socket(member, c.providers[i]))
		}
	}
	if named(all) {
		out.ClusterDiscoveryType = &clusterv3.Cluster_Type{Type: clusterv3.Cluster_STRICT_DNS}
		out.DnsLookupFamily = clusterv3.Cluster_V4_PREFERRED
	}
	out.LoadAssignment = assignment
	out.PerConnectionBufferLimitBytes = wrapperspb.UInt32(uint32(r.opts.BodyLimit))
	out.CircuitBreakers.Thresholds[0].MaxRetries = nil
	out.CircuitBreakers.Thresholds[0].RetryBudget = &clusterv3.CircuitBreakers_Thresholds_RetryBudget{
		BudgetPercent: &typev3.Percent{Value: retryShare}, MinRetryConcurrency: wrapperspb.UInt32(retryFloor)}
	out.OutlierDetection = &clusterv3.OutlierDetection{
		SplitExternalLocalOriginErrors: true, ConsecutiveLocalOriginFailure: wrapperspb.UInt32(restAfter),
		EnforcingConsecutive_5Xx: wrapperspb.UInt32(0), EnforcingConsecutiveGatewayFailure: wrapperspb.UInt32(0), EnforcingSuccessRate: wrapperspb.UInt32(0),
		EnforcingLocalOriginSuccessRate: wrapperspb.UInt32(0), BaseEjectionTime: durationpb.New(rest), MaxEjectionTime: durationpb.New(rest),
		MaxEjectionPercent: wrapperspb.UInt32(100), Interval: durationpb.New(time.Second),
	}
	out.TypedExtensionProtocolOptions = map[string]*anypb.Any{
		"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": r.pack(r.upstream(c, all)),
	}
	return out
}

// upstream has ai-proxy convert each attempt.
func (r *renderer) upstream(c *chain, all manifest.Cluster) *upstreamv3.HttpProtocolOptions {
	options := protocol(all)
	p := c.plugin
	p.Config = c.config
	options.HttpFilters = []*hcmv3.HttpFilter{
		r.module(p, p.Config),
		r.filter("envoy.filters.http.upstream_codec", &codecv3.UpstreamCodec{}),
	}
	return options
}

// priority holds the endpoints of one provider.
func (r *renderer) priority(c *chain, i int) *endpointv3.LocalityLbEndpoints {
	group := assignment(c.clusters[i]).Endpoints[0]
	group.Priority = uint32(i)
	id := structpb.NewStringValue(c.providers[i])
	for _, e := range group.LbEndpoints {
		e.Metadata = &corev3.Metadata{FilterMetadata: map[string]*structpb.Struct{
			pinNamespace:   {Fields: map[string]*structpb.Value{providerMember: id}},
			matchNamespace: {Fields: map[string]*structpb.Value{providerMember: id}},
		}}
	}
	return group
}

// socket is the TLS of one provider. Envoy takes the name for it from the
// request as the client sent it, so it is spelled out here.
func (r *renderer) socket(member manifest.Cluster, provider string) *clusterv3.Cluster_TransportSocketMatch {
	if member.SNI == "" && len(member.Endpoints) > 0 {
		member.SNI = member.Endpoints[0].Host
	}
	return &clusterv3.Cluster_TransportSocketMatch{
		Name:            provider,
		Match:           &structpb.Struct{Fields: map[string]*structpb.Value{providerMember: structpb.NewStringValue(provider)}},
		TransportSocket: r.tls(member),
	}
}
