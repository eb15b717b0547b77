package envoyhost

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/manifest"
)

// TestChains has configurations of ai-proxy become attempts of Envoy's, or none
// where they are left to call-outs.
func TestChains(t *testing.T) {
	const (
		a     = `{"id":"a","type":"openai","apiTokens":["k1","k2","k3"]`
		retry = `,"retryOnFailure":{"enabled":true`
		b     = `{"id":"b","type":"claude","apiTokens":["k4"]}`
		to    = `,"fallbacks":[{"providerId":"b","cluster":"B"`
		at    = `],"activeProviderId":"a"`
	)
	for _, test := range []struct{ name, config, want string }{
		{"one provider", `"providers":[` + a + `}` + at, ""},
		{"keys", `"providers":[` + a + retry + `}}` + at, "a a"},
		{"as many keys as there are", `"providers":[` + a + retry + `,"maxRetries":9}}` + at, "a a a"},
		{"keys of one that is not enabled", `"providers":[` + a + `,"retryOnFailure":{}}` + at, ""},
		{"keys and another provider", `"providers":[` + a + retry + `}},` + b + at + to + `}]`, "a a b"},
		{"another provider", `"providers":[` + a + `},` + b + at + to + `}]`, "a b"},
		{"the same statuses", `"providers":[` + a + retry + `,"retryOnStatus":["429"]}},` + b + at + to + `,"onStatus":["429"]}]`, "a a b"},
		{"other statuses", `"providers":[` + a + retry + `,"retryOnStatus":["429"]}},` + b + at + to + `}]`, ""},
		{"an error that is looked into", `"providers":[` + a + `},` + b + at + to + `,"onErrorPattern":"x"}]`, ""},
		{"no cluster", `"providers":[` + a + `},` + b + at + `,"fallbacks":[{"providerId":"b","cluster":"C"}]`, ""},
		{"no key of its own", `"providers":[` + a + `},` + strings.ReplaceAll(b, "k4", "k3") + at + to + `}]`, ""},
		{"without a name", `"provider":{"type":"openai","apiTokens":["k1","k2"]` + retry + `}}`, "openai openai"},
		{"nobody active", `"providers":[` + a + retry + `}}]`, ""},
		{"a rule", `"providers":[` + a + retry + `}}` + at + `,"_rules_":[{"_match_route_":["r"],"activeProviderId":""}]`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			set := &manifest.Set{
				Clusters: []manifest.Cluster{{Name: "A"}, {Name: "B"}},
				Routes:   []manifest.Route{{Name: "r", Backends: []manifest.Backend{{Cluster: "A", Weight: 1}}}},
				Plugins:  []manifest.Plugin{{Name: "p", RootID: aiProxy, URL: "file://x", Config: fmt.Appendf(nil, "{%s}", test.config)}},
			}
			require.True(t, json.Valid(set.Plugins[0].Config), "%s", set.Plugins[0].Config)
			r := &renderer{set: set, opts: Options{}.withDefaults()}
			var got []string
			if c := r.chained("r"); c != nil {
				for _, attempt := range c.attempts {
					got = append(got, attempt.provider)
				}
				require.Len(t, r.failovers()[0].LoadAssignment.Endpoints, len(got))
			}
			require.NoError(t, r.err)
			require.Equal(t, test.want, strings.Join(got, " "))
		})
	}
}
