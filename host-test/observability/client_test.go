package observability_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"aigateway/host-test/observability/ledger"
)

// patience bounds one call.
const patience = 20 * time.Second

// workers is how many calls are in flight.
const workers = 32

// makeCalls sends calls through a gateway and returns how long each took, and
// the first fault.
func makeCalls(address string, calls []call) (took []time.Duration, err error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: workers, DisableCompression: true}}
	defer client.CloseIdleConnections()
	took = make([]time.Duration, len(calls))
	faults := make([]error, workers)
	var next atomic.Int64
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(calls) && faults[w] == nil; i = int(next.Add(1)) - 1 {
				began := time.Now()
				if err := calls[i].make(client, address); err != nil {
					faults[w] = fmt.Errorf("call %d on %s for %s: %w", calls[i].number, calls[i].route, calls[i].model, err)
				}
				took[i] = time.Since(began)
			}
		})
	}
	group.Wait()
	return took, errors.Join(faults...)
}

func (c *call) make(client *http.Client, address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+address+c.path, strings.NewReader(c.body()))
	if err != nil {
		return err
	}
	request.Host = c.route + ".test"
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Anthropic-Version", "2023-06-01")
	request.Header.Set(ledger.Header, strconv.Itoa(c.number))
	if c.consumer != "" {
		request.Header.Set("X-Mse-Consumer", c.consumer)
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if want := c.order.Ending.Status(); response.StatusCode != want {
		text, _ := io.ReadAll(response.Body)
		return fmt.Errorf("the status is %d, not %d: %.300s", response.StatusCode, want, text)
	}
	return c.read(response, cancel)
}

// read takes the answer, as far as there is one.
func (c *call) read(response *http.Response, leave context.CancelFunc) error {
	body := io.Reader(response.Body)
	if response.Header.Get("Content-Encoding") == "gzip" {
		unpacked, err := gzip.NewReader(body)
		if err != nil {
			return fmt.Errorf("the answer is not packed: %w", err)
		}
		body = unpacked
	}
	if c.order.Ending == ledger.Endless {
		defer leave()
		return readUntil(body, ledger.Said(c.upstreamPath(), c.order))
	}
	text, err := io.ReadAll(body)
	if c.order.Ending == ledger.Broken {
		return nil // an error in the protocol, or on the wire
	}
	if err == nil && len(text) == 0 {
		err = errors.New("the answer is empty")
	}
	return err
}

// upstreamPath is where the gateway sends the call.
func (c *call) upstreamPath() string {
	switch {
	case c.path == "/v1/responses" || c.path == "/v1/embeddings":
		return c.path
	case c.upstream == claude:
		return "/v1/messages"
	}
	return "/v1/chat/completions"
}

// readUntil returns when so many words were read.
func readUntil(body io.Reader, words int) error {
	var text []byte
	buffer := make([]byte, 16<<10)
	for {
		n, err := body.Read(buffer)
		text = append(text, buffer[:n]...)
		switch {
		case bytes.Count(text, []byte(ledger.Word)) >= words:
			return nil
		case err != nil:
			return fmt.Errorf("the stream ended early: %w: %.300s", err, text)
		}
	}
}

// percentile returns the value below which q of the values are.
func percentile(q float64, values []time.Duration) time.Duration {
	values = slices.Clone(values)
	slices.Sort(values)
	return values[int(q*float64(len(values)))]
}
