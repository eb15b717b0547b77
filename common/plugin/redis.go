package plugin

import "aigateway/common/abi"

// Redis is one server behind a cluster of a host that has Higress' Redis
// calls; others answer every use of it with an error.
type Redis struct {
	root    *Root
	cluster string
}

// Redis prepares the server behind cluster. The timeout, in milliseconds,
// bounds each command.
func (r *Root) Redis(cluster, user, password string, timeoutMillis uint32) (*Redis, error) {
	if s := abi.RedisInit(cluster, user, password, timeoutMillis); s != abi.OK {
		return nil, s.Err()
	}
	return &Redis{r, cluster}, nil
}

// Do sends one command, already in RESP, and calls done with the answer in
// RESP. The answer is valid until done returns.
func (r *Redis) Do(command []byte, done func(answer []byte, err error)) error {
	id, s := abi.RedisCall(r.cluster, command)
	if s == abi.OK {
		r.root.redis[id] = done
	}
	return s.Err()
}

func (v *vm) RedisCallResponse(root, id uint32, status abi.Status, size int) {
	r := v.roots[root]
	if r == nil || r.redis[id] == nil {
		return
	}
	done := r.redis[id]
	delete(r.redis, id)
	defer v.contain(nil, "redis", nil)
	answer, _ := abi.Buffer(nil, abi.RedisCallBody, 0, size)
	done(answer, status.Err())
}
