package upstream

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Response is a recorded answer and how it is sent.
type Response struct {
	Status int
	Header http.Header
	Body   []byte

	// ChunkSize cuts the body in pieces of that many bytes, Cuts at these
	// offsets; each piece is sent by itself. With neither, the body is sent in
	// one piece.
	ChunkSize int
	Cuts      []int
	// Delay is waited for before each piece.
	Delay time.Duration
	// Reset breaks the connection off after ResetAfter bytes of the body.
	Reset      bool
	ResetAfter int
	// Hold says no more after the body, and waits until the client leaves.
	Hold bool
	// Trailer is sent after the body.
	Trailer http.Header
}

// ParseResponse reads an HTTP/1.1 response message. Lines of its head may end
// in LF or CRLF; the body is taken as it stands. Content-Length and
// Transfer-Encoding are left out, because they follow from how it is sent.
func ParseResponse(raw []byte) (Response, error) {
	head, body, ok := cutHead(raw)
	if !ok {
		return Response{}, errors.New("upstream: a recorded response needs an empty line after its head")
	}
	lines := strings.Split(strings.ReplaceAll(string(head), "\r\n", "\n"), "\n")
	version, rest, _ := strings.Cut(lines[0], " ")
	code, _, _ := strings.Cut(rest, " ")
	status, err := strconv.Atoi(code)
	if err != nil || !strings.HasPrefix(version, "HTTP/") || status < 200 || status > 599 {
		return Response{}, fmt.Errorf("upstream: a recorded response begins with %q, want a status line such as HTTP/1.1 200 OK", lines[0])
	}
	r := Response{Status: status, Header: http.Header{}, Body: body}
	for _, line := range lines[1:] {
		name, value, ok := strings.Cut(line, ":")
		if !ok || textproto.TrimString(name) != name {
			return Response{}, fmt.Errorf("upstream: a recorded response has the header line %q, want NAME: VALUE", line)
		}
		r.Header.Add(name, textproto.TrimString(value))
	}
	r.Header.Del("Content-Length")
	r.Header.Del("Transfer-Encoding")
	return r, nil
}

// cutHead splits a message at its first empty line.
func cutHead(raw []byte) (head, body []byte, ok bool) {
	lf := bytes.Index(raw, []byte("\n\n"))
	crlf := bytes.Index(raw, []byte("\r\n\r\n"))
	if crlf >= 0 && (lf < 0 || crlf < lf) {
		return raw[:crlf], raw[crlf+4:], true
	}
	if lf < 0 {
		return nil, nil, false
	}
	return raw[:lf], raw[lf+2:], true
}

// Player answers with recorded responses and records the requests.
type Player struct {
	*Recorder
	mu        sync.Mutex
	responses []Response
	next      int
}

var _ http.Handler = (*Player)(nil)

// Replay answers the first request with the first response and so on; the last
// one is repeated. There must be at least one.
func Replay(first Response, more ...Response) *Player {
	return &Player{Recorder: &Recorder{}, responses: append([]Response{first}, more...)}
}

// Play answers from now on with these responses.
func (p *Player) Play(first Response, more ...Response) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.responses, p.next = append([]Response{first}, more...), 0
}

// ServeHTTP answers with the next response.
func (p *Player) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	entry := p.record(r, body)
	if err != nil {
		entry.leave()
		return
	}
	response := p.take()
	entry.finish(response.Status)
	response.send(w, r)
	if r.Context().Err() != nil {
		entry.leave()
	}
}

func (p *Player) take() Response {
	p.mu.Lock()
	defer p.mu.Unlock()
	response := p.responses[min(p.next, len(p.responses)-1)]
	p.next++
	return response
}

func (r *Response) send(w http.ResponseWriter, req *http.Request) {
	maps.Copy(w.Header(), r.Header)
	pieces := r.pieces()
	if len(pieces) == 1 && !r.Reset && !r.Hold && r.Trailer == nil {
		w.Header().Set("Content-Length", strconv.Itoa(len(r.Body)))
	}
	w.WriteHeader(r.Status)
	control := http.NewResponseController(w)
	for _, piece := range pieces {
		if r.Delay > 0 {
			_ = control.Flush() // the head does not wait
			select {
			case <-time.After(r.Delay):
			case <-req.Context().Done():
				return
			}
		}
		_, _ = w.Write(piece) // a client that left is noticed by its context
		if len(pieces) > 1 || r.Reset {
			_ = control.Flush()
		}
	}
	if r.Reset {
		_ = control.Flush()
		reset(w)
		return
	}
	if r.Hold {
		_ = control.Flush()
		select {
		case <-req.Context().Done():
		case <-time.After(holdLimit):
		}
		return
	}
	for name, values := range r.Trailer {
		for _, v := range values {
			w.Header().Add(http.TrailerPrefix+name, v)
		}
	}
}

// holdLimit bounds how long a client that does not leave is waited for.
const holdLimit = 30 * time.Second

// pieces are the parts in which the body is sent.
func (r *Response) pieces() [][]byte {
	body := r.Body
	if r.Reset {
		body = body[:min(r.ResetAfter, len(body))]
	}
	if r.ChunkSize > 0 {
		return slices.Collect(slices.Chunk(body, r.ChunkSize))
	}
	var pieces [][]byte
	from := 0
	for _, at := range append(slices.Sorted(slices.Values(r.Cuts)), len(body)) {
		if at = min(at, len(body)); at > from {
			pieces = append(pieces, body[from:at])
			from = at
		}
	}
	if pieces == nil {
		return [][]byte{body}
	}
	return pieces
}
