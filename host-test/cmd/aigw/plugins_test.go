package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/reflection"
	aiproxy "aigateway/plugins/ai-proxy"
	aistatistics "aigateway/plugins/ai-statistics"
)

// TestLayouts has what was generated from the sources of the plugins be what
// package reflect finds in them.
func TestLayouts(t *testing.T) {
	require.NoError(t, reflection.Compare[aiproxy.Config]((*aiproxy.Config)(nil).ConfigLayout()))
	require.NoError(t, reflection.Compare[aistatistics.Config]((*aistatistics.Config)(nil).ConfigLayout()))
}
