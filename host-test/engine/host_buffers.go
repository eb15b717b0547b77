package engine

import "aigateway/common/abi"

// buffer returns what b names for the current callback; known is false for a
// name that means nothing here.
func (vm *VM) buffer(b abi.BufferType) (buf *buffer, known bool) {
	r, f := vm.root(), vm.filter()
	switch b {
	case abi.RequestBody, abi.ResponseBody:
		if f == nil {
			return nil, true
		}
		if b == abi.RequestBody {
			return f.body(requestSide), true
		}
		return f.body(responseSide), true
	case abi.VMConfiguration:
		return &buffer{data: vm.env.VMConfig, fixed: true}, true
	case abi.PluginConfiguration:
		if r != nil && r.configuration != nil {
			return r.configuration, true
		}
	case abi.HTTPCallBody:
		if r != nil && r.call != nil && r.call.Headers != nil {
			return &buffer{data: r.call.Body, fixed: true}, true
		}
	case abi.RedisCallBody:
		if r != nil && r.redis != nil {
			return r.redis, true
		}
	}
	return nil, false
}

// Buffer returns length bytes of b from start on. A body that is not live is
// empty; other buffers are then not found.
func (vm *VM) Buffer(b abi.BufferType, start, length int) ([]byte, abi.Status) {
	buf, known := vm.buffer(b)
	if !known {
		return nil, abi.NotFound
	}
	if buf == nil {
		return nil, abi.OK
	}
	return buf.slice(start, length)
}

// SetBuffer changes a body.
func (vm *VM) SetBuffer(b abi.BufferType, start, length int, data []byte) abi.Status {
	buf, _ := vm.buffer(b)
	if buf == nil {
		return abi.BadArgument
	}
	return buf.replace(start, length, data)
}

// BufferSize returns the size of b in bytes.
func (vm *VM) BufferSize(b abi.BufferType) (int, abi.Status) {
	buf, known := vm.buffer(b)
	if !known {
		return 0, abi.NotFound
	}
	return buf.len(), abi.OK
}
