package soak_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// kind is a request, and what its answer must mean.
type kind struct {
	name    string
	message []byte // as it is sent
	check   func(status int, body []byte) error
}

// kinds are requests of both protocols: short, with a long prompt, streamed.
func kinds() map[string]kind {
	prompt := strings.Repeat(`Say \"word\", please, as it is.\n`, 64<<10/32)
	all := map[string]kind{}
	for protocol, path := range map[string]string{"chat": "/v1/chat/completions", "messages": "/v1/messages"} {
		for name, body := range map[string]string{
			"short":  `{"model":"short","max_tokens":64,"messages":[{"role":"user","content":"Say it."}]}`,
			"large":  `{"model":"short","max_tokens":64,"messages":[{"role":"user","content":"` + prompt + `"}]}`,
			"stream": `{"model":"long","stream":true,"max_tokens":512,"messages":[{"role":"user","content":"Say it often."}]}`,
			"paced":  `{"model":"paced","stream":true,"max_tokens":512,"messages":[{"role":"user","content":"Say it slowly."}]}`,
		} {
			words := map[string]int{"stream": 50, "paced": 20}[name]
			all[protocol+" "+name] = kind{protocol + " " + name, post(path, body), checker(protocol, words)}
		}
	}
	return all
}

// post is a request as it goes over the wire.
func post(path, body string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: soak.test\r\nContent-Type: application/json\r\nAuthorization: Bearer sk-client\r\n"+
		"X-Api-Key: sk-client\r\nAnthropic-Version: 2023-06-01\r\nContent-Length: %d\r\n\r\n%s", path, len(body), body)
}

// checker tells whether an answer says all that the model said, and ends as
// the protocol wants; words is 0 for an answer that is not streamed.
func checker(protocol string, words int) func(int, []byte) error {
	piece, end := []byte(`"content":"word`), []byte(`"finish_reason":"stop"`)
	last := []byte("}")
	if words > 0 {
		last = []byte("data: [DONE]")
	}
	if protocol == "messages" {
		piece, end = []byte(`"text":"word`), []byte(`"stop_reason":"end_turn"`)
		if words > 0 {
			last = []byte(`data: {"type":"message_stop"}`)
		}
	}
	return func(status int, body []byte) error {
		switch {
		case status != http.StatusOK:
			return fmt.Errorf("status %d: %.300s", status, body)
		case bytes.Count(body, piece) != max(words, 1), !bytes.Contains(body, end), !bytes.HasSuffix(bytes.TrimSpace(body), last):
			return fmt.Errorf("not all that was said: %.3000s", body)
		}
		return nil
	}
}

// client is one connection; it costs less than net/http's.
type client struct {
	conn net.Conn
	in   *bufio.Reader
	body bytes.Buffer // of the last answer
}

// exchangeLimit bounds one exchange.
const exchangeLimit = 30 * time.Second

func connect(address string) (*client, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}, nil
}

func (c *client) close() { _ = c.conn.Close() }

// ask sends a message and returns the whole answer, which is valid until the
// next one.
func (c *client) ask(message []byte) (status int, body []byte, err error) {
	response, err := c.begin(message)
	if err != nil {
		return 0, nil, err
	}
	c.body.Reset()
	_, err = io.Copy(&c.body, response.Body)
	return response.StatusCode, c.body.Bytes(), err
}

// begin sends a message and returns when the answer's headers are there.
func (c *client) begin(message []byte) (*http.Response, error) {
	_ = c.conn.SetDeadline(time.Now().Add(exchangeLimit))
	if _, err := c.conn.Write(message); err != nil {
		return nil, err
	}
	return http.ReadResponse(c.in, nil)
}

// run has a new connection send n requests, one after the other, as next
// chooses them, and returns the first fault.
func run(address string, n int, next func(i int) kind) error {
	c, err := connect(address)
	if err != nil {
		return err
	}
	defer c.close()
	for i := range n {
		k := next(i)
		status, body, err := c.ask(k.message)
		if err == nil {
			err = k.check(status, body)
		}
		if err != nil {
			return fmt.Errorf("%s, request %d of a connection: %w", k.name, i, err)
		}
	}
	return nil
}
