package faults

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The headers with which a client commands providers: by request, how to fail,
// and how often before it is answered well.
const (
	// Case names the request, see [Vendors.Asked].
	Case = "X-Case"
	// Fault is a status, or one of the names in fail and answer.
	Fault = "X-Fault"
	// Failures is how often the request fails before it is answered.
	Failures = "X-Failures"
	// RetryAfter is what a failure says of when to come back.
	RetryAfter = "X-Retry-After"
)

// Vendors are providers in the protocols of OpenAI and Anthropic. What they are
// asked is remembered, not checked; package upstream has the strict providers.
type Vendors struct {
	mu    sync.Mutex
	asked map[string][]string
	bad   map[string]bool // keys that are refused

	held          chan struct{} // nil unless requests are held
	waiting, peak int
}

// New returns providers that were asked nothing.
func New() *Vendors { return &Vendors{asked: map[string][]string{}, bad: map[string]bool{}} }

// Asked returns who was asked in a case, in order: provider, key, path.
func (v *Vendors) Asked(name string) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]string(nil), v.asked[name]...)
}

// Break has a key refused, or taken again.
func (v *Vendors) Break(key string, broken bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.bad[key] = broken
}

// Hold has the requests with the fault hold wait, until it is called with
// false.
func (v *Vendors) Hold(on bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if on {
		v.held = make(chan struct{})
		return
	}
	close(v.held)
	v.held = nil
}

// ResetPeak returns how many requests waited at a time, and counts anew.
func (v *Vendors) ResetPeak() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	peak := v.peak
	v.peak = v.waiting
	return peak
}

func (v *Vendors) wait(r *http.Request) {
	v.mu.Lock()
	held := v.held
	v.waiting++
	v.peak = max(v.peak, v.waiting)
	v.mu.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-r.Context().Done():
		}
	}
	v.mu.Lock()
	v.waiting--
	v.mu.Unlock()
}

func (v *Vendors) ask(name, who, key string) (times int, bad bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asked[name] = append(v.asked[name], who+" "+key)
	return len(v.asked[name]), v.bad[key]
}

// Provider is the one called who.
func (v *Vendors) Provider(who string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		key := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ") + r.Header.Get("X-Api-Key")
		times, bad := v.ask(r.Header.Get(Case), who, key)
		claude := strings.HasSuffix(r.URL.Path, "/messages")
		failures, _ := strconv.Atoi(r.Header.Get(Failures))
		switch fault := r.Header.Get(Fault); {
		case err != nil, claude != strings.Contains(string(body), `"max_tokens"`):
			http.Error(w, "a body that is not of this path", http.StatusTeapot)
		case bad:
			fail(w, r, "401", times)
		case times <= failures:
			fail(w, r, fault, times)
		default:
			if fault == "hold" {
				v.wait(r)
			}
			answer(w, claude, strings.Contains(string(body), `"stream":true`), fault)
		}
	})
}

// fail fails as a fault says: reset before an answer, silence, no-token after
// the head of a stream, bodyless for a status and nothing else, pattern for a
// prompt that is too long, or a status.
func fail(w http.ResponseWriter, r *http.Request, fault string, times int) {
	switch fault {
	case "reset":
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.(*net.TCPConn).SetLinger(0)
			_ = conn.Close()
		}
	case "silence":
		<-r.Context().Done()
	case "no-token":
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, ": hello\n\n")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	case "bodyless":
		w.WriteHeader(http.StatusServiceUnavailable)
	case "pattern":
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":{"message":"This model's maximum context length is 8","type":"invalid_request_error","param":null,"code":"context_length_exceeded"}}`)
	default:
		status, err := strconv.Atoi(fault)
		if err != nil {
			status = http.StatusServiceUnavailable
		}
		w.Header().Set("Content-Type", "application/json")
		if after := r.Header.Get(RetryAfter); after != "" {
			w.Header().Set("Retry-After", after)
		}
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"error":{"message":"fault %d","type":"some_error","param":null,"code":null}}`, times)
	}
}

// answer says "word". The fault mid-stream breaks off in the middle, and
// pause waits there.
func answer(w http.ResponseWriter, claude, streams bool, fault string) {
	contentType, reply := "application/json", chatReply
	switch {
	case claude && streams:
		contentType, reply = "text/event-stream", messagesStream
	case claude:
		reply = messagesReply
	case streams:
		contentType, reply = "text/event-stream", chatStream
	}
	w.Header().Set("Content-Type", contentType)
	if !streams {
		w.Header().Set("Content-Length", strconv.Itoa(len(reply)))
	}
	half := strings.Index(reply, "word")
	if streams {
		half += strings.Index(reply[half:], "\n\n") + 2
	}
	_, _ = io.WriteString(w, reply[:half])
	if fault == "mid-stream" || fault == "pause" {
		_ = http.NewResponseController(w).Flush()
		time.Sleep(Pause)
	}
	if fault == "mid-stream" {
		panic(http.ErrAbortHandler)
	}
	_, _ = io.WriteString(w, reply[half:])
}

// Pause is how long an answer with the fault pause stands still, and one with
// mid-stream before it breaks off.
const Pause = 200 * time.Millisecond

const (
	chatReply = `{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,"message":` +
		`{"role":"assistant","content":"word"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}`
	chatStream = `data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"word"},"finish_reason":null}]}` +
		"\n\n" + `data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}` +
		"\n\ndata: [DONE]\n\n"
	messagesReply = `{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"word"}],` +
		`"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":4}}`
	messagesStream = "event: message_start\ndata: " + `{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],` +
		`"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":1}}}` + "\n\n" +
		"event: content_block_start\ndata: " + `{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}` + "\n\n" +
		"event: content_block_delta\ndata: " + `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"word"}}` + "\n\n" +
		"event: content_block_stop\ndata: " + `{"type":"content_block_stop","index":0}` + "\n\n" +
		"event: message_delta\ndata: " + `{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":4}}` + "\n\n" +
		"event: message_stop\ndata: " + `{"type":"message_stop"}` + "\n\n"
)
