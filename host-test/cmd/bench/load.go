package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// connections are how many clients send at once, each as fast as it is
// answered.
const connections = 4

// load sends the requests of one round and returns what one of them cost
// Envoy.
func (b *bench) load(address string, s scenario) (time.Duration, error) {
	message := fmt.Appendf(nil, "POST /v1/chat/completions HTTP/1.1\r\nHost: bench.test\r\nContent-Type: application/json\r\n"+
		"Authorization: Bearer sk-client\r\nAccept: */*\r\nUser-Agent: bench\r\nContent-Length: %d\r\n\r\n%s", len(s.body), s.body)
	before, err := b.envoy.CPU()
	if err != nil {
		return 0, err
	}
	each := s.requests / connections
	errs := make([]error, connections)
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() { errs[i] = drive(address, message, each) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	after, err := b.envoy.CPU()
	return (after - before) / time.Duration(each*connections), err
}

// drive sends message n times over one connection.
func drive(address string, message []byte, n int) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 64<<10)
	for range n {
		if _, err := conn.Write(message); err != nil {
			return err
		}
		response, err := http.ReadResponse(in, nil)
		if err != nil {
			return err
		}
		var body bytes.Buffer
		if _, err := io.Copy(&body, response.Body); err != nil {
			return err
		}
		if response.StatusCode != http.StatusOK || !bytes.Contains(body.Bytes(), []byte("word")) {
			return fmt.Errorf("status %d: %.300s", response.StatusCode, body.Bytes())
		}
	}
	return nil
}
