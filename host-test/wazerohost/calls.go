package wazerohost

import (
	"time"

	"aigateway/common/abi"
)

// caller is a guest in a host call, with its arguments.
type caller struct {
	i     *instance
	stack []uint64
}

// arg returns argument n as the 32-bit value it is.
func (c caller) arg(n int) uint32 { return uint32(c.stack[n]) }

// bytes returns the memory that arguments n and n+1 (address, size) name. It
// is the guest's own and must not be kept.
func (c caller) bytes(n int) ([]byte, bool) { return c.i.memory.Read(c.arg(n), c.arg(n+1)) }

// text returns a copy of what arguments n and n+1 name.
func (c caller) text(n int) (string, bool) {
	b, ok := c.bytes(n)
	return string(b), ok
}

// put writes a 32-bit result to the address in argument n.
func (c caller) put(n int, v uint32) abi.Status {
	if !c.i.memory.WriteUint32Le(c.arg(n), v) {
		return abi.InvalidMemory
	}
	return abi.OK
}

func (c caller) put64(n int, v uint64) abi.Status {
	if !c.i.memory.WriteUint64Le(c.arg(n), v) {
		return abi.InvalidMemory
	}
	return abi.OK
}

// give copies data into memory that the guest allocates, and writes address
// and size to the addresses in arguments n and n+1.
func (c caller) give(n int, data []byte, s abi.Status) abi.Status {
	if s != abi.OK {
		return s
	}
	var address uint32
	if len(data) > 0 {
		// The allocation is a call of its own and overwrites nothing of ours.
		c.i.allocStack[0] = uint64(len(data))
		if err := c.i.alloc.CallWithStack(c.i.ctx, c.i.allocStack[:]); err != nil {
			panic(trap{err})
		}
		address = uint32(c.i.allocStack[0])
		if address == 0 || !c.i.memory.Write(address, data) {
			return abi.InvalidMemory
		}
	}
	if s := c.put(n, address); s != abi.OK {
		return s
	}
	return c.put(n+1, uint32(len(data)))
}

func unimplemented(caller) abi.Status { return abi.Unimplemented }

func proxyLog(c caller) abi.Status {
	message, ok := c.text(1)
	if !ok {
		return abi.InvalidMemory
	}
	return c.i.vm.Log(abi.LogLevel(c.arg(0)), message)
}

func getLogLevel(c caller) abi.Status {
	level, _ := c.i.vm.LogLevel()
	return c.put(0, uint32(level))
}

func getTime(c caller) abi.Status { return c.put64(0, uint64(time.Now().UnixNano())) }

func setTick(c caller) abi.Status { return c.i.vm.SetTickPeriod(c.arg(0)) }

// getStatus is of use with gRPC only, which this host does not call.
func getStatus(c caller) abi.Status {
	if s := c.put(0, 0); s != abi.OK {
		return s
	}
	return c.give(1, nil, abi.OK)
}

func getBuffer(c caller) abi.Status {
	data, s := c.i.vm.Buffer(abi.BufferType(c.arg(0)), int(c.arg(1)), int(c.arg(2)))
	return c.give(3, data, s)
}

func setBuffer(c caller) abi.Status {
	data, ok := c.bytes(3)
	if !ok {
		return abi.InvalidMemory
	}
	return c.i.vm.SetBuffer(abi.BufferType(c.arg(0)), int(c.arg(1)), int(c.arg(2)), data)
}

func getBufferStatus(c caller) abi.Status {
	size, s := c.i.vm.BufferSize(abi.BufferType(c.arg(0)))
	if s != abi.OK {
		return s
	}
	if s := c.put(1, uint32(size)); s != abi.OK {
		return s
	}
	return c.put(2, 0)
}

func getPairs(c caller) abi.Status {
	pairs, s := c.i.vm.HeaderPairs(abi.MapType(c.arg(0)))
	return c.give(1, pairs, s)
}

func setPairs(c caller) abi.Status {
	pairs, ok := c.bytes(1)
	if !ok {
		return abi.InvalidMemory
	}
	return c.i.vm.SetHeaderPairs(abi.MapType(c.arg(0)), pairs)
}

func getMapSize(c caller) abi.Status {
	size, s := c.i.vm.HeaderBytes(abi.MapType(c.arg(0)))
	if s != abi.OK {
		return s
	}
	return c.put(1, uint32(size))
}

func getHeader(c caller) abi.Status {
	name, ok := c.text(1)
	if !ok {
		return abi.InvalidMemory
	}
	value, s := c.i.vm.Header(abi.MapType(c.arg(0)), name)
	return c.give(3, value, s)
}

// header runs a change of one field.
func (c caller) header(change func(m abi.MapType, name, value string) abi.Status) abi.Status {
	name, ok := c.text(1)
	value, valueOK := c.text(3)
	if !ok || !valueOK {
		return abi.InvalidMemory
	}
	return change(abi.MapType(c.arg(0)), name, value)
}

func addHeader(c caller) abi.Status { return c.header(c.i.vm.AddHeader) }

func replaceHeader(c caller) abi.Status { return c.header(c.i.vm.ReplaceHeader) }

func removeHeader(c caller) abi.Status {
	name, ok := c.text(1)
	if !ok {
		return abi.InvalidMemory
	}
	return c.i.vm.RemoveHeader(abi.MapType(c.arg(0)), name)
}

func continueStream(c caller) abi.Status {
	return c.i.vm.ContinueStream(abi.StreamType(c.arg(0)))
}

func closeStream(c caller) abi.Status { return c.i.vm.CloseStream(abi.StreamType(c.arg(0))) }

func sendLocalResponse(c caller) abi.Status {
	details, ok := c.text(1)
	body, bodyOK := c.bytes(3)
	headers, headersOK := c.bytes(5)
	if !ok || !bodyOK || !headersOK {
		return abi.InvalidMemory
	}
	return c.i.vm.SendLocalResponse(abi.LocalResponse{
		Status: int(c.arg(0)), Details: details, Body: body, Headers: headers,
	})
}

func setEffectiveContext(c caller) abi.Status { return c.i.vm.SetEffectiveContext(c.arg(0)) }

func done(c caller) abi.Status { return c.i.vm.Done() }

func httpCall(c caller) abi.Status {
	cluster, ok := c.text(0)
	headers, headersOK := c.bytes(2)
	body, bodyOK := c.bytes(4)
	trailers, trailersOK := c.bytes(6)
	if !ok || !headersOK || !bodyOK || !trailersOK {
		return abi.InvalidMemory
	}
	token, s := c.i.vm.HTTPCall(abi.HTTPCallRequest{
		Cluster: cluster, Headers: headers, Body: body, Trailers: trailers, TimeoutMillis: c.arg(8),
	})
	if written := c.put(9, token); written != abi.OK {
		return written
	}
	return s
}

func getProperty(c caller) abi.Status {
	path, ok := c.text(0)
	if !ok {
		return abi.InvalidMemory
	}
	value, s := c.i.vm.Property(path)
	return c.give(2, value, s)
}

func setProperty(c caller) abi.Status {
	path, ok := c.text(0)
	value, valueOK := c.bytes(2)
	if !ok || !valueOK {
		return abi.InvalidMemory
	}
	return c.i.vm.SetProperty(path, value)
}
