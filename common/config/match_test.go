package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/config"
)

type numbered struct {
	N int `json:"n"`
}

func TestMatch(t *testing.T) {
	const cluster = "outbound|443||svc.dns"
	for _, c := range []struct {
		name, rule string
		to         config.Target
		want       bool
	}{
		{"route", `"_match_route_":["a","b"]`, config.Target{Route: "b"}, true},
		{"route whole", `"_match_route_":["a"]`, config.Target{Route: "ab"}, false},
		{"route case", `"_match_route_":["a"]`, config.Target{Route: "A"}, false},
		{"empty route name", `"_match_route_":["", "a"]`, config.Target{}, false},
		{"domain", `"_match_domain_":["a.com"]`, config.Target{Domain: "a.com"}, true},
		{"domain with port", `"_match_domain_":["a.com"]`, config.Target{Domain: "a.com:8080"}, true},
		{"domain case", `"_match_domain_":["a.com"]`, config.Target{Domain: "A.com"}, false},
		{"domain suffix", `"_match_domain_":["*.a.com"]`, config.Target{Domain: "x.y.a.com:1"}, true},
		{"domain suffix is not the domain", `"_match_domain_":["*.a.com"]`, config.Target{Domain: "a.com"}, false},
		{"domain prefix", `"_match_domain_":["api.*"]`, config.Target{Domain: "api.b.org"}, true},
		{"domain prefix missed", `"_match_domain_":["api.*"]`, config.Target{Domain: "www.api.org"}, false},
		{"any domain", `"_match_domain_":["*"]`, config.Target{Domain: "x"}, true},
		{"IPv6", `"_match_domain_":["[::1]"]`, config.Target{Domain: "[::1]:80"}, true},
		{"IPv6 without port", `"_match_domain_":["[::1]"]`, config.Target{Domain: "[::1]"}, true},
		{"empty domain", `"_match_domain_":[""]`, config.Target{Domain: "x"}, false},
		{"service", `"_match_service_":["svc.dns"]`, config.Target{Cluster: cluster}, true},
		{"service and port", `"_match_service_":["svc.dns:443"]`, config.Target{Cluster: cluster}, true},
		{"service and wrong port", `"_match_service_":["svc.dns:80"]`, config.Target{Cluster: cluster}, false},
		{"service of three parts", `"_match_service_":["svc.dns"]`, config.Target{Cluster: "outbound|443|svc.dns"}, false},
		{"service of five parts", `"_match_service_":["svc.dns"]`, config.Target{Cluster: "outbound|443|||svc.dns"}, false},
		{"service by bare name", `"_match_service_":["svc.dns"]`, config.Target{Cluster: "svc.dns"}, false},
		{"service against nothing", `"_match_service_":["svc.dns"]`, config.Target{}, false},
		{"prefix", `"_match_route_prefix_":["ai-"]`, config.Target{Route: "ai-chat"}, true},
		{"prefix missed", `"_match_route_prefix_":["ai-"]`, config.Target{Route: "chat-ai-"}, false},
		{"route and service", `"_match_route_":["a"],"_match_service_":["svc.dns"]`, config.Target{Route: "a", Cluster: cluster}, true},
		{"route without service", `"_match_route_":["a"],"_match_service_":["svc.dns"]`, config.Target{Route: "a"}, false},
		{"service without route", `"_match_route_":["a"],"_match_service_":["svc.dns"]`, config.Target{Cluster: cluster}, false},
	} {
		rules, faults := config.Load[numbered]([]byte(`{"n":0,"_rules_":[{`+c.rule+`,"n":1}]}`), config.Options{})
		require.Empty(t, faults, c.name)
		got, err := rules.Match(c.to)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, got.N == 1, c.name)
	}
}

func TestOneCategoryCounts(t *testing.T) {
	for _, c := range []struct {
		rule    string
		to      config.Target
		ignored string
	}{
		{`"_match_route_":["a"],"_match_domain_":["d"]`, config.Target{Route: "a"}, "_match_domain_"},
		{`"_match_domain_":["d"],"_match_service_":["s"]`, config.Target{Domain: "d"}, "_match_service_"},
		{`"_match_service_":["s"],"_match_route_prefix_":["p"]`, config.Target{Cluster: "o|1||s"}, "_match_route_prefix_"},
		{`"_match_domain_":["d"],"_match_route_prefix_":["p"]`, config.Target{Domain: "d"}, "_match_route_prefix_"},
	} {
		rules, faults := config.Load[numbered]([]byte(`{"_rules_":[{`+c.rule+`,"n":1}]}`), config.Options{})
		require.Len(t, faults, 1, c.rule)
		assert.Equal(t, config.Ignored, faults[0].Kind)
		assert.Equal(t, "_rules_[0]."+c.ignored, faults[0].Path)
		got, err := rules.Match(c.to)
		require.NoError(t, err)
		assert.NotNil(t, got, c.rule)
	}
}

func TestFirstRuleWins(t *testing.T) {
	rules, faults := config.Load[numbered]([]byte(`{"_rules_":[
		{"_match_route_prefix_":["a"],"n":1}, {"_match_route_":["ab"],"n":2}, {"_match_domain_":["*"],"n":3}]}`), config.Options{})
	require.Empty(t, faults)
	got, err := rules.Match(config.Target{Route: "ab", Domain: "x"})
	require.NoError(t, err)
	assert.Equal(t, 1, got.N)
}

func TestNeeds(t *testing.T) {
	for rule, want := range map[string]config.Needs{
		`"_match_route_":["a"]`:                         {Route: true},
		`"_match_route_prefix_":["a"]`:                  {Route: true},
		`"_match_domain_":["a"]`:                        {Domain: true},
		`"_match_service_":["a"]`:                       {Cluster: true},
		`"_match_service_":["a"],"_match_route_":["a"]`: {Cluster: true, Route: true},
		`"n":1`: {},
	} {
		rules, _ := config.Load[numbered]([]byte(`{"_rules_":[{`+rule+`}]}`), config.Options{})
		assert.Equal(t, want, rules.Needs(), rule)
	}
}

func TestMatchDoesNotAllocate(t *testing.T) {
	rules, _ := config.Load[numbered]([]byte(`{"n":"x","_rules_":[
		{"_match_route_":["a"]}, {"_match_domain_":["*.b"]}, {"_match_service_":["c:1"]}, {"_match_route_prefix_":["d"]}]}`), config.Options{})
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		_, _ = rules.Match(config.Target{Route: "d", Domain: "x.b:1", Cluster: "o|1||c"})
		_, _ = rules.Match(config.Target{Route: "x", Domain: "x:1", Cluster: "o|2||c"})
	}))
}
