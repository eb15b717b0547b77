//go:build !wasip1

package abi

// HTTPCall sends c and returns the number under which HTTPCallResponse will
// be called. [BadArgument] means that the host knows no such cluster.
func HTTPCall(c HTTPCallRequest) (call uint32, s Status) { return host.HTTPCall(c) }
