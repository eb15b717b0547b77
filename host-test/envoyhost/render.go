package envoyhost

import (
	"fmt"
	"net"
	"strconv"

	bootstrapv3 "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"
	"sigs.k8s.io/yaml"

	"aigateway/host-test/manifest"
)

// Render returns one self-contained Envoy bootstrap in YAML. The same set
// gives the same bytes.
func Render(set *manifest.Set, opts Options) ([]byte, error) {
	return RenderSites([]Site{{Set: set, Listen: opts.withDefaults().Listen}}, opts)
}

// Site is a set with a listener of its own.
type Site struct {
	Set *manifest.Set
	// Listen takes the place of Options.Listen.
	Listen string
	// State names filter state without the prefix wasm. that a further access
	// log prints when an exchange is over, as lines
	// {"listener":NAME,"state":{NAME:VALUE or null}} on standard output.
	// Nil prints none.
	State []string
}

// ListenerName is the name of the listener of a site.
func ListenerName(site int) string {
	if site == 0 {
		return Listener
	}
	return Listener + "-" + strconv.Itoa(site+1)
}

// RenderSites puts many sets into one Envoy, which compiles their modules
// once. A cluster's name means the same cluster in all of them.
func RenderSites(sites []Site, opts Options) ([]byte, error) {
	b, err := bootstrap(sites, opts)
	if err != nil {
		return nil, err
	}
	return toYAML(b)
}

func bootstrap(sites []Site, opts Options) (*bootstrapv3.Bootstrap, error) {
	opts = opts.withDefaults()
	resources := &bootstrapv3.Bootstrap_StaticResources{}
	all := &renderer{set: &manifest.Set{}, opts: opts}
	for i, site := range sites {
		r := &renderer{set: site.Set, opts: opts}
		r.opts.Listen = site.Listen
		r.name, r.state = ListenerName(i), site.State
		listener := r.listener()
		resources.Listeners = append(resources.Listeners, listener)
		resources.Clusters = append(resources.Clusters, r.failovers()...)
		all.set.Clusters = union(all.set.Clusters, site.Set.Clusters)
		if r.err != nil {
			return nil, r.err
		}
	}
	resources.Clusters = append(resources.Clusters, all.clusters()...)
	b := &bootstrapv3.Bootstrap{
		Admin:           &bootstrapv3.Admin{Address: all.address(opts.Admin)},
		StatsConfig:     statsConfig(opts),
		StaticResources: resources,
	}
	if opts.StatsFlush > 0 {
		b.StatsFlushInterval = durationpb.New(opts.StatsFlush)
	}
	return b, all.err
}

// renderer builds one configuration and keeps the first error, so that the
// nested messages read like the configuration that they are.
type renderer struct {
	set   *manifest.Set
	opts  Options
	name  string   // of the listener
	state []string // as Site.State
	plans []*chain // what chains returns
	ready bool     // plans are made
	err   error
}

func (r *renderer) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// pack wraps the configuration of an extension.
func (r *renderer) pack(m proto.Message) *anypb.Any {
	packed, err := anypb.New(m)
	if err != nil {
		r.fail("cannot encode %T: %w", m, err)
	}
	return packed
}

func (r *renderer) address(hostport string) *corev3.Address {
	host, text, err := net.SplitHostPort(hostport)
	if err != nil {
		r.fail("%q is not HOST:PORT", hostport)
		return nil
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		r.fail("%q is not HOST:PORT: the port is not a number", hostport)
		return nil
	}
	if host == "" {
		host = "0.0.0.0"
	}
	return socketAddress(host, uint32(port))
}

func socketAddress(host string, port uint32) *corev3.Address {
	return &corev3.Address{Address: &corev3.Address_SocketAddress{SocketAddress: &corev3.SocketAddress{
		Address:       host,
		PortSpecifier: &corev3.SocketAddress_PortValue{PortValue: port},
	}}}
}

// toYAML goes by way of JSON; protojson varies its spaces on purpose, YAML
// does not.
func toYAML(m proto.Message) ([]byte, error) {
	text, err := protojson.MarshalOptions{UseProtoNames: true}.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("cannot write the Envoy configuration: %w", err)
	}
	return yaml.JSONToYAML(text)
}
