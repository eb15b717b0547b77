package hosttest_test

import (
	"errors"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	"aigateway/host-test/gateway"
	"aigateway/host-test/guests/probe"
	"aigateway/host-test/manifest"
)

// refusing is a plugin whose configuration is never good enough.
type refusing struct{ plugin.Plugin }

func (refusing) Configure([]byte) error { return errors.New("never good enough") }

// TestModuleOfMany has one module offer several plugins.
func TestModuleOfMany(t *testing.T) {
	guest := func() abi.Guest {
		return plugin.Guest(plugin.Definition{Name: "refusing", New: func(*plugin.Root) plugin.Plugin { return refusing{} }}, probe.Plugin())
	}
	for root, want := range map[string]bool{"probe": true, "refusing": false, "no-such-plugin": false} {
		set := hosttest.OneRoute("127.0.0.1:1")
		set.Plugins = []manifest.Plugin{{Name: "p", RootID: root, URL: "file://native"}}
		g, err := gateway.New(gateway.Options{Set: set, Workers: 1, Native: hosttest.Natives{"file://native": guest}})
		if !want {
			assert.Error(t, err, root)
			continue
		}
		require.NoError(t, err)
		server := httptest.NewServer(g)
		_, body, err := ask(server.Listener.Addr().String(), "reply 200")
		assert.NoError(t, err)
		assert.Equal(t, "probe", body)
		server.Close()
		assert.NoError(t, g.Close(t.Context()))
	}
}
