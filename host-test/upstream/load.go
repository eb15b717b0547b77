package upstream

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"aigateway/host-test/upstream/gemini"
	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// Load is the upstream of benchmarks: no checks, no records, no ledger. The
// model "bench-200" says 200 words, one an event when it is streamed; any
// other model says one. An answer is rendered once, by the same code as a
// Server's, and written with its head in a single call; "bench-200-paced"
// writes each event by itself.
type Load struct {
	mu       sync.Mutex
	rendered map[loadKey]loadAnswer
}

// loadKey is all that a benchmark's answer depends on.
type loadKey struct {
	path      string
	model     string
	stream    bool
	withUsage bool
}

// loadAnswer is a message in the pieces in which it is written.
type loadAnswer [][]byte

// StartLoad serves at addr, HTTP/1.1 only, until stop is called.
func StartLoad(addr string) (address string, stop func(), err error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return "", nil, fmt.Errorf("upstream: cannot listen at %s: %w", addr, err)
	}
	load := &Load{rendered: map[loadKey]loadAnswer{}}
	go load.accept(l)
	return "http://" + l.Addr().String(), func() { _ = l.Close() }, nil
}

func (l *Load) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept() // Go sets TCP_NODELAY
		if err != nil {
			return
		}
		go l.serve(conn)
	}
}

// loadBuffer is read from a connection at once, in bytes.
const loadBuffer = 64 << 10

func (l *Load) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	in := bufio.NewReaderSize(conn, loadBuffer)
	for {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		answer, err := l.answer(keyOf(r.URL.Path, body))
		if err != nil {
			answer = loadAnswer{fmt.Appendf(nil, "HTTP/1.1 404 Not Found\r\nContent-Length: %d\r\n\r\n%v", len(err.Error()), err)}
		}
		for _, piece := range answer {
			if _, err := conn.Write(piece); err != nil {
				return
			}
		}
		if r.Close {
			return
		}
	}
}

// keyOf scans the body for what matters; it does not parse it.
func keyOf(path string, body []byte) loadKey {
	key := loadKey{path: path, model: "bench-1"}
	if name, method, ok := strings.Cut(path[strings.LastIndexByte(path, '/')+1:], ":"); ok { // Google's
		key.model, key.stream = name, method == "streamGenerateContent"
		return key
	}
	if rest, ok := strings.CutPrefix(path, "/model/"); ok { // Bedrock's
		name, operation, _ := strings.Cut(rest, "/")
		key.model, key.stream = name, operation == "converse-stream"
		return key
	}
	key.stream = hasMember(body, `"stream"`)
	key.withUsage = hasMember(body, `"include_usage"`)
	if i := bytes.Index(body, []byte(`"bench-`)); i >= 0 {
		rest := body[i+1:]
		if end := bytes.IndexByte(rest, '"'); end > 0 && end < 64 {
			key.model = string(rest[:end])
		}
	}
	return key
}

// hasMember tells whether a member is true.
func hasMember(body []byte, quoted string) bool {
	i := bytes.Index(body, []byte(quoted))
	if i < 0 {
		return false
	}
	rest := bytes.TrimLeft(body[i+len(quoted):], " \t\r\n:")
	return bytes.HasPrefix(rest, []byte("true"))
}

func (l *Load) answer(key loadKey) (loadAnswer, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if answer, ok := l.rendered[key]; ok {
		return answer, nil
	}
	answer, err := render(key)
	if err == nil {
		l.rendered[key] = answer
	}
	return answer, err
}

// render lets the service of the path answer a small request, and puts the
// answer in the form in which it is written.
func render(key loadKey) (loadAnswer, error) {
	if _, ok := parrot.Benched(key.model); !ok {
		return nil, fmt.Errorf("no such model: %s", key.model)
	}
	r := &http.Request{URL: &url.URL{Path: key.path}, Header: http.Header{
		"Content-Type": {"application/json"}, "Anthropic-Version": {"2023-06-01"}}}
	t, ok := New(Options{}).match(r)
	if !ok || t.operation != service.Generate {
		return nil, errors.New("no such path: " + key.path)
	}
	request := map[string]any{
		"model": key.model, "max_tokens": 1 << 20, "stream": key.stream,
		"messages": []any{map[string]string{"role": "user", "content": "bench"}},
	}
	switch name := t.service.Name(); {
	case name == "gemini":
		t.service = gemini.Service{}
		request = map[string]any{"contents": []any{map[string]any{"parts": []any{map[string]string{"text": "bench"}}}}}
	case name == "bedrock":
		request = map[string]any{"messages": []any{map[string]any{"role": "user", "content": []any{map[string]string{"text": "bench"}}}}}
	case key.withUsage && key.stream && name == "openai":
		request["stream_options"] = map[string]bool{"include_usage": true}
	}
	answer, refusal := t.service.Answer(&service.Call{
		Operation: service.Generate, Name: t.name, Stream: t.stream,
		Header: r.Header, Body: service.Encode(request), Now: time.Unix(1700000000, 0)})
	if refusal != nil {
		return nil, errors.New(refusal.Message)
	}
	return encode(key, answer), nil
}

func encode(key loadKey, a *service.Answer) loadAnswer {
	if !key.stream {
		return loadAnswer{fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(a.Body), a.Body)}
	}
	kind := cmp.Or(a.ContentType, "text/event-stream; charset=utf-8")
	pieces := loadAnswer{fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n", kind)}
	for _, event := range a.Events {
		b := event.Append(nil)
		pieces = append(pieces, fmt.Appendf(nil, "%x\r\n%s\r\n", len(b), b))
	}
	pieces = append(pieces, []byte("0\r\n\r\n"))
	if strings.HasSuffix(key.model, "-paced") {
		return pieces
	}
	return loadAnswer{bytes.Join(pieces, nil)}
}
