package envoyhost

import (
	"encoding/json"
	"slices"
	"time"

	"aigateway/host-test/manifest"
)

// A chain of attempts that ai-proxy is configured with for a route, with other
// keys of a provider and with other providers, becomes one cluster: a priority
// for each attempt, and ai-proxy in it as an upstream HTTP filter, which
// converts each of Envoy's own retries for the endpoint that it goes to and
// gives it a key. A stream stays a stream then, which no call-out can give. The
// ai-proxy in front lets the requests of that route pass.

// aiProxy is the root id of the plugin that this is about.
const aiProxy = "ai-proxy"

// maxAttempts is ai-proxy's own bound.
const maxAttempts = 8

// chain is what a route's requests may come to.
type chain struct {
	route    manifest.Route
	plugin   manifest.Plugin
	rule     proxyRule // of ai-proxy in front of the route
	behind   *behind   // its configuration as an upstream filter
	attempts []attempt
	statuses []uint32
	limit    time.Duration // of an attempt; 0 is none
}

// attempt is one try with one provider.
type attempt struct {
	provider string
	cluster  manifest.Cluster
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
	OnStatus       []string `json:"onStatus,omitempty"`
	OnErrorPattern string   `json:"onErrorPattern,omitempty"`
}

type proxyRule struct {
	Routes             []string          `json:"_match_route_"`
	Services           []string          `json:"_match_service_,omitempty"`
	ActiveProviderFrom string            `json:"activeProviderFrom,omitempty"`
	ActiveProviderID   string            `json:"activeProviderId"`
	Provider           json.RawMessage   `json:"provider,omitempty"`
	Providers          []json.RawMessage `json:"providers,omitempty"`
	Fallbacks          *[]proxyFallback  `json:"fallbacks"`
}

// chains are those of the set that Envoy's retries can follow. The others are
// left to ai-proxy's call-outs: those that look into errors, or that go on
// for other statuses with one key or provider than with the next.
func (r *renderer) chains() []*chain {
	if r.opts.CallOuts || r.ready {
		return r.plans
	}
	r.ready = true
	for _, p := range r.set.Plugins {
		var config proxyConfig
		if p.RootID != aiProxy || json.Unmarshal(p.Config, &config) != nil {
			continue
		}
		shared := &behind{ActiveProviderFrom: "endpoint"}
		for _, route := range r.set.Routes {
			if c := r.chain(p, config.at(route.Name), route); c != nil {
				if shared.takes(c.behind) {
					c.behind = shared
				}
				r.plans = append(r.plans, c)
			}
		}
	}
	return r.plans
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

// at returns the configuration of a route, whose active provider is one of the
// list, nil without one.
func (c proxyConfig) at(route string) *proxyConfig {
	for _, rule := range c.Rules {
		if len(rule.Services) > 0 || !slices.Contains(rule.Routes, route) {
			continue
		}
		c.ActiveProviderID, c.Provider = rule.ActiveProviderID, rule.Provider
		if rule.Providers != nil {
			c.Providers = rule.Providers
		}
		if rule.Fallbacks != nil {
			c.Fallbacks = *rule.Fallbacks
		}
		break
	}
	if c.Provider != nil {
		c.ActiveProviderID, c.Provider = withID(c.Provider)
		c.Providers = slices.Insert(slices.Clone(c.Providers), 0, c.Provider)
	}
	if c.ActiveProviderID == "" {
		return nil
	}
	return &c
}

// withID gives a provider its type as its id, where it has none.
func withID(raw json.RawMessage) (id string, provider json.RawMessage) {
	var members map[string]json.RawMessage
	var p proxyProvider
	if json.Unmarshal(raw, &members) != nil || json.Unmarshal(raw, &p) != nil {
		return "", raw
	}
	if p.ID != "" {
		return p.ID, raw
	}
	id = p.Type
	text, err := json.Marshal(id)
	if err != nil {
		return "", raw
	}
	members["id"] = text
	if provider, err = json.Marshal(members); err != nil {
		return "", raw
	}
	return id, provider
}

func (r *renderer) chain(p manifest.Plugin, config *proxyConfig, route manifest.Route) *chain {
	if config == nil || len(route.Backends) != 1 {
		return nil
	}
	c := &chain{route: route, plugin: p}
	plan := plan{behind: behind{ActiveProviderFrom: "endpoint"}}
	all := append([]proxyFallback{{ProviderID: config.ActiveProviderID, Cluster: route.Backends[0].Cluster}}, config.Fallbacks...)
	for i, f := range all {
		provider, raw := find(config.Providers, f.ProviderID)
		at := slices.IndexFunc(r.set.Clusters, func(c manifest.Cluster) bool { return c.Name == f.Cluster })
		if raw == nil || at < 0 || f.OnErrorPattern != "" || i > 0 && !plan.agrees(f.OnStatus) {
			return nil
		}
		n := plan.attempts(provider)
		if n == 0 {
			return nil
		}
		for range n {
			c.attempts = append(c.attempts, attempt{f.ProviderID, r.set.Clusters[at]})
		}
		if i == 0 {
			c.limit = provider.limit()
		}
		plan.behind.add(raw, f)
	}
	if len(c.attempts) < 2 {
		return nil
	}
	c.attempts = c.attempts[:min(len(c.attempts), maxAttempts)]
	c.statuses = r.statuses(plan.statuses)
	c.rule = proxyRule{Routes: []string{route.Name}, ActiveProviderFrom: "upstream", ActiveProviderID: config.ActiveProviderID,
		Providers: plan.behind.Providers, Fallbacks: &config.Fallbacks}
	c.behind = &plan.behind
	return c
}
