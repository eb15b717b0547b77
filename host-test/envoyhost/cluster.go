package envoyhost

import (
	"math"
	"net/netip"
	"slices"
	"strings"

	clusterv3 "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpointv3 "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	caresv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/network/dns_resolver/cares/v3"
	tlsv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	upstreamv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"
	matcherv3 "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"aigateway/host-test/manifest"
)

func (r *renderer) clusters() []*clusterv3.Cluster {
	var all []*clusterv3.Cluster
	for _, c := range r.set.Clusters {
		all = append(all, r.cluster(c))
	}
	if r.opts.Tracing != nil {
		if at := r.collector(); at != nil {
			all = append(all, r.cluster(r.collectorOf(at)))
		}
	}
	return all
}

func (r *renderer) cluster(c manifest.Cluster) *clusterv3.Cluster {
	out := &clusterv3.Cluster{
		Name: c.Name,
		// Envoy takes the first dot in a metric for the end of the name.
		AltStatName:          strings.ReplaceAll(c.Name, ".", "_"),
		ConnectTimeout:       durationpb.New(r.opts.ConnectTimeout),
		ClusterDiscoveryType: &clusterv3.Cluster_Type{Type: clusterv3.Cluster_STATIC},
		LoadAssignment:       assignment(c),
		CircuitBreakers:      r.circuitBreakers(),
		TypedExtensionProtocolOptions: map[string]*anypb.Any{
			"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": r.pack(protocol(c)),
		},
	}
	r.lookUp(out, c)
	if c.TLS {
		out.TransportSocket = r.tls(c)
	}
	return out
}

// lookUp has Envoy look up the endpoints of c, if any of them has a name.
func (r *renderer) lookUp(out *clusterv3.Cluster, c manifest.Cluster) {
	if !slices.ContainsFunc(c.Endpoints, func(e manifest.Endpoint) bool {
		_, err := netip.ParseAddr(e.Host)
		return err != nil
	}) {
		return
	}
	out.ClusterDiscoveryType = &clusterv3.Cluster_Type{Type: clusterv3.Cluster_STRICT_DNS}
	out.DnsLookupFamily = clusterv3.Cluster_V4_PREFERRED
	if r.opts.NameServer != "" {
		out.TypedDnsResolverConfig = &corev3.TypedExtensionConfig{Name: "envoy.network.dns_resolver.cares",
			TypedConfig: r.pack(&caresv3.CaresDnsResolverConfig{Resolvers: []*corev3.Address{r.address(r.opts.NameServer)}})}
	}
}

func assignment(c manifest.Cluster) *endpointv3.ClusterLoadAssignment {
	group := &endpointv3.LocalityLbEndpoints{}
	for _, e := range c.Endpoints {
		group.LbEndpoints = append(group.LbEndpoints, &endpointv3.LbEndpoint{
			HostIdentifier: &endpointv3.LbEndpoint_Endpoint{
				Endpoint: &endpointv3.Endpoint{Address: socketAddress(e.Host, uint32(e.Port))},
			},
			LoadBalancingWeight: wrapperspb.UInt32(uint32(max(e.Weight, 1))),
		})
	}
	return &endpointv3.ClusterLoadAssignment{ClusterName: c.Name, Endpoints: []*endpointv3.LocalityLbEndpoints{group}}
}

// circuitBreakers lifts Envoy's default of 1024 requests a cluster, which a few
// hundred slow streams would meet, as Istio does; not for those that wait for
// a connection.
func (r *renderer) circuitBreakers() *clusterv3.CircuitBreakers {
	most := wrapperspb.UInt32(math.MaxUint32)
	return &clusterv3.CircuitBreakers{Thresholds: []*clusterv3.CircuitBreakers_Thresholds{{
		MaxConnections: most, MaxPendingRequests: wrapperspb.UInt32(uint32(r.opts.MaxPending)), MaxRequests: most, MaxRetries: most,
	}}}
}

func protocol(c manifest.Cluster) *upstreamv3.HttpProtocolOptions {
	explicit := &upstreamv3.HttpProtocolOptions_ExplicitHttpConfig{
		ProtocolConfig: &upstreamv3.HttpProtocolOptions_ExplicitHttpConfig_HttpProtocolOptions{
			HttpProtocolOptions: &corev3.Http1ProtocolOptions{},
		},
	}
	if c.HTTP2 {
		explicit.ProtocolConfig = &upstreamv3.HttpProtocolOptions_ExplicitHttpConfig_Http2ProtocolOptions{
			Http2ProtocolOptions: &corev3.Http2ProtocolOptions{},
		}
	}
	options := &upstreamv3.HttpProtocolOptions{
		UpstreamProtocolOptions: &upstreamv3.HttpProtocolOptions_ExplicitHttpConfig_{ExplicitHttpConfig: explicit},
	}
	if c.TLS && c.SNI == "" {
		// The name that the plugin wrote into :authority, checked as well.
		options.UpstreamHttpProtocolOptions = &corev3.UpstreamHttpProtocolOptions{AutoSni: true, AutoSanValidation: true}
	}
	return options
}

func (r *renderer) tls(c manifest.Cluster) *corev3.TransportSocket {
	validation := &tlsv3.CertificateValidationContext{
		TrustedCa: &corev3.DataSource{Specifier: &corev3.DataSource_Filename{Filename: r.opts.CAFile}},
	}
	if c.SNI != "" {
		validation.MatchTypedSubjectAltNames = []*tlsv3.SubjectAltNameMatcher{{
			SanType: tlsv3.SubjectAltNameMatcher_DNS,
			Matcher: &matcherv3.StringMatcher{MatchPattern: &matcherv3.StringMatcher_Exact{Exact: c.SNI}},
		}}
	}
	return &corev3.TransportSocket{
		Name: "envoy.transport_sockets.tls",
		ConfigType: &corev3.TransportSocket_TypedConfig{TypedConfig: r.pack(&tlsv3.UpstreamTlsContext{
			Sni: c.SNI,
			CommonTlsContext: &tlsv3.CommonTlsContext{
				ValidationContextType: &tlsv3.CommonTlsContext_ValidationContext{ValidationContext: validation},
			},
		})},
	}
}
