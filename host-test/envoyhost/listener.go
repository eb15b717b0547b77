package envoyhost

import (
	"cmp"

	mutationv3 "github.com/envoyproxy/go-control-plane/envoy/config/common/mutation_rules/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	listenerv3 "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	statev3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/common/set_filter_state/v3"
	routerv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/router/v3"
	setstatev3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/set_filter_state/v3"
	hcmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	earlyv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/http/early_header_mutation/header_mutation/v3"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// Listener is the name of the one on which clients connect.
const Listener = "clients"

func (r *renderer) listener() *listenerv3.Listener {
	return &listenerv3.Listener{
		Name:                          cmp.Or(r.name, Listener),
		Address:                       r.address(r.opts.Listen),
		PerConnectionBufferLimitBytes: wrapperspb.UInt32(uint32(r.opts.BodyLimit)),
		FilterChains: []*listenerv3.FilterChain{{
			Filters: []*listenerv3.Filter{{
				Name:       "envoy.filters.network.http_connection_manager",
				ConfigType: &listenerv3.Filter_TypedConfig{TypedConfig: r.pack(r.connectionManager())},
			}},
		}},
	}
}

// connectionManager adds as little as possible of its own: providers see what
// the client sent and the plugins wrote, clients see what the provider sent.
func (r *renderer) connectionManager() *hcmv3.HttpConnectionManager {
	return &hcmv3.HttpConnectionManager{
		StatPrefix:                 Listener,
		CodecType:                  hcmv3.HttpConnectionManager_AUTO, // HTTP/1.1 and h2c
		RouteSpecifier:             &hcmv3.HttpConnectionManager_RouteConfig{RouteConfig: r.routes()},
		HttpFilters:                r.filters(),
		StreamIdleTimeout:          durationpb.New(r.opts.StreamIdle),
		UseRemoteAddress:           wrapperspb.Bool(true),
		SkipXffAppend:              true,
		NormalizePath:              wrapperspb.Bool(true),
		ServerHeaderTransformation: hcmv3.HttpConnectionManager_PASS_THROUGH,
		EarlyHeaderMutationExtensions: []*corev3.TypedExtensionConfig{{
			Name: "envoy.http.early_header_mutation.header_mutation", TypedConfig: r.pack(notFromClients()),
		}},
		LocalReplyConfig: r.localReplies(),
		AccessLog:        r.accessLogs(),
		Tracing:          r.tracing(),
	}
}

// notFromClients removes what only plugins may say, and what the access log
// believes.
func notFromClients() *earlyv3.HeaderMutation {
	mutation := &earlyv3.HeaderMutation{}
	for _, name := range []string{"x-envoy-original-path", "x-envoy-original-host"} {
		mutation.Mutations = append(mutation.Mutations, &mutationv3.HeaderMutation{
			Action: &mutationv3.HeaderMutation_Remove{Remove: name},
		})
	}
	return mutation
}

func (r *renderer) filters() []*hcmv3.HttpFilter {
	var filters []*hcmv3.HttpFilter
	if len(r.set.Plugins) > 0 {
		filters = append(filters, r.pinFilter())
	}
	for _, p := range r.set.Plugins {
		filters = append(filters, r.wasm(p))
	}
	return append(filters, r.filter("envoy.filters.http.router", &routerv3.Router{SuppressEnvoyHeaders: true}))
}

func (r *renderer) filter(name string, config proto.Message) *hcmv3.HttpFilter {
	return &hcmv3.HttpFilter{
		Name:       name,
		ConfigType: &hcmv3.HttpFilter_TypedConfig{TypedConfig: r.pack(config)},
	}
}

// pinFilter remembers the number of the route that was chosen; see pinState.
func (r *renderer) pinFilter() *hcmv3.HttpFilter {
	value := &corev3.SubstitutionFormatString{Format: &corev3.SubstitutionFormatString_TextFormatSource{
		TextFormatSource: inline("%METADATA(ROUTE:" + pinNamespace + ":" + pinMember + ")%"),
	}}
	return r.filter("envoy.filters.http.set_filter_state", &setstatev3.Config{
		OnRequestHeaders: []*statev3.FilterStateValue{{
			Key:        &statev3.FilterStateValue_ObjectKey{ObjectKey: pinState},
			FactoryKey: "envoy.string",
			Value:      &statev3.FilterStateValue_FormatString{FormatString: value},
		}},
	})
}

func inline(text string) *corev3.DataSource {
	return &corev3.DataSource{Specifier: &corev3.DataSource_InlineString{InlineString: text}}
}
