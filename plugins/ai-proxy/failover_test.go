package aiproxy_test

import (
	"testing"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	"aigateway/host-test/faults"
	aiproxy "aigateway/plugins/ai-proxy"
)

// TestFaults has the plugin meet every fault where it is compiled in. Package
// faults itself has the module do so on the other hosts.
func TestFaults(t *testing.T) {
	faults.Run(t, faults.Host{Name: "native", Natives: hosttest.Natives{
		"file://native": func() abi.Guest { return plugin.Guest(aiproxy.Plugin()) },
	}})
}
