package aiproxy

import (
	"slices"
	"strconv"

	"aigateway/common/clock"
	"aigateway/common/plugin"
)

// attemptsHeader, sent by a client with any value, asks for the history of its
// request: the response's header of this name lists each attempt as
// PROVIDER#KEY STATUS, keys being numbered in the order of apiTokens.
const attemptsHeader = "x-ai-gateway-attempts"

const (
	// keptBody bounds a request that is kept to be sent again, and keptBodies
	// all of them of one worker, in bytes.
	keptBody   = 8 << 20
	keptBodies = 64 << 20
	// maxAttempts bounds what one request can cost.
	maxAttempts = 8
	// Retries under way must be no more than a share of the exchanges that
	// could be retried, lest they bury a provider that is slow already.
	retryShare, retryFloor = 5, 3
	// maxProbes bounds what a worker sends at a time to a provider that did
	// not answer the last requests: were it more, all would wait in vain.
	// Where there is another one to ask, a single request does.
	maxProbes = 10
)

// traffic is what a worker has under way of requests that can be sent again.
type traffic struct{ exchanges, retries, kept, probes int }

// probe counts an exchange that finds out whether a provider is back.
func (t *traffic) probe(a *attempts, probes bool) {
	if a.probes = probes; probes {
		t.probes++
	}
}

func (t *traffic) full() bool { return t.retries >= retryFloor+t.exchanges/retryShare }

// attempts is what an exchange remembers to send its request again.
type attempts struct {
	chain   []target
	at      int      // in chain, the provider that is asked
	key     int      // of that provider
	known   records  // of its keys, as the attempt began
	tried   []uint64 // keys
	count   int      // of attempts
	again   int      // how many of them were retries with this provider
	headers [][2]string
	body    []byte
	whole   bool // headers and body are all of the request
	trail   []byte
	open    bool // the last attempt of trail has no end yet
	tells   bool
	// tellsLoss is for Envoy's attempts, each of which must know it.
	tellsLoss bool
	last      *failure
	rest      clock.Duration // the longest that a provider asked for

	held     bool // the host has all of the answer, and holds it
	calling  bool
	settled  bool // what goes to the client now is certain
	diverted bool // the request is not to go to the route's provider
	probes   bool // the provider did not answer the last requests
}

// failure is how an attempt ended that was to no avail.
type failure struct {
	status int
	// silent tells that no provider said this: it could not be reached, took
	// too long, or the request cannot be put into its protocol.
	silent  bool
	ready   bool // message is in the client's protocol already
	message plugin.Message
	way     *way
}

func (t *attempts) target() *target { return &t.chain[t.at] }

// prepare begins the attempts of an exchange whose provider has a policy. It
// tells whether there is anybody to ask.
func (x *exchange) prepare(s *plugin.Stream, h *plugin.Headers, end bool) bool {
	if x.way.service.chain == nil || x.attempts != nil {
		return true
	}
	if x.way.service.endpoint {
		return x.attempt(s, h)
	}
	t, load := &attempts{chain: x.way.service.chain, whole: end, tells: h.Value(attemptsHeader) != nil}, &x.proxy.traffic
	x.attempts = t
	h.Remove(attemptsHeader)
	t.headers = slices.DeleteFunc(h.Copy(), func(f [2]string) bool { return f[0] == attemptsHeader })
	load.exchanges++
	now, preferred := plugin.Now().UnixMilli(), x.way.service.affine(x.way.client, h)
	elsewhere, probes := end || x.reads(h), maxProbes
	if elsewhere && len(t.chain) > 1 {
		probes = 1
	}
	var own records
	for i := range t.chain {
		if i > 0 && !elsewhere {
			break
		}
		pool := t.chain[i].policy.pool
		known := pool.load(s.Root())
		if i == 0 {
			own = known
		}
		if bad := known.bad(); pool.available(&known, now) && (!bad || load.probes < probes) {
			t.aim(i, &known, preferred, now)
			t.diverted = i > 0
			load.probe(t, bad)
			return true
		}
	}
	if own.bad() && load.probes >= maxProbes {
		return false
	}
	t.aim(0, &own, preferred, now) // nobody is well: let its own provider say so
	load.probe(t, own.bad())
	return true
}

// aim makes the next attempt one with a key of a provider of the chain. It
// tells whether there is one that was not tried.
func (t *attempts) aim(at int, known *records, preferred int, now int64) bool {
	pool := t.chain[at].policy.pool
	key, ok := pool.pick(known, preferred, func(key int) bool { return slices.Contains(t.tried, pool.ids[key]) }, now)
	if !ok {
		if len(pool.ids) > 1 || at == t.at && t.count > 0 {
			return false
		}
		key = 0 // a provider without keys
	} else {
		t.tried = append(t.tried, pool.ids[key])
	}
	t.at, t.key, t.known = at, key, *known
	t.count++
	return true
}

// retain remembers a request's body, as far as there is room for it.
func (x *exchange) retain(s *plugin.Stream) {
	t := x.attempts
	if t == nil || t.whole || x.way.service.endpoint || s.BodySize() > keptBody || x.proxy.traffic.kept+s.BodySize() > keptBodies {
		return
	}
	t.body, t.whole = append([]byte(nil), s.Body()...), true
	x.proxy.traffic.kept += len(t.body)
}

// forget ends the attempts of an exchange.
func (x *exchange) forget() {
	t, load := x.attempts, &x.proxy.traffic
	if t == nil {
		return
	}
	load.exchanges--
	load.kept -= len(t.body)
	if t.probes {
		load.probes--
	}
	if t.calling {
		load.retries--
	}
}

// begin adds an attempt to the history, whose end is not known yet.
func (t *attempts) begin() {
	if len(t.trail) > 0 {
		t.trail = append(t.trail, ", "...)
	}
	t.trail = append(append(t.trail, t.target().name...), '#')
	t.trail = strconv.AppendInt(t.trail, int64(t.key+1), 10)
	t.open = true
}

// note says in the history how an attempt ended.
func (t *attempts) note(what string) {
	if !t.open {
		t.begin()
	}
	t.trail = append(append(t.trail, ' '), what...)
	t.open = false
}

// tellAttempts puts the history into a response if the client asked for it,
// and into an error when to come back.
func (x *exchange) tellAttempts(s *plugin.Stream) {
	t := x.attempts
	if t == nil {
		return
	}
	if t.tells {
		s.ResponseHeaders().Set(attemptsHeader, string(t.trail))
	}
	if h := s.ResponseHeaders(); t.rest > 0 && x.status >= 400 && x.way.service.endpoint && h.Value("retry-after") == nil {
		h.Set("retry-after", strconv.FormatInt(seconds(t.rest), 10))
	}
}

// next chooses the attempt after one that failed with f: first another key of
// the same provider, then the providers after it.
func (x *exchange) next(root *plugin.Root, f *failure) bool {
	t := x.attempts
	if !x.could(f.status, f.silent) {
		return false
	}
	now := plugin.Now().UnixMilli()
	current := t.target().policy
	if known := current.pool.load(root); t.again < current.retries && (f.silent || current.retryOn.has(f.status)) && t.usable(t.at, &known, now) && t.aim(t.at, &known, -1, now) {
		t.again++
		return true
	}
	for i := t.at + 1; i < len(t.chain); i++ {
		c := &t.chain[i]
		if !f.silent && !c.on.has(f.status) && (c.pattern == nil || !c.pattern.MatchBytes(f.message.Body)) {
			continue
		}
		known := c.policy.pool.load(root)
		if c.policy.pool.available(&known, now) && t.usable(i, &known, now) && t.aim(i, &known, -1, now) {
			t.again = 0
			return true
		}
	}
	return false
}

// usable tells whether a provider has a key that is in use and not tried yet,
// or needs none.
func (t *attempts) usable(at int, known *records, now int64) bool {
	pool := t.chain[at].policy.pool
	keys := pool.ids[:len(pool.ids)-1]
	return len(keys) == 0 || slices.ContainsFunc(keys, func(id uint64) bool {
		return known.until(id) <= now && !slices.Contains(t.tried, id)
	})
}

// could tells whether there may be another attempt after a failure.
func (x *exchange) could(status int, silent bool) bool {
	t := x.attempts
	if !t.whole || t.settled || t.count >= maxAttempts || x.proxy.traffic.full() {
		return false
	}
	current := t.target().policy
	if t.again < current.retries && (silent || current.retryOn.has(status)) && len(current.pool.ids) > 2 {
		return true
	}
	return slices.ContainsFunc(t.chain[t.at+1:], func(c target) bool { return silent || c.on.has(status) || c.pattern != nil })
}
