package faults_test

import (
	"testing"

	"aigateway/host-test/faults"
)

// TestFaults has the module meet every fault on every host. The plugin's own
// tests have the plugin do so where it is compiled in.
func TestFaults(t *testing.T) {
	for _, host := range []faults.Host{{Name: "wazero"}, {Name: "higress"}, {Name: "envoy"}, {Name: "envoy", Retries: true}} {
		t.Run(host.String(), func(t *testing.T) { faults.Run(t, host) })
	}
}
