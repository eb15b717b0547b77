package aiproxy

import (
	"aigateway/common/config"
	"aigateway/common/plugin"
)

// A rule does not take over which provider is active: one that names none has
// none.
var inherit = config.Options{Own: []string{"provider", "activeProviderId"}}

// Check returns every fault of a configuration.
func Check(raw []byte) config.Faults {
	_, faults := config.Load[Config](raw, inherit)
	return faults
}

// match returns the service for a request, nil if it is to pass. The error is
// that of a rule which cannot be used.
func (p *proxy) match(s *plugin.Stream) (*service, error) {
	var target config.Target
	needs := p.rules.Needs()
	if needs.Route {
		target.Route = s.RouteName()
	}
	if needs.Cluster {
		target.Cluster = s.ClusterName()
	}
	if needs.Domain {
		target.Domain = string(s.RequestHeaders().Value(":authority"))
	}
	c, err := p.rules.Match(target)
	if c == nil || err != nil {
		return nil, err
	}
	if c.endpoints != nil {
		return c.atEndpoint(s)
	}
	return c.active, nil
}

// timed tells whether any provider has a time limit, keys to be checked, or
// access tokens.
func (p *proxy) timed() bool {
	for _, c := range p.rules.All() {
		if c.active != nil && c.active.firstByte > 0 && !c.active.relayed {
			return true
		}
	}
	return len(p.watched)+len(p.tokens) > 0
}
