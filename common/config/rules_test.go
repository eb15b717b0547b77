package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/config"
)

// load reads raw, which has as many faults as it says.
func load(t *testing.T, raw string, faults int, o config.Options) *config.Rules[sample] {
	t.Helper()
	rules, got := config.Load[sample]([]byte(raw), o)
	require.Len(t, got, faults, "%v", got)
	return rules
}

func match(t *testing.T, r *config.Rules[sample], route string) *sample {
	t.Helper()
	c, err := r.Match(config.Target{Route: route})
	require.NoError(t, err)
	return c
}

func TestRuleStartsAsACopyOfTheGlobalOne(t *testing.T) {
	r := load(t, `{
		"_plugin_id_": "ns/ai-proxy",
		"_rules_": [
			{"_match_route_": ["one"], "timeout": 5, "redis": {"cluster": "b"}, "statuses": ["500"], "activeProviderId": "y"},
			{"_match_route_": ["two"]}
		],
		"activeProviderId": "x", "timeout": 7, "ratio": 1, "provider": {"type": "openai"},
		"redis": {"cluster": "a", "port": 1}, "statuses": ["400", "401"],
		"providers": [{"id": "x", "type": "openai"}, {"id": "y", "type": "claude"}]
	}`, 0, config.Options{Own: []string{"provider", "activeProviderId", "timeout"}})
	assert.Equal(t, "ns/ai-proxy", r.PluginID())

	global := match(t, r, "none")
	assert.Equal(t, "x", global.ActiveProviderID)
	assert.Equal(t, []string{"400", "401"}, global.Statuses)

	one := match(t, r, "one")
	assert.Equal(t, redis{Cluster: "b", Port: 6379}, one.Redis, "a member replaces the global one as a whole")
	assert.Equal(t, []string{"500"}, one.Statuses)
	assert.EqualValues(t, 5, one.Timeout)
	assert.EqualValues(t, 1, one.Ratio)
	assert.Len(t, one.Providers, 2)

	two := match(t, r, "two")
	assert.Empty(t, two.ActiveProviderID)
	assert.Nil(t, two.Provider)
	assert.EqualValues(t, 1000, two.Timeout, "a member that is not taken over has its default")
	assert.Equal(t, 1, two.Redis.Port)
	assert.Equal(t, []*sample{global, one, two}, r.All())
}

func TestStandaloneRulesTakeNothing(t *testing.T) {
	r := load(t, `{"timeout": 7, "_rules_": [{"_match_route_": ["one"]}]}`, 0, config.Options{Standalone: true})
	assert.EqualValues(t, 1000, match(t, r, "one").Timeout)
	assert.EqualValues(t, 7, match(t, r, "two").Timeout)
}

func TestWithoutGlobalConfiguration(t *testing.T) {
	r := load(t, `{"_rules_": [{"_match_route_": ["one"], "timeout": 3}]}`, 0, config.Options{})
	assert.Nil(t, match(t, r, "two"))
	assert.EqualValues(t, 3, match(t, r, "one").Timeout)

	r = load(t, `{"_rules_": []}`, 1, config.Options{})
	assert.Nil(t, match(t, r, "one"))

	for _, raw := range []string{``, " \n", `{}`, `{"_plugin_id_":"x"}`, `{"_rules_":null}`} {
		assert.EqualValues(t, 1000, match(t, load(t, raw, 0, config.Options{}), "one").Timeout, raw)
	}
}

func TestBadRuleIsIsolated(t *testing.T) {
	r := load(t, `{
		"_rules_": [
			{"_match_route_": ["one"], "timeout": 0},
			{"_match_route_": ["two", 5]},
			{"_match_route_": "three"},
			{"_match_route_": ["four"], "timeout": 3},
			{"timeout": 3},
			[]
		],
		"timeout": 7
	}`, 5, config.Options{})
	for route, path := range map[string]string{"one": "_rules_[0]", "two": "_rules_[1]", "three": "_rules_[2]"} {
		c, err := r.Match(config.Target{Route: route})
		assert.Nil(t, c)
		var broken *config.Broken
		require.ErrorAs(t, err, &broken)
		assert.Equal(t, path, broken.Path)
	}
	assert.EqualValues(t, 3, match(t, r, "four").Timeout)
	assert.EqualValues(t, 7, match(t, r, "five").Timeout)
	assert.Len(t, r.All(), 2)
	_, err := r.Match(config.Target{Route: "one"})
	assert.EqualError(t, err, "_rules_[0] cannot be used: _rules_[0].timeout: must be between 1 and 60000; got 0")
}

func TestBadGlobalConfigurationLeavesRulesThatReplaceIt(t *testing.T) {
	r := load(t, `{
		"timeout": 0,
		"_rules_": [{"_match_route_": ["one"], "timeout": 3}, {"_match_route_": ["two"]}]
	}`, 2, config.Options{})
	assert.EqualValues(t, 3, match(t, r, "one").Timeout)
	_, err := r.Match(config.Target{Route: "two"})
	assert.EqualError(t, err, "_rules_[1] cannot be used: _rules_[1]: takes timeout from the global configuration, where it has a fault")
	_, err = r.Match(config.Target{Route: "three"})
	assert.EqualError(t, err, "the global configuration cannot be used: timeout: must be between 1 and 60000; got 0")
}

func TestNothingWorksWhenNothingCanBeRead(t *testing.T) {
	for _, raw := range []string{`{`, `[]`, `{"_rules_": {}}`, `{"_rules_": [], "_rules_": []}`} {
		r := load(t, raw, 1, config.Options{})
		c, err := r.Match(config.Target{})
		assert.Nil(t, c, raw)
		assert.Error(t, err, raw)
	}
}

func TestIsolatedProviderBreaksOnlyWhoPicksIt(t *testing.T) {
	r := load(t, `{
		"providers": [{"id": "good", "type": "openai"}, {"id": "bad", "type": "opnai"}],
		"_rules_": [{"_match_route_": ["one"], "activeProviderId": "good"}, {"_match_route_": ["two"], "activeProviderId": "bad"}]
	}`, 2, config.Options{Own: []string{"activeProviderId"}})
	assert.NotNil(t, match(t, r, "one"))
	assert.NotNil(t, match(t, r, "other"))
	_, err := r.Match(config.Target{Route: "two"})
	assert.ErrorContains(t, err, "activeProviderId: selects a provider that has faults")
}

// quota has a member that it needs.
type quota struct {
	Admin string `json:"admin" required:"true"`
	Redis string `json:"redis" required:"true"`
}

func TestWhatIsRequiredMayStandInTheRules(t *testing.T) {
	r, faults := config.Load[quota]([]byte(`{
		"redis": "r",
		"_rules_": [{"_match_route_": ["one"], "admin": "root"}, {"_match_route_": ["two"]}]
	}`), config.Options{})
	assert.Equal(t, "admin: is required; as it is missing, the global configuration applies to no request of its own, it only serves its rules", faults[0].Error())
	assert.Equal(t, config.Ignored, faults[0].Kind)
	assert.Equal(t, "_rules_[1].admin: is required; neither the rule nor the global configuration has it", faults[1].Error())
	require.Len(t, faults, 2)

	c, err := r.Match(config.Target{Route: "one"})
	require.NoError(t, err)
	assert.Equal(t, &quota{"root", "r"}, c)
	_, err = r.Match(config.Target{Route: "two"})
	require.Error(t, err)
	c, err = r.Match(config.Target{Route: "three"})
	require.NoError(t, err)
	assert.Nil(t, c)

	_, faults = config.Load[quota]([]byte(`{"redis": "r", "_rules_": [ ]}`), config.Options{})
	assert.EqualError(t, faults[0], "admin: is required")
	assert.Equal(t, config.Invalid, faults[0].Kind)
}

// Appending to a list that is inherited must not show in another rule.
func TestInheritedListsHaveNoRoom(t *testing.T) {
	r := load(t, `{"ports": [1, 2, 3], "_rules_": [{"_match_route_": ["one"]}]}`, 0, config.Options{})
	ports := match(t, r, "one").Ports
	assert.Equal(t, len(ports), cap(ports))
}

func TestOwnNamesMembersThatExist(t *testing.T) {
	_, faults := config.Load[quota]([]byte(`{}`), config.Options{Own: []string{"amin"}})
	assert.ErrorContains(t, faults[0], "the plugin has no member amin")
}
