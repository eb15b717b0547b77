package soak_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/upstream"
)

const (
	abortRequests = 10_000
	abortClients  = 100 // most wait: Envoy tells of a reset after a second
)

// mishap is a request that somebody breaks off. It returns an error when what
// the client saw is not what it had to see.
type mishap struct {
	name string
	play func(c *client, protocol string) error
}

// mishaps are named by who does what.
var mishaps = []mishap{
	{"nobody, whole answer", func(c *client, protocol string) error {
		status, body, err := c.ask(call(protocol, "fine", false))
		return wantAll(status, body, err)
	}},
	{"nobody, stream", func(c *client, protocol string) error {
		status, body, err := c.ask(call(protocol, "fine", true))
		return wantAll(status, body, err)
	}},
	{"provider resets a stream", func(c *client, protocol string) error {
		return wantBroken(c.ask(call(protocol, "reset-mid-stream", true)))
	}},
	{"provider resets a whole answer", func(c *client, protocol string) error {
		return wantBroken(c.ask(call(protocol, "reset-mid-stream", false)))
	}},
	{"provider ends a stream with an error", func(c *client, protocol string) error {
		return wantBroken(c.ask(call(protocol, "error-mid-stream", true)))
	}},
	{"provider refuses", func(c *client, protocol string) error {
		status, body, err := c.ask(call(protocol, "error-503", true))
		if err == nil && (status != http.StatusServiceUnavailable || !bytes.Contains(body, []byte(`"error"`))) {
			err = fmt.Errorf("status %d: %.300s", status, body)
		}
		return err
	}},
	{"client leaves in its request", func(c *client, protocol string) error {
		message := call(protocol, "fine", true)
		_, err := c.conn.Write(message[:len(message)-20])
		return err
	}},
	{"client leaves before the answer", func(c *client, protocol string) error {
		_, err := c.conn.Write(call(protocol, "slow-head", true))
		time.Sleep(2 * time.Millisecond)
		return err
	}},
	{"client leaves in an endless stream", func(c *client, protocol string) error {
		response, err := c.begin(call(protocol, "endless-stream", true))
		if err == nil {
			_, err = io.ReadFull(response.Body, make([]byte, 500))
		}
		return err
	}},
}

// call is a request for a model; the strict provider knows faults by the
// names of models.
func call(protocol, model string, streamed bool) []byte {
	return post(paths[protocol], fmt.Sprintf(
		`{"model":%q,"stream":%t,"max_tokens":64,"messages":[{"role":"user","content":"%s"}]}`, model, streamed, said))
}

// said comes back at the end of every whole answer.
const said = "one two three four five six seven eight nine ten eleven twelve"

func isWhole(status int, body []byte) bool {
	text := string(body)
	return status == http.StatusOK && strings.Contains(text, "twelve") && !strings.Contains(text, `"error"`) &&
		(strings.Contains(text, `"stop"`) || strings.Contains(text, `"end_turn"`))
}

func wantAll(status int, body []byte, err error) error {
	if err == nil && !isWhole(status, body) {
		err = fmt.Errorf("status %d: %.2000s", status, body)
	}
	return err
}

// wantBroken takes any end but an ordinary one.
func wantBroken(status int, body []byte, err error) error {
	if err == nil && (isWhole(status, body) || !bytes.Contains(body, []byte("error"))) {
		return fmt.Errorf("it looks whole: status %d: %.2000s", status, body)
	}
	return nil
}

// TestAborts breaks off 10,000 requests in random order, by clients and by
// the provider. The exchanges beside them must go well, nothing may stay
// behind, and a broken answer must never look whole.
func TestAborts(t *testing.T) {
	provider := httptest.NewServer(upstream.New(upstream.Options{}))
	t.Cleanup(provider.Close)
	at := provider.Listener.Addr().String()
	g := start(t, 2, fine("openai", "gpt-4o", at), fine("claude", "claude-sonnet-4-5", at))
	began := time.Now()
	errs := make([]error, abortClients)
	var wg sync.WaitGroup
	for i := range abortClients {
		wg.Go(func() { errs[i] = g.mishaps(rand.New(rand.NewPCG(uint64(i), 1)), abortRequests/abortClients) })
	}
	wg.Wait()
	for _, err := range errs {
		assert.NoError(t, err)
	}
	t.Logf("%d requests in %s", abortRequests, time.Since(began).Round(time.Second))
	stats := g.stats("http.clients.downstream_rq")
	byClients, byGateway := stats["http.clients.downstream_rq_rx_reset"], stats["http.clients.downstream_rq_tx_reset"]
	t.Logf("%d broken off by clients, %d to clients", byClients, byGateway)
	assert.Greater(t, min(byClients, byGateway), int64(abortRequests/10), "too few were broken off to prove anything")
	g.isIdle()
	g.isWell()
	for _, address := range g.addresses {
		c, err := connect(address)
		require.NoError(t, err)
		require.NoError(t, mishaps[0].play(c, "chat"))
		c.close()
	}
}

func fine(kind, model, provider string) listener {
	return listener{"ai-proxy", module(), fmt.Sprintf(
		`{"provider":{"type":%q,"apiTokens":["sk-soak"],"modelMapping":{"fine":%q}}}`, kind, model), provider}
}

// mishaps plays n of them, each on a connection of its own, which ends in an
// orderly way or with a reset.
func (g *gateway) mishaps(random *rand.Rand, n int) error {
	for range n {
		c, err := connect(g.addresses[random.IntN(len(g.addresses))])
		if err != nil {
			return err
		}
		m, protocol := mishaps[random.IntN(len(mishaps))], protocols[random.IntN(len(protocols))]
		err = m.play(c, protocol)
		if random.IntN(2) == 0 {
			_ = c.conn.(*net.TCPConn).SetLinger(0)
		}
		c.close()
		if err != nil {
			return fmt.Errorf("%s, %s: %w", m.name, protocol, err)
		}
	}
	return nil
}
