package aistatistics_test

import (
	"testing"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	aistatistics "aigateway/plugins/ai-statistics"
)

func TestCases(t *testing.T) {
	hosttest.Run(t, hosttest.Plugin{
		Name:  "ai-statistics",
		Guest: func() abi.Guest { return plugin.Guest(aistatistics.Plugin()) },
	}, "testdata/cases")
}
