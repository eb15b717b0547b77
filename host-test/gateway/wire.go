package gateway

import (
	"io"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"sync"

	"aigateway/host-test/engine"
)

// hopByHop are the headers that concern one connection only.
var hopByHop = map[string]bool{
	"Connection": true, "Keep-Alive": true, "Proxy-Connection": true,
	"Transfer-Encoding": true, "Te": true, "Upgrade": true,
}

// appendFields adds h's fields, ordered by name: net/http does not keep the
// order of the wire.
func appendFields(to *engine.Headers, h http.Header) {
	names := make([]string, 0, len(h))
	for name := range h {
		if !hopByHop[name] {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		for _, value := range h[name] {
			to.Add(name, value)
		}
	}
}

// trailers returns h as trailers, nil when it has no values.
func trailers(h http.Header) *engine.Headers {
	t := &engine.Headers{}
	appendFields(t, h)
	if t.Len() == 0 {
		return nil
	}
	return t
}

// requestOf makes the request that h says, to address. It has no body yet.
func requestOf(h *engine.Headers, scheme, address string) (*http.Request, error) {
	r := &http.Request{
		Method: h.Value(":method"), Host: h.Value(":authority"), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		URL: &url.URL{Scheme: scheme, Host: address}, Header: http.Header{"User-Agent": nil},
	}
	path := h.Value(":path")
	if strings.HasPrefix(path, "//") {
		parsed, err := url.ParseRequestURI(path)
		if err != nil {
			return nil, err
		}
		r.URL.Path, r.URL.RawPath, r.URL.RawQuery = parsed.Path, parsed.RawPath, parsed.RawQuery
	} else {
		r.URL.Opaque = path
	}
	for _, f := range h.Fields() {
		name := http.CanonicalHeaderKey(f[0])
		switch {
		case strings.HasPrefix(f[0], ":"), hopByHop[name], name == "Content-Length", name == "Host":
		case name == "Trailer":
			r.Trailer = announced(f[1], r.Trailer)
		default:
			r.Header[name] = append(r.Header[name], f[1])
		}
	}
	return r, nil
}

// announced adds the names in a Trailer header to t.
func announced(names string, t http.Header) http.Header {
	if t == nil {
		t = http.Header{}
	}
	for name := range strings.SplitSeq(names, ",") {
		t[http.CanonicalHeaderKey(strings.TrimSpace(name))] = nil
	}
	return t
}

// contentLength is what h says, -1 when it says nothing.
func contentLength(h *engine.Headers) int64 {
	n, err := strconv.ParseInt(h.Value("content-length"), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// chunkSize is how much is read from a connection at once, in bytes.
const chunkSize = 32 << 10

// chunk makes room to read a body of length bytes, -1 for unknown.
func chunk(length int64) []byte {
	if length < 0 || length > chunkSize {
		length = chunkSize
	}
	return make([]byte, max(length, 1))
}

// pipe is a body between the engine, which never waits, and a reader.
type pipe struct {
	mu     sync.Mutex
	ready  sync.Cond
	data   [][]byte
	ended  bool
	closed bool
	// read is told how many bytes the reader took.
	read func(n int)
	// trailers go into the request before its reader sees the end.
	trailers *engine.Headers
	into     http.Header
}

func newPipe(read func(n int)) *pipe {
	p := &pipe{read: read}
	p.ready.L = &p.mu
	return p
}

// end is the last write; t may be nil.
func (p *pipe) end(t *engine.Headers) {
	p.mu.Lock()
	p.trailers = t
	p.mu.Unlock()
	p.write(nil, true)
}

func (p *pipe) write(b []byte, end bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(b) > 0 {
		p.data = append(p.data, b)
	}
	p.ended = p.ended || end
	p.ready.Signal()
}

// Read implements io.Reader.
func (p *pipe) Read(b []byte) (int, error) {
	p.mu.Lock()
	for len(p.data) == 0 && !p.ended && !p.closed {
		p.ready.Wait()
	}
	if p.closed {
		p.mu.Unlock()
		return 0, io.ErrClosedPipe
	}
	if len(p.data) == 0 {
		p.announce()
		p.mu.Unlock()
		return 0, io.EOF
	}
	n := copy(b, p.data[0])
	if p.data[0] = p.data[0][n:]; len(p.data[0]) == 0 {
		p.data = p.data[1:]
	}
	p.mu.Unlock()
	p.read(n)
	return n, nil
}

// announce fills in the trailers; net/http reads them after the end.
func (p *pipe) announce() {
	for _, f := range p.trailers.Fields() {
		if name := http.CanonicalHeaderKey(f[0]); p.into != nil {
			p.into[name] = append(p.into[name], f[1])
		}
	}
	p.trailers = nil
}

// Close implements io.Closer; a reader that waits gets an error.
func (p *pipe) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.ready.Broadcast()
	return nil
}
