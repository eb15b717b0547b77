package engine

import (
	"time"

	"aigateway/common/abi"
)

// RedisInit prepares calls to the Redis behind cluster. The name may carry
// options, of which db is used: outbound|6379||redis.static?db=1.
func (vm *VM) RedisInit(cluster, user, password string, timeoutMillis uint32) abi.Status {
	r := vm.root()
	if r == nil || vm.env.Redis == nil {
		return abi.BadArgument
	}
	name, db := splitRedisName(cluster)
	address, ok := vm.env.Redis(name)
	if !ok {
		return abi.BadArgument
	}
	if old := r.redisClients[cluster]; old != nil {
		old.close()
	}
	r.redisClients[cluster] = newRedisClient(redisOptions{
		address: address, user: user, password: password, db: db,
		timeout: time.Duration(timeoutMillis) * time.Millisecond,
	})
	return abi.OK
}

// RedisCall sends one command in RESP; the raw reply comes with
// RedisCallResponse.
func (vm *VM) RedisCall(cluster string, query []byte) (uint32, abi.Status) {
	r := vm.root()
	if r == nil || r.redisClients[cluster] == nil {
		return 0, abi.BadArgument
	}
	vm.lastCall++
	token := vm.lastCall
	r.redisClients[cluster].do(append([]byte(nil), query...), func(reply []byte, err error) {
		vm.worker.Do(func() { r.deliverRedis(token, reply, err) })
	})
	return token, abi.OK
}

func (r *root) deliverRedis(token uint32, reply []byte, err error) {
	if r.ctx.Err() != nil {
		return
	}
	status := abi.OK
	if err != nil {
		status, reply = abi.InternalFailure, nil
	}
	r.redis = &buffer{data: reply, fixed: true}
	r.vm.enter(&r.scope, func(g abi.Guest) { g.RedisCallResponse(r.id, token, status, len(reply)) })
	r.redis = nil
}

// InjectEncodedData sends response data on past this plugin, once the guest
// has returned.
func (vm *VM) InjectEncodedData(data []byte, end bool) abi.Status {
	f := vm.filter()
	if f == nil {
		return abi.OK
	}
	b := &buffer{data: append([]byte(nil), data...)}
	vm.later(func() { f.inject(b, end) })
	return abi.OK
}

func (f *filter) inject(b *buffer, end bool) {
	p := &f.stream.paths[responseSide]
	for i := range p.hops {
		h := &p.hops[i]
		if h.filter != f || p.done() {
			continue
		}
		if !h.passed {
			h.passed = true
			p.runHeaders(i+1, false)
		}
		if !p.done() {
			p.runData(i+1, b, end)
		}
	}
}

// UpstreamHosts returns the endpoints of the route's cluster as pairs of
// address and JSON metadata.
func (vm *VM) UpstreamHosts() ([]byte, abi.Status) {
	f := vm.filter()
	if f == nil || f.stream.route == nil {
		return nil, abi.OK
	}
	hosts := f.stream.router.Hosts(f.stream.route.Cluster)
	if len(hosts) == 0 {
		return nil, abi.OK
	}
	return abi.AppendPairs(nil, hosts), abi.OK
}

// SetUpstreamOverrideHost makes address the endpoint that the request goes
// to, if the cluster has it.
func (vm *VM) SetUpstreamOverrideHost(address string) abi.Status {
	if f := vm.filter(); f != nil {
		f.stream.override = address
	}
	return abi.OK
}

// OverrideHost is the endpoint that a plugin chose, for the router's Open.
func (s *Stream) OverrideHost() string { return s.override }
