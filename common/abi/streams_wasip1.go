package abi

import "unsafe"

//go:wasmimport env proxy_continue_stream
func proxyContinueStream(s StreamType) Status

//go:wasmimport env proxy_close_stream
func proxyCloseStream(s StreamType) Status

//go:wasmimport env proxy_send_local_response
func proxySendLocalResponse(status uint32, details unsafe.Pointer, detailsSize uint32,
	body unsafe.Pointer, bodySize uint32, headers unsafe.Pointer, headersSize uint32, grpcStatus int32) Status

//go:wasmimport env proxy_set_effective_context
func proxySetEffectiveContext(context uint32) Status

//go:wasmimport env proxy_done
func proxyDone() Status

// ContinueStream lets a paused stream of the effective context go on. After
// the stream is gone it does nothing.
func ContinueStream(s StreamType) Status { return proxyContinueStream(s) }

// CloseStream resets the stream of the effective context.
func CloseStream(s StreamType) Status { return proxyCloseStream(s) }

// SendLocalResponse answers the client in place of the upstream. At most one
// a stream, and only before response headers were sent on.
func SendLocalResponse(r LocalResponse) Status {
	return proxySendLocalResponse(uint32(r.Status), text(r.Details), uint32(len(r.Details)),
		pointer(r.Body), uint32(len(r.Body)), pointer(r.Headers), uint32(len(r.Headers)), -1)
}

// SetEffectiveContext makes context the one that calls act on.
func SetEffectiveContext(context uint32) Status { return proxySetEffectiveContext(context) }

// SignalDone tells the host that a context whose Done answered false is done.
func SignalDone() Status { return proxyDone() }
