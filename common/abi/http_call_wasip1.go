package abi

import "unsafe"

//go:wasmimport env proxy_http_call
func proxyHTTPCall(cluster unsafe.Pointer, clusterSize uint32, headers unsafe.Pointer, headersSize uint32,
	body unsafe.Pointer, bodySize uint32, trailers unsafe.Pointer, trailersSize uint32, timeout uint32, call unsafe.Pointer) Status

// HTTPCall sends c and returns the number under which HTTPCallResponse will
// be called. [BadArgument] means that the host knows no such cluster.
func HTTPCall(c HTTPCallRequest) (call uint32, s Status) {
	s = proxyHTTPCall(text(c.Cluster), uint32(len(c.Cluster)), pointer(c.Headers), uint32(len(c.Headers)),
		pointer(c.Body), uint32(len(c.Body)), pointer(c.Trailers), uint32(len(c.Trailers)), c.TimeoutMillis,
		unsafe.Pointer(&out.a))
	return out.a, s
}
