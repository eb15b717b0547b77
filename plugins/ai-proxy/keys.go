package aiproxy

import (
	"math"
	"math/rand/v2"
	"strconv"

	"aigateway/common/byteorder"
	"aigateway/common/clock"
	"aigateway/common/digest"
	"aigateway/common/plugin"
	"aigateway/common/provider"
)

// pool is what all workers know of the keys of one provider: one value of the
// host's shared data, which has a record only for keys that failed.
type pool struct {
	name string   // of the shared data; the lease for health checks is beside it
	ids  []uint64 // of the keys, in the order of the service's; the last is the provider's own
}

// newPool names keys by a hash: the shared data must not hold them.
func newPool(s *service, c *Provider) *pool {
	p := &pool{}
	name := []byte(c.Type + "\x00" + c.ID + "\x00" + s.host)
	for _, key := range s.keys {
		sum := digest.Sum([]byte(key.value.Reveal()))
		p.ids = append(p.ids, byteorder.LEUint64(sum[:]))
		if c.ID == "" {
			name = append(name, sum[:]...) // two providers without an id are not the same
		}
	}
	sum := digest.Sum(name)
	p.name = "ai-proxy.keys." + strconv.FormatUint(byteorder.LEUint64(sum[:]), 16)
	p.ids = append(p.ids, 0)
	return p
}

// record is what is known of one key.
type record struct {
	id                  uint64
	until               int64 // when it may be used again, in ms since 1970; never for one that must be found well
	failures, successes uint16
}

const (
	never      = math.MaxInt64
	recordSize = 20
	maxRecords = 128
	casTries   = 10

	// keyRest is how long a key rests that no health check brings back, and
	// providerRest a provider that could not be reached providerFailures
	// times in a row.
	keyRest          = clock.Minute
	providerRest     = 5 * clock.Second
	providerFailures = 3
)

// records are those of one pool, with the cluster that its last failure was
// at: there health checks go.
type records struct {
	list    []record
	cluster string
	version uint32
}

// load reads the pool's state.
func (p *pool) load(root *plugin.Root) (r records) {
	raw, version, err := root.SharedData(p.name)
	r.version = version
	if err != nil || len(raw) == 0 || len(raw) < 1+int(raw[0]) {
		return r
	}
	r.cluster = string(raw[1 : 1+raw[0]])
	for raw = raw[1+raw[0]:]; len(raw) >= recordSize; raw = raw[recordSize:] {
		r.list = append(r.list, record{
			id: byteorder.LEUint64(raw), until: int64(byteorder.LEUint64(raw[8:])),
			failures: byteorder.LEUint16(raw[16:]), successes: byteorder.LEUint16(raw[18:]),
		})
	}
	return r
}

func (r *records) append(dst []byte) []byte {
	r.cluster = r.cluster[:min(len(r.cluster), 255)]
	dst = append(append(dst, byte(len(r.cluster))), r.cluster...)
	for _, k := range r.list[max(0, len(r.list)-maxRecords):] {
		dst = byteorder.LEAppendUint64(dst, k.id)
		dst = byteorder.LEAppendUint64(dst, uint64(k.until))
		dst = byteorder.LEAppendUint16(dst, k.failures)
		dst = byteorder.LEAppendUint16(dst, k.successes)
	}
	return dst
}

// find returns the record of a key, nil if nothing is wrong with it.
func (r *records) find(id uint64) *record {
	for i := range r.list {
		if r.list[i].id == id {
			return &r.list[i]
		}
	}
	return nil
}

// until returns when a key may be used again, 0 for at once.
func (r *records) until(id uint64) int64 {
	if k := r.find(id); k != nil {
		return k.until
	}
	return 0
}

// bad tells whether the provider itself did not answer the last requests.
func (r *records) bad() bool {
	k := r.find(0)
	return k != nil && k.failures >= providerFailures
}

// update changes the record of one key, which edit may find empty; a record
// that edit leaves empty is dropped. It tells every worker, or gives up where
// all of them do that at once.
func (p *pool) update(root *plugin.Root, id uint64, cluster string, edit func(*record)) {
	for range casTries {
		r := p.load(root)
		k := r.find(id)
		if k == nil {
			r.list = append(r.list, record{id: id})
			k = &r.list[len(r.list)-1]
		}
		edit(k)
		if k.failures == 0 && k.until == 0 {
			*k = r.list[len(r.list)-1]
			r.list = r.list[:len(r.list)-1]
		}
		if cluster != "" {
			r.cluster = cluster
		}
		if root.SetSharedData(p.name, r.append(nil), r.version) == nil {
			return
		}
	}
}

// available tells whether the provider is worth a try: whether it and one of
// its keys are in use.
func (p *pool) available(r *records, now int64) bool {
	keys := p.ids[:len(p.ids)-1]
	if r.until(0) > now {
		return false
	}
	for _, id := range keys {
		if r.until(id) <= now {
			return true
		}
	}
	return len(keys) == 0
}

// pick chooses a key at random among those in use, or preferred if it is one
// of them and not negative; where none is, the one that comes back first.
// Tried tells which must not be chosen.
func (p *pool) pick(r *records, preferred int, tried func(key int) bool, now int64) (key int, ok bool) {
	best, seen := int64(math.MaxInt64), 0
	key = -1
	for i, id := range p.ids[:len(p.ids)-1] {
		if tried(i) {
			continue
		}
		until := r.until(id)
		if until <= now {
			until = 0
			if i == preferred {
				return i, true
			}
		}
		switch {
		case key < 0 || until < best:
			key, best, seen = i, until, 1
		case until == best:
			if seen++; rand.IntN(seen) == 0 {
				key = i
			}
		}
	}
	return key, key >= 0
}

// failed notes a failure of a key: what the provider says of when to come
// back, and failures in a row. Counted tells that the status is one of those.
func (p *policy) failed(root *plugin.Root, key int, cluster string, rest clock.Duration, counted bool) {
	if key >= len(p.pool.ids)-1 || rest == 0 && (!counted || p.threshold == 0) {
		return
	}
	p.pool.update(root, p.pool.ids[key], cluster, func(k *record) {
		now := plugin.Now()
		k.successes = 0
		if k.failures < math.MaxUint16 {
			k.failures++
		}
		if rest > 0 {
			k.until = max(k.until, now.Add(rest).UnixMilli())
		}
		if counted && p.threshold > 0 && k.failures >= p.threshold {
			k.until = never
			if p.model == "" {
				k.until = now.Add(keyRest).UnixMilli()
			}
		}
	})
}

// unreachable notes that the provider did not answer, which is no key's fault.
func (p *policy) unreachable(root *plugin.Root) {
	p.pool.update(root, 0, "", func(k *record) {
		if k.failures < math.MaxUint16 {
			k.failures++
		}
		if k.failures >= providerFailures {
			k.until = plugin.Now().Add(providerRest).UnixMilli()
		}
	})
}

// answered notes that the provider did answer, and that a key is good if well.
// It costs nothing where nothing was wrong when the attempt began.
func (p *policy) answered(root *plugin.Root, known *records, key int, well bool) {
	forget := func(k *record) { *k = record{} }
	if known.find(0) != nil {
		p.pool.update(root, 0, "", forget)
	}
	if well && key < len(p.pool.ids)-1 && known.find(p.pool.ids[key]) != nil {
		p.pool.update(root, p.pool.ids[key], "", forget)
	}
}

// consumerHeader names the consumer, where Higress' authentication plugins
// have set it.
const consumerHeader = "x-mse-consumer"

// affine returns the key that a consumer must keep for an API that keeps state
// at the provider, -1 where any will do. It is Higress' own choice.
func (s *service) affine(api provider.API, h *plugin.Headers) int {
	switch api {
	case provider.Responses, provider.Files, provider.FileContent, provider.Batches, provider.FineTuning:
	default:
		return -1
	}
	consumer := h.Value(consumerHeader)
	if len(consumer) == 0 || len(s.keys) == 0 {
		return -1
	}
	hash := uint32(2166136261) // FNV-1a
	for _, c := range consumer {
		hash = (hash ^ uint32(c)) * 16777619
	}
	return int(hash % uint32(len(s.keys)))
}

// credential returns the key for a request, false if there is none: that of
// the running attempt, or a random one that the consumer may be bound to.
func (x *exchange) credential(h *plugin.Headers) (credential, bool) {
	s := x.way.service
	if len(s.keys) == 0 {
		return credential{}, false
	}
	i := 0
	if x.attempts != nil {
		i = x.attempts.key
	} else if len(s.keys) > 1 {
		if i = s.affine(x.way.client, h); i < 0 {
			i = rand.IntN(len(s.keys))
		}
	}
	return s.keys[i], true
}
