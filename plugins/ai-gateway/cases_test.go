package aigateway_test

import (
	"testing"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	aiproxy "aigateway/plugins/ai-proxy"
	aistatistics "aigateway/plugins/ai-statistics"
)

// TestAIProxy runs the cases of ai-proxy on the module that holds all plugins.
func TestAIProxy(t *testing.T) {
	hosttest.Run(t, hosttest.Plugin{
		Name: "ai-proxy", Module: "ai-gateway",
		Guest: func() abi.Guest { return plugin.Guest(aiproxy.Plugin()) },
	}, "../ai-proxy/testdata/cases")
}

// TestAIStatistics does so for ai-statistics.
func TestAIStatistics(t *testing.T) {
	hosttest.Run(t, hosttest.Plugin{
		Name: "ai-statistics", Module: "ai-gateway",
		Guest: func() abi.Guest { return plugin.Guest(aistatistics.Plugin()) },
	}, "../ai-statistics/testdata/cases")
}
