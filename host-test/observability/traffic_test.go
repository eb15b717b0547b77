package observability_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"aigateway/host-test/observability/ledger"
)

// kind is a way through the gateway: a client's protocol, a route, and who
// answers in the end.
type kind struct {
	route, upstream, path string
	model                 string // as the client asks for it
	answers               string // as the provider calls it
	gzip                  bool   // the provider packs
	caches                bool   // it tells what it wrote to its cache
	share                 int    // of 100 calls
}

// kinds are three client protocols on four routes. On chat and direct the
// client's protocol is the provider's; on claude and agents some calls are
// converted.
var kinds = []kind{
	{route: "chat", upstream: openai, path: "/v1/chat/completions", model: "gpt-4o", answers: "gpt-4o-2024-08-06", share: 20},
	{route: "chat", upstream: openai, path: "/v1/chat/completions", model: "gpt-4o-mini", answers: "gpt-4o-mini-2024-07-18", gzip: true, share: 10},
	{route: "chat", upstream: openai, path: "/v1/embeddings", model: "text-embedding-3-small", answers: "text-embedding-3-small", share: 5},
	{route: "claude", upstream: claude, path: "/v1/messages", model: "claude-haiku-4-5", answers: "claude-haiku-4-5-20251001", caches: true, share: 20},
	{route: "claude", upstream: claude, path: "/v1/chat/completions", model: "gpt-4o", answers: "claude-haiku-4-5-20251001", caches: true, share: 10},
	{route: "agents", upstream: openai, path: "/v1/responses", model: "gpt-4o", answers: "gpt-4o-2024-08-06", share: 15},
	{route: "agents", upstream: openai, path: "/v1/messages", model: "claude-sonnet-4-5", answers: "gpt-4o-mini-2024-07-18", share: 10},
	{route: "direct", upstream: openai, path: "/v1/chat/completions", model: "house-7b", answers: "house-7b", gzip: true, share: 8},
	{route: "direct", upstream: openai, path: "/v1/chat/completions", model: "unheard-of", answers: "unheard-of", share: 2},
}

// The clusters.
const (
	openai = "outbound|80||openai.static"
	claude = "outbound|80||claude.static"
)

// prices are the invoice's, in nano-USD a token, from the providers' pages:
// not from the table that the plugin has.
var prices = map[string]ledger.Price{
	"gpt-4o-2024-08-06":         {Input: 2500, CacheRead: 1250, Output: 10000},
	"gpt-4o-mini-2024-07-18":    {Input: 150, CacheRead: 75, Output: 600},
	"text-embedding-3-small":    {Input: 20},
	"claude-haiku-4-5-20251001": {Input: 1000, CacheRead: 100, CacheWrite: 1250, Output: 5000},
	"house-7b":                  {Input: 40, CacheRead: 40, Output: 90}, // see proxyConfig
}

var consumers = []string{"acme", "beta", "gamma", ""}

// call is one call of a client.
type call struct {
	*kind
	number   int
	consumer string // "" is a client that says nothing
	stream   bool
	// withUsage tells that the client asks for usage in a chat stream; the
	// gateway must count it in any case.
	withUsage bool
	inputs    int // of embeddings
	order     ledger.Order
}

// callOf returns the call of a number, always the same.
func callOf(number int) call {
	r := rand.New(rand.NewPCG(uint64(number), 4))
	c := call{number: number, consumer: consumers[r.IntN(len(consumers))], kind: kindOf(r.IntN(100)), withUsage: r.IntN(2) == 0, inputs: 1 + r.IntN(8)}
	embeds := strings.HasSuffix(c.path, "embeddings")
	c.stream = !embeds && r.IntN(5) < 3
	u := ledger.Usage{Input: 20 + r.Int64N(3000), Output: 4 + r.Int64N(200)}
	if embeds {
		u.Output = 0
	} else if r.IntN(3) == 0 {
		u.CacheRead = u.Input / 2
		if c.caches {
			u.CacheWrite = u.Input / 4
		} else {
			u.Reasoning = u.Output / 2
		}
	}
	c.order = ledger.Order{Model: c.answers, Usage: u, Gzip: c.gzip, Delay: delayOf(r.IntN(100)), Ending: c.ending(r.IntN(100))}
	if r.IntN(5) == 0 {
		c.order.Pace = time.Duration(500+r.IntN(3000)) * time.Microsecond
	}
	if c.route == "direct" && c.order.Ending == ledger.Whole {
		c.order.Cache = []string{"hit", "miss", "skip"}[r.IntN(3)]
	}
	return c
}

func kindOf(share int) *kind {
	for i := range kinds {
		if share < kinds[i].share {
			return &kinds[i]
		}
		share -= kinds[i].share
	}
	panic("the shares of the kinds are not 100 together")
}

// delayOf has the 95th percentile among the calls that take 100 ms.
func delayOf(share int) time.Duration {
	switch {
	case share < 70:
		return 0
	case share < 90:
		return 20 * time.Millisecond
	case share < 98:
		return 100 * time.Millisecond
	}
	return 400 * time.Millisecond
}

func (c *call) ending(share int) ledger.Ending {
	writes := c.path != "/v1/embeddings"
	switch {
	case share < 2:
		return ledger.Refused
	case share < 4:
		return ledger.Limited
	case share < 6:
		return ledger.Failed
	case share < 11 && writes:
		return ledger.Truncated
	case share < 13 && c.route == "chat" && writes:
		return ledger.Unmetered
	case share < 14 && c.stream:
		return ledger.Broken
	case share < 18 && c.stream:
		return ledger.Endless
	}
	return ledger.Whole
}

// status is what the gateway must count the call as.
func (c *call) status() string {
	switch c.order.Ending {
	case ledger.Refused, ledger.Limited:
		return "4xx"
	case ledger.Failed:
		return "5xx"
	case ledger.Broken:
		return "upstream_reset"
	case ledger.Endless:
		return "client_closed"
	}
	return "2xx"
}

// prompt is what all calls say; its true length is no concern of the books,
// which have what the provider says.
const prompt = "Please tell me, in a few words, what the gateway counts and why the numbers agree with the invoice."

// body is the request's.
func (c *call) body() string {
	switch c.path {
	case "/v1/embeddings":
		return fmt.Sprintf(`{"model":%q,"input":[%s]}`, c.model, strings.TrimSuffix(strings.Repeat(`"`+prompt+`",`, c.inputs), ","))
	case "/v1/responses":
		return fmt.Sprintf(`{"model":%q,"stream":%t,"input":%q}`, c.model, c.stream, prompt)
	}
	options := ""
	if c.stream && c.withUsage && c.path == "/v1/chat/completions" || c.stream && c.route == "direct" {
		options = `,"stream_options":{"include_usage":true}`
	}
	return fmt.Sprintf(`{"model":%q,"max_tokens":512,"stream":%t%s,"messages":[{"role":"user","content":%q}]}`, c.model, c.stream, options, prompt)
}
