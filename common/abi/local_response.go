package abi

// LocalResponse is an answer that the plugin gives instead of the upstream.
type LocalResponse struct {
	Status  int
	Details string // for %RESPONSE_CODE_DETAILS%, never for the client
	Headers []byte // serialised pairs
	Body    []byte
}

// HTTPCallRequest is a call-out to a named cluster. Its headers must hold
// :method, :path and :authority.
type HTTPCallRequest struct {
	Cluster       string
	Headers       []byte // serialised pairs
	Body          []byte
	Trailers      []byte // serialised pairs
	TimeoutMillis uint32
}
