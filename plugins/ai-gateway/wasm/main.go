//go:build wasip1

// Command ai-gateway is all plugins in one Proxy-Wasm module: the host's
// plugin_root_id selects one. Many plugins then cost one compilation and one
// VM a worker.
package main

import (
	"aigateway/common/plugin"
	aiproxy "aigateway/plugins/ai-proxy"
	aistatistics "aigateway/plugins/ai-statistics"
)

func init() { plugin.Serve(aiproxy.Plugin(), aistatistics.Plugin()) }

func main() {}
