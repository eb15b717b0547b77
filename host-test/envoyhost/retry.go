package envoyhost

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	routev3 "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	prioritiesv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/retry/priority/previous_priorities/v3"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"aigateway/host-test/manifest"
)

// failoverName is the cluster of a chain. Sites have routes of one name.
func (r *renderer) failoverName(route string) string {
	return strings.TrimPrefix(r.name+"|", Listener+"|") + "failover|" + route
}

// retries has Envoy make the attempts of a chain in turn, until an answer has
// begun.
func (r *renderer) retries(action *routev3.RouteAction, c *chain) {
	action.ClusterSpecifier = &routev3.RouteAction_Cluster{Cluster: r.failoverName(c.route.Name)}
	action.RetryPolicy = &routev3.RetryPolicy{
		RetryOn:              "connect-failure,refused-stream,reset,retriable-status-codes",
		RetriableStatusCodes: c.statuses,
		NumRetries:           wrapperspb.UInt32(uint32(len(c.attempts) - 1)),
		RetryPriority: &routev3.RetryPolicy_RetryPriority{
			Name: "envoy.retry_priorities.previous_priorities",
			ConfigType: &routev3.RetryPolicy_RetryPriority_TypedConfig{
				TypedConfig: r.pack(&prioritiesv3.PreviousPrioritiesConfig{UpdateFrequency: 1}),
			},
		},
		RetryBackOff: &routev3.RetryPolicy_RetryBackOff{BaseInterval: durationpb.New(time.Millisecond)},
	}
	if c.limit > 0 {
		action.RetryPolicy.PerTryTimeout = durationpb.New(c.limit)
	}
}

// passing is the configuration of ai-proxy in front of the routes with chains:
// rules in front of its own have it let their requests pass.
func (r *renderer) passing(p manifest.Plugin) []byte {
	var front []json.RawMessage
	for _, c := range r.chains() {
		if c.plugin.Name != p.Name {
			continue
		}
		rule, err := json.Marshal(c.rule)
		if err != nil {
			r.fail("ai-proxy's rule for route %s: %w", c.route.Name, err)
			return p.Config
		}
		front = append(front, rule)
	}
	var members map[string]json.RawMessage
	var rules []json.RawMessage
	if len(front) == 0 || json.Unmarshal(p.Config, &members) != nil || members["_rules_"] != nil && json.Unmarshal(members["_rules_"], &rules) != nil {
		return p.Config
	}
	var err error
	if members["_rules_"], err = json.Marshal(slices.Insert(rules, 0, front...)); err != nil {
		return p.Config
	}
	config, err := json.Marshal(members)
	if err != nil {
		return p.Config
	}
	return config
}
