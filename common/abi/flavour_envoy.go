//go:build wasip1 && !higress

package abi

// The marker is how a host learns which ABI the module speaks.
//
//go:wasmexport proxy_abi_version_0_2_1
func abiVersion() {}

// RedisInit has no counterpart in the specification.
func RedisInit(_, _, _ string, _ uint32) Status { return Unimplemented }

// RedisCall has no counterpart in the specification.
func RedisCall(string, []byte) (uint32, Status) { return 0, Unimplemented }
