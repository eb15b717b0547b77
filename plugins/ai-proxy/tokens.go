package aiproxy

import (
	"bytes"
	"errors"
	"strconv"

	"aigateway/common/byteorder"
	"aigateway/common/clock"
	"aigateway/common/digest"
	"aigateway/common/plugin"
	"aigateway/common/provider/gcptoken"
	"aigateway/common/secret"
)

// tokens are the access tokens of one service account. All workers use the
// same one; one of them asks for it, before it ends.
type tokens struct {
	account *gcptoken.Account
	cluster string         // of the token service
	timeout clock.Duration // of a call to it
	ahead   clock.Duration // how long before its end a token is renewed
	name    string         // of the shared data

	root    *plugin.Root
	owner   uint64 // of leases, this VM
	known   grant  // as it was last looked at
	bearer  secret.String
	number  uint8 // of the token among those that this worker has had, never 0
	used    bool  // the token was, since it is known
	calling bool
	look    int64 // when the shared data are looked at again, in ms since 1970
	waiting []waiting
}

// All of these are in milliseconds.
const (
	// tokenMargin is how long before its end a token is no longer used, and
	// freshToken how old one must be for a 401 to be its fault.
	tokenMargin, freshToken = 5_000, 10_000
	// maxTokenCall bounds a call to the token service, and leaseSlack how
	// long another worker waits besides.
	maxTokenCall, leaseSlack = 10_000, 2_000
	// Between tries that fail lies minBackoff, then twice as much each time.
	minBackoff, maxBackoff = 1_000, 16_000
	// renewalLook is how often a worker looks whether another one has renewed.
	renewalLook = 1_000
)

// newTokens takes the text of a key file and what it says.
func newTokens(file string, account *gcptoken.Account) *tokens {
	sum := digest.Sum([]byte(file))
	return &tokens{account: account, name: "ai-proxy.token." + strconv.FormatUint(byteorder.LEUint64(sum[:]), 16)}
}

// shareTokens has all services of one account use the same tokens.
func (p *proxy) shareTokens() {
	known := map[string]*tokens{}
	for _, c := range p.rules.All() {
		for _, s := range c.services() {
			if s.tokens == nil {
				continue
			}
			if t := known[s.tokens.name]; t != nil {
				s.tokens = t
				continue
			}
			t := s.tokens
			known[t.name], p.tokens = t, append(p.tokens, t)
			t.root, t.owner = p.root, p.owner
			if _, version := loadGrant(p.root, t.name); version == 0 {
				_ = p.root.SetSharedData(t.name, nil, 0) // so that there is a version to compare with
			}
		}
	}
}

// services returns every service that requests may go to.
func (c *Config) services() (list []*service) {
	if c.active != nil {
		list = append(list, c.active)
		for i := range c.active.chain {
			list = append(list, c.active.chain[i].service)
		}
	}
	for _, s := range c.endpoints {
		list = append(list, s)
	}
	return list
}

func now() int64 { return plugin.Now().UnixMilli() }

// number returns the number of the token to be used, 0 if there is none, which
// is then asked for.
func (t *tokens) current() uint8 {
	if now() >= t.known.numbers[until] {
		t.refresh()
	}
	if now() >= t.known.numbers[until] {
		return 0
	}
	t.used = true
	return t.number
}

// refresh looks at what all workers know, and asks for a token if that is due
// and nobody else's turn.
func (t *tokens) refresh() {
	g, version := loadGrant(t.root, t.name)
	t.take(&g)
	n, ms := &g.numbers, now()
	if t.calling || ms < t.renewal() || ms < n[again] || ms < n[leased] && n[worker] != int64(t.owner) {
		return
	}
	n[worker], n[leased] = int64(t.owner), ms+t.timeout.Milliseconds()+leaseSlack
	if t.root.SetSharedData(t.name, g.append(nil), version) == nil {
		t.take(&g)
		t.call()
	}
}

// take makes g what is known.
func (t *tokens) take(g *grant) {
	if g.numbers[until] > 0 && !bytes.Equal(g.text, t.known.text) {
		t.bearer = secret.New("Bearer " + string(g.text))
		t.used = false
		t.number = max(t.number+1, 1)
	}
	t.known = *g
}

// renewal is when the token is to be renewed.
func (t *tokens) renewal() int64 {
	n := &t.known.numbers
	return n[until] - min(t.ahead.Milliseconds(), (n[until]-n[since])/2)
}

// call asks the token service.
func (t *tokens) call() {
	asked := plugin.Now()
	body, err := t.account.Request(asked)
	if err == nil {
		t.calling = true
		err = t.root.Call(plugin.Call{Cluster: t.cluster, Timeout: t.timeout, Body: body, Limit: maxTokenAnswer, Headers: [][2]string{
			{":method", "POST"}, {":scheme", "https"}, {":authority", t.account.Host}, {":path", t.account.Path},
			{"content-type", gcptoken.ContentType}, {"accept", "application/json"},
		}}, func(r *plugin.Reply) { t.answered(r, asked) })
	}
	if err != nil {
		t.failed(err, "the token service cannot be asked")
	}
}

// maxTokenAnswer bounds the answer of a token service, in bytes.
const maxTokenAnswer = 64 << 10

var errNoTokenService = errors.New("the token service did not answer")

// answered takes the answer to a request.
func (t *tokens) answered(r *plugin.Reply, asked clock.Time) {
	if r.Status == 0 || isLocal(r) {
		t.failed(errNoTokenService, errNoTokenService.Error())
	} else if token, refusal := gcptoken.Read(r.Status, r.Body); refusal != nil {
		t.failed(refusal, refusal.Reason)
	} else {
		start, life := asked.UnixMilli(), token.Lifetime.Milliseconds()
		t.store(func(g *grant) {
			*g = grant{text: []byte(token.Value)}
			g.numbers[since], g.numbers[until] = start, start+life-min(tokenMargin, life/10)
		})
	}
	t.settle()
}

// failed notes that there is no new token, for a reason that clients are told.
// The old one is good as long as it was.
func (t *tokens) failed(err error, reason string) {
	t.root.Log(plugin.Error, "token.failed", "cluster", t.cluster, "error", err.Error())
	t.store(func(g *grant) {
		n, ms := &g.numbers, now()
		if n[until] <= ms {
			n[until], g.text = 0, []byte(reason)
		}
		n[leased], n[again] = 0, ms+min(int64(minBackoff)<<min(n[failures], 8), maxBackoff)
		n[failures]++
	})
}

// store changes what all workers know, after a call.
func (t *tokens) store(edit func(*grant)) {
	t.calling = false
	for range casTries {
		g, version := loadGrant(t.root, t.name)
		edit(&g)
		t.take(&g)
		if t.root.SetSharedData(t.name, g.append(nil), version) == nil {
			return
		}
	}
}

// drop gives up the token that a provider has refused, unless it is so new that
// the next one would fare no better.
func (t *tokens) drop(number uint8) {
	g, version := loadGrant(t.root, t.name)
	t.take(&g)
	if number != t.number || g.numbers[until] == 0 || now() < g.numbers[since]+freshToken {
		return
	}
	t.root.Log(plugin.Warn, "token.refused", "cluster", t.cluster)
	g.numbers[until], g.text = 0, []byte("the provider refused the last one")
	if t.root.SetSharedData(t.name, g.append(nil), version) == nil {
		t.take(&g)
	}
}
