//go:build wasip1

// Command ai-proxy is the plugin as a Proxy-Wasm module.
package main

import (
	aiproxy "aigateway/plugins/ai-proxy"

	"aigateway/common/plugin"
)

func init() { plugin.Serve(aiproxy.Plugin()) }

func main() {}
