package faults_test

import (
	"testing"

	"aigateway/host-test/faults"
)

// TestStorm has providers vanish under load, and come back.
func TestStorm(t *testing.T) {
	for _, host := range []faults.Host{{Name: "wazero"}, {Name: "envoy"}, {Name: "envoy", Retries: true}} {
		t.Run(host.String(), func(t *testing.T) { faults.Storm(t, host) })
	}
}
