//go:build wasip1

// Command teller is the guest of that name as a Proxy-Wasm module.
package main

import (
	"aigateway/common/plugin"
	"aigateway/host-test/guests/teller"
)

func init() { plugin.Serve(teller.Plugin()) }

func main() {}
