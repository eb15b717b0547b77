package gateway

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"aigateway/host-test/engine"
)

// response is what has been written of a response.
type response struct {
	w       http.ResponseWriter
	control *http.ResponseController
	dirty   bool // something is to be flushed
	broken  bool
	left    int64 // of the body as its headers promise it, -1 for unknown
}

// put writes one event; false means that the client cannot be written to.
func (r *response) put(e event) (ok bool) {
	switch e.kind {
	case headersEvent:
		r.left = contentLength(e.headers)
		writeHeaders(r.w, e.headers)
		r.dirty = true
	case dataEvent:
		_, err := r.w.Write(e.data)
		if r.left > 0 {
			r.left = max(0, r.left-int64(len(e.data)))
		}
		r.dirty = true
		if err != nil && !errors.Is(err, http.ErrBodyNotAllowed) {
			r.broken = true
			return false
		}
	case trailersEvent:
		for _, f := range e.trailers.Fields() {
			r.w.Header().Add(http.TrailerPrefix+http.CanonicalHeaderKey(f[0]), f[1])
		}
	case resetEvent:
		r.flush() // what came before is not taken back
		r.broken = true
	}
	return true
}

func (r *response) flush() {
	if r.dirty && !r.broken {
		_ = r.control.Flush() // the context tells when the client is gone
	}
	r.dirty = false
}

func writeHeaders(w http.ResponseWriter, h *engine.Headers) {
	for _, f := range h.Fields() {
		if name := http.CanonicalHeaderKey(f[0]); !strings.HasPrefix(f[0], ":") && !hopByHop[name] {
			w.Header().Add(name, f[1])
		}
	}
	status, err := strconv.Atoi(h.Value(":status"))
	if err != nil || status < 200 || status > 999 {
		status = http.StatusBadGateway
	}
	w.WriteHeader(status)
}
