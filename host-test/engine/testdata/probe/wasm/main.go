//go:build wasip1

// Command probe is the probe as a Proxy-Wasm module.
package main

import (
	"aigateway/common/abi"
	"aigateway/host-test/engine/testdata/probe"
)

var guest = probe.New()

func init() { abi.Serve(guest) }

func main() {}

// onDone is the callback that package abi does not export, because no plugin
// wants it; a proof of hosts does.
//
//go:wasmexport proxy_on_done
func onDone(context uint32) uint32 {
	if guest.Done(context) {
		return 1
	}
	return 0
}
