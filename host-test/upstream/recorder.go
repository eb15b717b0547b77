package upstream

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"
)

// keep is how many requests a Recorder keeps: the last ones.
const keep = 1000

// Recorder keeps the requests that a server got. The zero value is ready.
type Recorder struct {
	mu      sync.Mutex
	entries []*entry
	total   int
}

// Request is one request as it arrived.
type Request struct {
	Method, Target, Proto string
	Host                  string
	Header, Trailer       http.Header
	Body                  []byte
	// Status is what it was answered with, 0 while it is not.
	Status int
	// Left tells that the client was gone before the answer was.
	Left bool
}

// Raw is the request as an HTTP/1.1 message with its headers sorted by name,
// which is a form that can be compared.
func (r Request) Raw() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", r.Method, r.Target, r.Host)
	_ = r.Header.Write(&b) // a buffer takes everything
	b.WriteString("\r\n")
	b.Write(r.Body)
	return b.Bytes()
}

// entry is a request that is still being served.
type entry struct {
	recorder *Recorder
	request  Request
}

func (r *Recorder) record(from *http.Request, body []byte) *entry {
	e := &entry{recorder: r, request: Request{
		Method: from.Method, Target: from.RequestURI, Proto: from.Proto, Host: from.Host,
		Header: from.Header.Clone(), Trailer: from.Trailer.Clone(), Body: body,
	}}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.total++
	if len(r.entries) == keep {
		r.entries = append(r.entries[:0], r.entries[1:]...)
	}
	r.entries = append(r.entries, e)
	return e
}

func (e *entry) finish(status int) {
	e.recorder.mu.Lock()
	defer e.recorder.mu.Unlock()
	e.request.Status = status
}

func (e *entry) leave() {
	e.recorder.mu.Lock()
	defer e.recorder.mu.Unlock()
	e.request.Left = true
}

// Requests returns the requests kept, oldest first.
func (r *Recorder) Requests() []Request {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]Request, len(r.entries))
	for i, e := range r.entries {
		list[i] = e.request
	}
	return list
}

// Last returns the latest request; ok is false if there was none.
func (r *Recorder) Last() (last Request, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.entries) == 0 {
		return Request{}, false
	}
	return r.entries[len(r.entries)-1].request, true
}

// Total counts all requests, those that are no longer kept included.
func (r *Recorder) Total() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.total
}

// Forget drops all requests.
func (r *Recorder) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.entries, r.total = nil, 0
}
