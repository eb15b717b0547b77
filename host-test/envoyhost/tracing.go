package envoyhost

import (
	"cmp"
	"encoding/json"
	"maps"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	tracev3 "github.com/envoyproxy/go-control-plane/envoy/config/trace/v3"
	hcmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	tagv3 "github.com/envoyproxy/go-control-plane/envoy/type/tracing/v3"
	typev3 "github.com/envoyproxy/go-control-plane/envoy/type/v3"
	"google.golang.org/protobuf/types/known/durationpb"

	"aigateway/host-test/manifest"
)

// Tracing sends a span of every exchange to a collector by OpenTelemetry's
// protocol. A trace that a client began (traceparent) goes on, and to the
// provider.
type Tracing struct {
	// Collector is http://HOST:PORT[/PATH], https://… or, for gRPC,
	// grpc://HOST:PORT; the path is /v1/traces by default.
	Collector string
	// Service is the name of the gateway in traces; the default is aigateway.
	Service string
	// Percent of the traces that begin here are kept; the default is 100. Who
	// began a trace elsewhere decided about it.
	Percent float64
}

// collectorCluster is the cluster of the collector.
const collectorCluster = "aigateway-otlp"

// exportTimeout bounds one request to the collector.
const exportTimeout = 10 * time.Second

// attribute is a span's attribute that plugins set as filter state
// wasm.trace_span_tag.NAME, which only Higress makes a tag by itself.
type attribute struct {
	name string
	kind tagv3.CustomTag_ValueType
}

// genAI are OpenTelemetry's conventions for generative AI, and Higress' few
// names that are none of these.
var genAI = []attribute{
	{"gen_ai.operation.name", tagv3.CustomTag_STRING},
	{"gen_ai.provider.name", tagv3.CustomTag_STRING},
	{"gen_ai.request.model", tagv3.CustomTag_STRING},
	{"gen_ai.response.model", tagv3.CustomTag_STRING},
	{"gen_ai.response.id", tagv3.CustomTag_STRING},
	{"gen_ai.response.finish_reasons", tagv3.CustomTag_STRING},
	{"gen_ai.response.time_to_first_chunk", tagv3.CustomTag_DOUBLE},
	{"gen_ai.conversation.id", tagv3.CustomTag_STRING},
	{"gen_ai.usage.input_tokens", tagv3.CustomTag_INT},
	{"gen_ai.usage.output_tokens", tagv3.CustomTag_INT},
	{"gen_ai.usage.total_tokens", tagv3.CustomTag_INT},
	{"gen_ai.usage.cache_read.input_tokens", tagv3.CustomTag_INT},
	{"gen_ai.usage.cache_creation.input_tokens", tagv3.CustomTag_INT},
	{"gen_ai.usage.cache_write.input_tokens", tagv3.CustomTag_INT},
	{"gen_ai.usage.reasoning.output_tokens", tagv3.CustomTag_INT},
	{"gen_ai.model_name", tagv3.CustomTag_STRING},
	{"gen_ai.span.kind", tagv3.CustomTag_STRING},
	{"error.type", tagv3.CustomTag_STRING},
}

// tracing is nil when nobody asked for it.
func (r *renderer) tracing() *hcmv3.HttpConnectionManager_Tracing {
	t := r.opts.Tracing
	if t == nil {
		return nil
	}
	config := &tracev3.OpenTelemetryConfig{ServiceName: cmp.Or(t.Service, "aigateway")}
	if at := r.collector(); at != nil {
		export(config, at)
	}
	tracing := &hcmv3.HttpConnectionManager_Tracing{
		Provider: &tracev3.Tracing_Http{
			Name:       "envoy.tracers.opentelemetry",
			ConfigType: &tracev3.Tracing_Http_TypedConfig{TypedConfig: r.pack(config)},
		},
		RandomSampling: &typev3.Percent{Value: cmp.Or(t.Percent, 100)},
	}
	for _, a := range append(slices.Clone(genAI), configured(r.set.Plugins)...) {
		tracing.CustomTags = append(tracing.CustomTags, &tagv3.CustomTag{
			Tag: a.name, ValueType: a.kind,
			Type: &tagv3.CustomTag_Value{Value: "%FILTER_STATE(wasm.trace_span_tag." + a.name + ":PLAIN)%"},
		})
	}
	return tracing
}

// export has the tracer send to the collector at that address.
func export(config *tracev3.OpenTelemetryConfig, at *url.URL) {
	if at.Scheme == "grpc" {
		config.GrpcService = &corev3.GrpcService{
			TargetSpecifier: &corev3.GrpcService_EnvoyGrpc_{EnvoyGrpc: &corev3.GrpcService_EnvoyGrpc{ClusterName: collectorCluster}},
			Timeout:         durationpb.New(exportTimeout),
		}
		return
	}
	config.HttpService = &corev3.HttpService{HttpUri: &corev3.HttpUri{
		Uri:              at.Scheme + "://" + at.Host + cmp.Or(strings.TrimSuffix(at.Path, "/"), "/v1/traces"),
		HttpUpstreamType: &corev3.HttpUri_Cluster{Cluster: collectorCluster},
		Timeout:          durationpb.New(exportTimeout),
	}}
}

// collector is the address in the options.
func (r *renderer) collector() *url.URL {
	at, err := url.Parse(r.opts.Tracing.Collector)
	if err != nil || at.Hostname() == "" || !slices.Contains([]string{"http", "https", "grpc"}, at.Scheme) {
		r.fail("the collector of traces is %q; it must be http://HOST:PORT, https://HOST:PORT or grpc://HOST:PORT", r.opts.Tracing.Collector)
		return nil
	}
	return at
}

// collectorOf is the collector as a cluster.
func (r *renderer) collectorOf(at *url.URL) manifest.Cluster {
	port, err := strconv.Atoi(cmp.Or(at.Port(), map[string]string{"http": "4318", "https": "443", "grpc": "4317"}[at.Scheme]))
	if err != nil {
		r.fail("the collector of traces is %q, whose port is not a number", r.opts.Tracing.Collector)
	}
	c := manifest.Cluster{
		Name: collectorCluster, HTTP2: at.Scheme == "grpc", TLS: at.Scheme == "https",
		Endpoints: []manifest.Endpoint{{Host: at.Hostname(), Port: port, Weight: 1}},
	}
	if c.TLS && net.ParseIP(at.Hostname()) == nil {
		c.SNI = at.Hostname()
	}
	return c
}

// configured are the attributes that plugins are configured to set: the
// members of an array "attributes" with "apply_to_span", Higress' form, at any
// depth of a configuration. Envoy must know each name beforehand.
func configured(plugins []manifest.Plugin) (list []attribute) {
	names := map[string]bool{}
	for _, p := range plugins {
		var config any
		if json.Unmarshal(p.Config, &config) == nil {
			collect(config, names)
		}
	}
	for _, a := range genAI {
		delete(names, a.name)
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		list = append(list, attribute{name, tagv3.CustomTag_STRING})
	}
	return list
}

func collect(config any, names map[string]bool) {
	switch v := config.(type) {
	case []any:
		for _, item := range v {
			collect(item, names)
		}
	case map[string]any:
		if v["apply_to_span"] == true {
			name, _ := v["key"].(string)
			if other, _ := v["trace_span_key"].(string); other != "" {
				name = other
			}
			if name != "" && !strings.ContainsAny(name, ":%)") { // would end Envoy's format
				names[name] = true
			}
		}
		for _, member := range v {
			collect(member, names)
		}
	}
}
