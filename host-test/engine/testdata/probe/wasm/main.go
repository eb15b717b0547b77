//go:build wasip1

// Command probe is the probe as a Proxy-Wasm module.
package main

import (
	"aigateway/common/abi"
	"aigateway/host-test/engine/testdata/probe"
)

func init() { abi.Serve(probe.New()) }

func main() {}
