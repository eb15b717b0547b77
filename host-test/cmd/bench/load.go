package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// connections are how many clients send at once, each as fast as it is
// answered.
const connections = 4

// warmUp is which part of a round's requests is sent before it: the one who
// was measured before has left the caches cold.
const warmUp = 4

// load sends the requests of one round to a subject and returns what one of
// them cost its process.
func load(to subject, s scenario) (time.Duration, error) {
	each := max(s.requests/to.slower/connections, 1)
	if err := send(to, s, (each+warmUp-1)/warmUp); err != nil {
		return 0, err
	}
	before, err := to.cpu()
	if err != nil {
		return 0, err
	}
	if err := send(to, s, each); err != nil {
		return 0, err
	}
	after, err := to.cpu()
	return (after - before) / time.Duration(each*connections), err
}

// send has every client send some requests.
func send(to subject, s scenario, each int) error {
	body := strings.Replace(s.body, `"bench-`, `"`+to.prefix+`bench-`, 1)
	message := fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: bench.test\r\nContent-Type: application/json\r\n"+
		"Authorization: Bearer %s\r\nAccept: */*\r\nUser-Agent: bench\r\nContent-Length: %d\r\n\r\n%s", s.path, clientKey, len(body), body)
	errs := make([]error, connections)
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() { errs[i] = drive(to.address, message, each, s.words) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// drive sends message n times over one connection. An answer that does not
// say all the words ends the run: it would be cheaper than it ought to be.
func drive(address string, message []byte, n, words int) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 64<<10)
	var body bytes.Buffer
	for range n {
		if _, err := conn.Write(message); err != nil {
			return err
		}
		if err := receive(in, &body, words); err != nil {
			return err
		}
	}
	return nil
}

func receive(in *bufio.Reader, body *bytes.Buffer, words int) error {
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body.Reset()
	if _, err := io.Copy(body, response.Body); err != nil {
		return err
	}
	if said := bytes.Count(body.Bytes(), []byte(`"word`)); response.StatusCode != http.StatusOK || said != words {
		return fmt.Errorf("status %d and %d words, not %d: %.300s", response.StatusCode, said, words, body.Bytes())
	}
	return nil
}
