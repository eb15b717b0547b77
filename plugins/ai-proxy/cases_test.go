package aiproxy_test

import (
	"testing"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	aiproxy "aigateway/plugins/ai-proxy"
)

func TestCases(t *testing.T) {
	hosttest.Run(t, hosttest.Plugin{
		Name:  "ai-proxy",
		Guest: func() abi.Guest { return plugin.Guest(aiproxy.Plugin()) },
	}, "testdata/cases")
}
