package aiproxy

import (
	"math/rand/v2"
	"slices"

	"aigateway/common/byteorder"
	"aigateway/common/clock"
	"aigateway/common/jsonscan"
	"aigateway/common/plugin"
)

// watched is a provider whose keys are checked when they are out of use.
type watched struct {
	*target
	next clock.Time // when it is looked at again
}

// watch finds the providers whose keys health checks bring back.
func (p *proxy) watch() {
	p.owner = rand.Uint64()
	for _, c := range p.rules.All() {
		if c.active == nil {
			continue
		}
		for i := range c.active.chain {
			t := &c.active.chain[i]
			known := slices.ContainsFunc(p.watched, func(w watched) bool { return w.policy.pool.name == t.policy.pool.name })
			if t.policy.model != "" && !known {
				p.watched = append(p.watched, watched{target: t})
			}
		}
	}
}

// checkKeys checks the keys that are out of use. One worker does it for all.
func (p *proxy) checkKeys(now clock.Time) {
	for i := range p.watched {
		w := &p.watched[i]
		if now < w.next {
			continue
		}
		w.next = now.Add(w.policy.interval)
		pool := w.policy.pool
		known := pool.load(p.root)
		out := slices.ContainsFunc(known.list, func(k record) bool { return k.until == never })
		if !out || !p.leads(pool, 3*w.policy.interval) {
			continue
		}
		for key, id := range pool.ids[:len(pool.ids)-1] {
			if known.until(id) == never {
				p.check(w.target, key, known.cluster)
			}
		}
	}
}

// leads tells whether this worker checks the keys of a pool: the one that did
// it last goes on, until it has not for so long that it must be gone.
func (p *proxy) leads(pool *pool, lease clock.Duration) bool {
	name := pool.name + ".lease"
	now := plugin.Now()
	raw, version, err := p.root.SharedData(name)
	if err == nil && len(raw) == 16 && byteorder.LEUint64(raw) != p.owner &&
		int64(byteorder.LEUint64(raw[8:])) > now.UnixMilli() {
		return false
	}
	mine := byteorder.LEAppendUint64(nil, p.owner)
	mine = byteorder.LEAppendUint64(mine, uint64(now.Add(lease).UnixMilli()))
	return p.root.SetSharedData(name, mine, version) == nil
}

// check asks the provider something with one key, as a client would.
func (p *proxy) check(t *target, key int, cluster string) {
	x := &exchange{proxy: p, attempts: &attempts{chain: []target{*t}, key: key, settled: true}}
	s := p.root.Offline(x)
	if t.cluster != "" {
		cluster = t.cluster
	}
	body := append(jsonscan.AppendQuoted([]byte(`{"model":`), t.policy.model), `,"messages":[{"role":"user","content":"who are you?"}]}`...)
	m := &plugin.Message{Body: body, Headers: [][2]string{{":method", "POST"}, {":scheme", "https"}, {":authority", "health-check"},
		{":path", "/v1/chat/completions"}, {"content-type", "application/json"}}}
	s.Aside(m, func() {
		x.phase = passing // nobody waits for its first byte
		if m.Replied {
			p.root.Log(plugin.Error, "check.impossible", "provider", t.name)
			return
		}
		m.Headers = slices.DeleteFunc(m.Headers, func(h [2]string) bool { return slices.Contains(notSent[:], h[0]) })
		call := plugin.Call{Cluster: cluster, Headers: m.Headers, Body: m.Body, Timeout: t.policy.check}
		err := p.root.Call(call, func(r *plugin.Reply) { p.checked(t, key, r.Status) })
		if err != nil {
			p.root.Log(plugin.Error, "check.failed", "provider", t.name, "error", err.Error())
		}
	}, func() plugin.Action { return x.RequestHeaders(s, false) }, func() plugin.Action { return x.RequestBody(s, true) })
}

// checked notes what a check came to.
func (p *proxy) checked(t *target, key, status int) {
	t.policy.pool.update(p.root, t.policy.pool.ids[key], "", func(k *record) {
		switch {
		case k.until != never: // it is back already
		case status < 200 || status > 299:
			k.successes = 0
		default:
			if k.successes++; k.successes >= t.policy.recover {
				*k = record{}
			}
		}
	})
}
