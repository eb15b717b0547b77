package hosttest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"aigateway/host-test/upstream"
)

// volatile are headers that differ between hosts and runs, or follow from the
// rest: what a case says nothing about.
var volatile = []string{
	"Date", "Server", "Content-Length", "Transfer-Encoding", "X-Request-Id", "X-Envoy-Upstream-Service-Time",
	"X-Envoy-Expected-Rq-Timeout-Ms", "X-Forwarded-Proto", "X-Forwarded-For", "X-Envoy-Internal", "Via", "Connection", "User-Agent",
	"X-Envoy-External-Address",
}

// result is what a host did with a case.
type result struct {
	upstream []byte // nil: the provider was not reached
	response []byte

	before []sample          // metrics
	state  map[string]string // filter state when it was over
}

// send sends the request of a case to address and returns the answer as a
// message that can be compared. With leave the client is gone before the end.
func send(address string, raw []byte, leave *abort) ([]byte, error) {
	request, err := parseRequest(raw)
	if err != nil {
		return nil, err
	}
	request.URL.Scheme, request.URL.Host = "http", address
	transport := &http.Transport{DisableCompression: true, DisableKeepAlives: true,
		DialContext: (&net.Dialer{Timeout: 5 * time.Second}).DialContext}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	response, err := transport.RoundTrip(request.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := leave.read(response)
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\n", response.StatusCode, http.StatusText(response.StatusCode))
	writeHeader(&b, response.Header)
	b.Write(normal(body))
	if err != nil {
		b.WriteString("\n[the connection broke]")
	}
	return b.Bytes(), nil
}

// parseRequest reads a message whose head ends in LF, and gives it the length
// of its body.
func parseRequest(raw []byte) (*http.Request, error) {
	head, body, ok := bytes.Cut(raw, []byte("\n\n"))
	if !ok {
		head, body = bytes.TrimSuffix(raw, []byte("\n")), nil
	}
	body = trimLast(body)
	text := strings.ReplaceAll(string(head), "\n", "\r\n") + "\r\n"
	if len(body) > 0 {
		text += "Content-Length: " + strconv.Itoa(len(body)) + "\r\n"
	}
	request, err := http.ReadRequest(bufio.NewReader(io.MultiReader(strings.NewReader(text+"\r\n"), bytes.NewReader(body))))
	if err != nil {
		return nil, fmt.Errorf("request.http: %w", err)
	}
	if request.Host == "" {
		request.Host = "gateway.test"
	}
	if request.Header.Get("User-Agent") == "" {
		request.Header.Set("User-Agent", "hosttest")
	}
	request.RequestURI = ""
	return request, nil
}

// received renders what the provider got.
func received(r upstream.Request) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\nHost: %s\n", r.Method, r.Target, r.Host)
	writeHeader(&b, r.Header)
	b.Write(normal(r.Body))
	return b.Bytes()
}

func writeHeader(b *bytes.Buffer, h http.Header) {
	names := make([]string, 0, len(h))
	for name := range h {
		if !slices.Contains(volatile, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range h[name] {
			fmt.Fprintf(b, "%s: %s\n", name, timeless(name, value))
		}
	}
	b.WriteByte('\n')
}

// stamped is what depends on the time in a signature of Tencent Cloud's.
var stamped = regexp.MustCompile(`\d{4}-\d\d-\d\d|[0-9a-f]{64}$`)

// timeless returns a header's value without the time of the run.
func timeless(name, value string) string {
	switch {
	case name == "X-Tc-Timestamp":
		return "NOW"
	case strings.HasPrefix(value, "TC3-HMAC-SHA256 "):
		return stamped.ReplaceAllString(value, "NOW")
	}
	return value
}

var seconds = regexp.MustCompile(`"(created|created_at)":(\d{10})\b`)

// made are ids that are made of chance, where a provider gives none.
var made = regexp.MustCompile(`("responseId":"|\b(?:call_|chatcmpl-|resp_|toolu_|msg_|fc_|rs_))[0-9a-z]{10,13}(_|"|\\b)`)

// normal replaces the time of the run and what is made of chance, so that it
// can be compared.
func normal(body []byte) []byte {
	body = made.ReplaceAll(body, []byte("${1}CHANCE$2"))
	body = assertion.ReplaceAll(body, []byte("assertion=SIGNED"))
	return seconds.ReplaceAllFunc(body, func(match []byte) []byte {
		name, digits, _ := strings.Cut(string(match), ":")
		n, _ := strconv.ParseInt(digits, 10, 64)
		if age := time.Since(time.Unix(n, 0)); age < time.Hour && age > -time.Minute {
			return []byte(name + ":NOW")
		}
		return match
	})
}

// assertion is a signed statement, which is another one at any other time.
var assertion = regexp.MustCompile(`\bassertion=[\w-]+\.[\w-]+\.[\w-]+`)
