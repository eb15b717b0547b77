//go:build wasip1 && higress

package abi

import "unsafe"

// The marker is how a host learns which ABI the module speaks; under this one
// Higress lets a plugin hold headers and still read the body.
//
//go:wasmexport proxy_abi_version_0_2_100
func abiVersion() {}

//go:wasmexport proxy_on_redis_call_response
func onRedisCallResponse(root, call, status, size uint32) {
	guest.RedisCallResponse(root, call, Status(status), int(size))
}

//go:wasmimport env proxy_redis_init
func proxyRedisInit(cluster unsafe.Pointer, clusterSize uint32, user unsafe.Pointer, userSize uint32,
	password unsafe.Pointer, passwordSize uint32, timeout uint32) Status

//go:wasmimport env proxy_redis_call
func proxyRedisCall(cluster unsafe.Pointer, clusterSize uint32, query unsafe.Pointer, querySize uint32, call unsafe.Pointer) Status

// RedisInit prepares calls to the Redis behind cluster.
func RedisInit(cluster, user, password string, timeoutMillis uint32) Status {
	return proxyRedisInit(text(cluster), uint32(len(cluster)), text(user), uint32(len(user)),
		text(password), uint32(len(password)), timeoutMillis)
}

// RedisCall sends one command in RESP and returns the number under which
// RedisCallResponse will be called.
func RedisCall(cluster string, query []byte) (call uint32, s Status) {
	s = proxyRedisCall(text(cluster), uint32(len(cluster)), pointer(query), uint32(len(query)), unsafe.Pointer(&out.a))
	return out.a, s
}
