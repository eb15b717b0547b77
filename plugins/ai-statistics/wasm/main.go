//go:build wasip1

// Command ai-statistics is the plugin as a Proxy-Wasm module.
package main

import (
	aistatistics "aigateway/plugins/ai-statistics"

	"aigateway/common/plugin"
)

func init() { plugin.Serve(aistatistics.Plugin()) }

func main() {}
