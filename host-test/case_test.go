package hosttest_test

import (
	"testing"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	"aigateway/host-test/guests/teller"
)

// TestCases runs cases that say of metrics, filter state, packed answers and
// clients that leave how a case sees them.
func TestCases(t *testing.T) {
	hosttest.Run(t, hosttest.Plugin{
		Name: "teller", URLs: buildGuest(t, "teller"),
		Guest: func() abi.Guest { return plugin.Guest(teller.Plugin()) },
	}, "testdata/cases")
}
