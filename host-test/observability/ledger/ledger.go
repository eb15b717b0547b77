// Package ledger is a model provider that keeps its own books: it answers each
// call as it was ordered to, and writes down what it would put on the invoice.
// It speaks chat completions, Responses, embeddings and Anthropic Messages,
// and knows nothing of the gateway in front of it.
package ledger

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Header is the request header that holds the number of a call's order.
const Header = "x-order"

// Order says how one call is to be answered.
type Order struct {
	// Model answers, by the provider's own name for it.
	Model string
	// Usage is what the call is metered at.
	Usage Usage
	// Delay is the time until the answer begins.
	Delay time.Duration
	// Pace is the time between the events of a stream; 0 sends them at once.
	Pace time.Duration
	// Gzip packs the answer, whether the client says that it takes it or not.
	Gzip bool
	// Cache is what a cache in front of the provider says of the call: hit,
	// miss, skip, or nothing without one. A hit costs nothing.
	Cache  string
	Ending Ending
}

// Usage is counts of tokens. The cached ones are parts of Input, Reasoning is
// one of Output.
type Usage struct{ Input, CacheRead, CacheWrite, Output, Reasoning int64 }

// Ending is how a call ends.
type Ending uint8

// The endings.
const (
	Whole     Ending = iota
	Truncated        // at max_tokens
	Unmetered        // without a word on usage
	Refused          // 400
	Limited          // 429
	Failed           // 500
	Broken           // a stream whose connection is cut half-way
	Endless          // a stream that stops half-way until the client leaves
)

// Status is that of the answer.
func (e Ending) Status() int {
	switch e {
	case Refused:
		return http.StatusBadRequest
	case Limited:
		return http.StatusTooManyRequests
	case Failed:
		return http.StatusInternalServerError
	}
	return http.StatusOK
}

// Cut tells whether the answer has no end.
func (e Ending) Cut() bool { return e == Broken || e == Endless }

// Entry is a line of the books.
type Entry struct {
	// Metered is what the client was told of the usage: all of it, what came
	// before the stream was cut, or nothing.
	Metered Usage
	// Charge is what that costs, in nano-USD; 0 for a model without a price.
	Charge int64
	// Told tells that the whole usage was told.
	Told bool
}

// Price is in nano-USD a token.
type Price struct{ Input, CacheRead, CacheWrite, Output int64 }

// Of is what usage costs.
func (p Price) Of(u Usage) int64 {
	return (u.Input-u.CacheRead-u.CacheWrite)*p.Input + u.CacheRead*p.CacheRead + u.CacheWrite*p.CacheWrite + u.Output*p.Output
}

// Provider serves the orders.
type Provider struct {
	// Prices are those of the models that have one.
	Prices map[string]Price
	// Order returns the order of a number.
	Order func(number int) Order

	mu    sync.Mutex
	books map[int]Entry
}

// Entry returns what was written down for an order.
func (p *Provider) Entry(number int) (Entry, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.books[number]
	return e, ok
}

// write makes the entry of an order. A second one would be a second call.
func (p *Provider) write(number int, e Entry) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.books == nil {
		p.books = map[int]Entry{}
	}
	if _, twice := p.books[number]; twice {
		panic(fmt.Sprintf("order %d was called for twice", number))
	}
	p.books[number] = e
}

// ServeHTTP implements http.Handler.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.Header.Get(Header))
	if err != nil {
		http.Error(w, "no order: "+Header+" must be a number", http.StatusNotFound)
		return
	}
	order := p.Order(number)
	asked, err := read(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	time.Sleep(order.Delay)
	if status := order.Ending.Status(); status != http.StatusOK {
		p.write(number, Entry{})
		refuse(w, r.URL.Path, status)
		return
	}
	p.deliver(&delivery{w: w, r: r, number: number, order: &order}, asked.answer(&order))
}
