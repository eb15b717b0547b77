package plugin

import (
	"errors"

	"aigateway/common/abi"
	"aigateway/common/clock"
)

// Call is a call-out to a cluster of the host.
type Call struct {
	// Cluster is the name that the host knows it by.
	Cluster string
	// Headers must hold :method, :path and :authority.
	Headers [][2]string
	Body    []byte
	Timeout clock.Duration
	// Limit is how large the body of the reply may be to be read, in bytes; 0
	// reads any.
	Limit int
}

// Reply is what a call-out came to. It is valid until the callback returns.
type Reply struct {
	// Status is 0 if the cluster could not be reached or did not answer in
	// time.
	Status  int
	Headers *Headers
	Body    []byte
	// Size is that of the body, which is not read if it is over the limit.
	Size int
}

type call struct {
	Ticket // without a stream for a call of the plugin itself
	limit  int
	done   func(*Reply)
}

// Call sends c from outside of any exchange.
func (r *Root) Call(c Call, done func(*Reply)) error { return r.call(c, &call{done: done}) }

// Call sends c on behalf of the exchange, which should then [Wait]. If the
// exchange ends first, done is never called.
func (s *Stream) Call(c Call, done func(*Reply)) error {
	return s.root.call(c, &call{Ticket: s.Ticket(), done: done})
}

func (r *Root) call(c Call, waiting *call) error {
	id, status := abi.HTTPCall(abi.HTTPCallRequest{
		Cluster: c.Cluster, Headers: abi.AppendPairs(nil, c.Headers), Body: c.Body,
		Trailers: abi.AppendPairs(nil, nil), TimeoutMillis: uint32(c.Timeout.Milliseconds()),
	})
	if status == abi.BadArgument {
		return errors.New("the host has no cluster " + c.Cluster)
	}
	if status != abi.OK {
		return status.Err()
	}
	waiting.limit = c.Limit
	r.calls[id] = waiting
	return nil
}

func (v *vm) HTTPCallResponse(root, id uint32, headers, bodySize, _ int) {
	r := v.roots[root]
	if r == nil || r.calls[id] == nil {
		return
	}
	waiting := r.calls[id]
	delete(r.calls, id)
	if waiting.stream != nil && waiting.over() {
		return
	}
	defer v.contain(waiting.stream, "call-out", nil)
	reply := &Reply{Headers: v.view(abi.HTTPCallHeaders), Size: bodySize}
	if headers > 0 {
		reply.Status = statusOf(reply.Headers.Value(":status"))
		if waiting.limit == 0 || bodySize <= waiting.limit {
			reply.Body, _ = abi.Buffer(nil, abi.HTTPCallBody, 0, bodySize)
		}
	}
	if waiting.stream == nil {
		waiting.done(reply)
		return
	}
	waiting.run(func() { waiting.done(reply) })
}

func statusOf(digits []byte) int {
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
