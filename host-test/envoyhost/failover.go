package envoyhost

import (
	"encoding/json"
	"time"

	clusterv3 "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpointv3 "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	codecv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/upstream_codec/v3"
	hcmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	upstreamv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"
	typev3 "github.com/envoyproxy/go-control-plane/envoy/type/v3"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"aigateway/host-test/manifest"
)

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
	// rests for five seconds, and retries are a fifth of the traffic and three.
	restAfter  = 3
	rest       = 5 * time.Second
	retryShare = 20
	retryFloor = 3
)

func (r *renderer) failover(c *chain) *clusterv3.Cluster {
	name := r.failoverName(c.route.Name)
	all := manifest.Cluster{Name: name, HTTP2: true}
	assignment := &endpointv3.ClusterLoadAssignment{ClusterName: name}
	out := r.cluster(manifest.Cluster{Name: name})
	for i, a := range c.attempts {
		all.HTTP2 = all.HTTP2 && a.cluster.HTTP2
		all.Endpoints = append(all.Endpoints, a.cluster.Endpoints...)
		assignment.Endpoints = append(assignment.Endpoints, priority(a, i))
		if a.cluster.TLS && (i == 0 || c.attempts[i-1].provider != a.provider) {
			out.TransportSocketMatches = append(out.TransportSocketMatches, r.socket(a))
		}
	}
	r.lookUp(out, all)
	out.LoadAssignment = assignment
	out.PerConnectionBufferLimitBytes = wrapperspb.UInt32(uint32(r.opts.BodyLimit))
	out.CircuitBreakers.Thresholds[0].MaxRetries = nil
	out.CircuitBreakers.Thresholds[0].RetryBudget = &clusterv3.CircuitBreakers_Thresholds_RetryBudget{
		BudgetPercent: &typev3.Percent{Value: retryShare}, MinRetryConcurrency: wrapperspb.UInt32(retryFloor)}
	out.HealthChecks = r.healthChecks()
	// Without anybody who is well there is an error at once: requests that wait
	// in vain would only pile up.
	out.CommonLbConfig = &clusterv3.Cluster_CommonLbConfig{HealthyPanicThreshold: &typev3.Percent{}}
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

// healthChecks connect, and say nothing: who vanished under load is found
// without a request that waits for it, and found again.
func (r *renderer) healthChecks() []*corev3.HealthCheck {
	if r.opts.Health < 0 {
		return nil
	}
	return []*corev3.HealthCheck{{
		Timeout: durationpb.New(min(r.opts.ConnectTimeout, r.opts.Health)), Interval: durationpb.New(r.opts.Health),
		NoTrafficInterval: durationpb.New(r.opts.Health), UnhealthyThreshold: wrapperspb.UInt32(2), HealthyThreshold: wrapperspb.UInt32(1),
		HealthChecker: &corev3.HealthCheck_TcpHealthCheck_{TcpHealthCheck: &corev3.HealthCheck_TcpHealthCheck{}},
	}}
}

// upstream has ai-proxy convert each attempt.
func (r *renderer) upstream(c *chain, all manifest.Cluster) *upstreamv3.HttpProtocolOptions {
	options := protocol(all)
	p := c.plugin
	config, err := json.Marshal(c.behind)
	if err != nil {
		r.fail("ai-proxy's configuration for route %s: %w", c.route.Name, err)
	}
	p.Config = config
	options.HttpFilters = []*hcmv3.HttpFilter{
		r.module(p, p.Config),
		r.filter("envoy.filters.http.upstream_codec", &codecv3.UpstreamCodec{}),
	}
	return options
}

// priority holds the endpoints of one attempt.
func priority(a attempt, i int) *endpointv3.LocalityLbEndpoints {
	group := assignment(a.cluster).Endpoints[0]
	group.Priority = uint32(i)
	id := structpb.NewStringValue(a.provider)
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
func (r *renderer) socket(a attempt) *clusterv3.Cluster_TransportSocketMatch {
	c := a.cluster
	if c.SNI == "" && len(c.Endpoints) > 0 {
		c.SNI = c.Endpoints[0].Host
	}
	return &clusterv3.Cluster_TransportSocketMatch{
		Name:            a.provider,
		Match:           &structpb.Struct{Fields: map[string]*structpb.Value{providerMember: structpb.NewStringValue(a.provider)}},
		TransportSocket: r.tls(c),
	}
}
