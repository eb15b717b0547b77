package envoyhost

import (
	"math"
	"net/netip"
	"strings"
	"time"

	clusterv3 "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpointv3 "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	tlsv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	upstreamv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"
	matcherv3 "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"aigateway/host-test/manifest"
)

// connectTimeout bounds the TCP and TLS handshakes with a provider.
const connectTimeout = 10 * time.Second

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
		ConnectTimeout:       durationpb.New(connectTimeout),
		ClusterDiscoveryType: &clusterv3.Cluster_Type{Type: clusterv3.Cluster_STATIC},
		LoadAssignment:       assignment(c),
		CircuitBreakers:      unlimited(),
		TypedExtensionProtocolOptions: map[string]*anypb.Any{
			"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": r.pack(protocol(c)),
		},
	}
	if named(c) {
		out.ClusterDiscoveryType = &clusterv3.Cluster_Type{Type: clusterv3.Cluster_STRICT_DNS}
		out.DnsLookupFamily = clusterv3.Cluster_V4_PREFERRED
	}
	if c.TLS {
		out.TransportSocket = r.tls(c)
	}
	return out
}

// named tells whether any endpoint must be looked up.
func named(c manifest.Cluster) bool {
	for _, e := range c.Endpoints {
		if _, err := netip.ParseAddr(e.Host); err != nil {
			return true
		}
	}
	return false
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

// unlimited lifts Envoy's default of 1024 requests a cluster, which a few
// hundred slow streams would meet. Istio does the same.
func unlimited() *clusterv3.CircuitBreakers {
	most := wrapperspb.UInt32(math.MaxUint32)
	return &clusterv3.CircuitBreakers{Thresholds: []*clusterv3.CircuitBreakers_Thresholds{{
		MaxConnections: most, MaxPendingRequests: most, MaxRequests: most, MaxRetries: most,
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
