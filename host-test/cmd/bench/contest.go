package main

// contest is one of our plugins and what it is measured with.
type contest struct {
	plugin string // of dist/envoy
	// incumbent is where PyPI's gpustack-higress-plugins puts Higress' plugin
	// of that name.
	incumbent string
	// config is what all plugins are configured with, for a provider.
	config func(provider string) string
	// providers are what they are configured for, one after the other.
	providers []string
	// startBound bounds what a start may cost, as a multiple of one with a plugin
	// that does nothing; startBefore is what the incumbent was measured at.
	startBound  float64
	startBefore string
	// litellm tells that LiteLLM's proxy can do the same.
	litellm   bool
	scenarios []scenario
}

const incumbents = ".cache/venv/lib/python*/site-packages/gpustack_higress_plugins/plugins/"

func contests() []contest {
	return []contest{
		{
			plugin: "ai-proxy", incumbent: incumbents + "gpustack-ai-proxy/2.0.3-patched/plugin.wasm",
			config: func(provider string) string {
				return `{"provider":{"type":"` + provider + `","apiTokens":["sk-bench"],"awsRegion":"us-east-1"}}`
			},
			providers: []string{"openai", "claude", "gemini", "bedrock"}, startBound: 1.6, startBefore: "2.9", litellm: true, scenarios: proxyScenarios(),
		},
		{
			plugin: "ai-statistics", incumbent: incumbents + "ai-statistics/2.0.0/plugin.wasm",
			config:    func(string) string { return `{}` },
			providers: []string{"openai"}, scenarios: statisticsScenarios(),
		},
	}
}
