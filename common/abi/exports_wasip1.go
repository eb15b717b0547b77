package abi

// guest is the plugin side, set once by [Serve] before the host calls in.
var guest Guest

// Serve makes g what the host's calls go to. It is called from init: a
// reactor runs no main.
func Serve(g Guest) { guest = g }

//go:wasmexport proxy_on_vm_start
func onVMStart(root, size uint32) uint32 { return flag(guest.VMStart(root, int(size))) }

//go:wasmexport proxy_on_configure
func onConfigure(root, size uint32) uint32 {
	ok := guest.Configure(root, int(size))
	collect()
	return flag(ok)
}

//go:wasmexport proxy_on_context_create
func onContextCreate(context, parent uint32) {
	yield() // where streams only begin, there is garbage too
	guest.Create(context, parent)
}

//go:wasmexport proxy_on_tick
func onTick(root uint32) { guest.Tick(root) }

//go:wasmexport proxy_on_request_headers
func onRequestHeaders(context, count, end uint32) uint32 {
	return uint32(guest.RequestHeaders(context, int(count), end != 0))
}

//go:wasmexport proxy_on_request_body
func onRequestBody(context, size, end uint32) uint32 {
	return uint32(guest.RequestBody(context, int(size), end != 0))
}

//go:wasmexport proxy_on_request_trailers
func onRequestTrailers(context, count uint32) uint32 {
	return uint32(guest.RequestTrailers(context, int(count)))
}

//go:wasmexport proxy_on_response_headers
func onResponseHeaders(context, count, end uint32) uint32 {
	return uint32(guest.ResponseHeaders(context, int(count), end != 0))
}

//go:wasmexport proxy_on_response_body
func onResponseBody(context, size, end uint32) uint32 {
	return uint32(guest.ResponseBody(context, int(size), end != 0))
}

//go:wasmexport proxy_on_response_trailers
func onResponseTrailers(context, count uint32) uint32 {
	return uint32(guest.ResponseTrailers(context, int(count)))
}

//go:wasmexport proxy_on_http_call_response
func onHTTPCallResponse(root, call, headers, bodySize, trailers uint32) {
	guest.HTTPCallResponse(root, call, int(headers), int(bodySize), int(trailers))
}

// There is no proxy_on_done: nothing here has to put off its end, and a
// callback that is not exported is not called.

//go:wasmexport proxy_on_log
func onLog(context uint32) { guest.Log(context) }

//go:wasmexport proxy_on_delete
func onDelete(context uint32) {
	guest.Delete(context)
	meter()
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
