//go:build wasip1

// Command probe is the probe as a Proxy-Wasm module.
package main

import (
	"aigateway/common/plugin"
	"aigateway/host-test/guests/probe"
)

func init() { plugin.Serve(probe.Plugin(), probe.Observer()) }

func main() {}
