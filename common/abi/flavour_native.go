//go:build !wasip1

package abi

// RedisInit prepares calls to the Redis behind cluster, on hosts that have
// Higress' calls.
func RedisInit(cluster, user, password string, timeoutMillis uint32) Status {
	if h, ok := host.(HigressHost); ok {
		return h.RedisInit(cluster, user, password, timeoutMillis)
	}
	return Unimplemented
}

// RedisCall sends one command in RESP and returns the number under which
// RedisCallResponse will be called.
func RedisCall(cluster string, query []byte) (call uint32, s Status) {
	if h, ok := host.(HigressHost); ok {
		return h.RedisCall(cluster, query)
	}
	return 0, Unimplemented
}
