package engine

import "aigateway/common/abi"

// view returns the part of f that m belongs to, nil for a map of no exchange.
func (f *filter) view(m abi.MapType) *sideView {
	switch m {
	case abi.RequestHeaders, abi.RequestTrailers:
		return &f.sides[requestSide]
	case abi.ResponseHeaders, abi.ResponseTrailers:
		return &f.sides[responseSide]
	}
	return nil
}

// readable returns the map that m names, nil when it is not live. While a
// plugin logs, it is the exchange's final one.
func (vm *VM) readable(m abi.MapType) *Headers {
	switch m {
	case abi.HTTPCallHeaders:
		if r := vm.root(); r != nil && r.call != nil {
			return r.call.Headers
		}
		return nil
	case abi.HTTPCallTrailers:
		if r := vm.root(); r != nil && r.call != nil {
			return r.call.Trailers
		}
		return nil
	}
	f := vm.filter()
	if f == nil {
		return nil
	}
	if f.logging {
		return f.logged(m)
	}
	v := f.view(m)
	switch m {
	case abi.RequestHeaders, abi.ResponseHeaders:
		return v.headers
	case abi.RequestTrailers, abi.ResponseTrailers:
		return v.trailers
	}
	return nil
}

func (f *filter) logged(m abi.MapType) *Headers {
	switch m {
	case abi.RequestHeaders:
		return f.stream.report.Request
	case abi.ResponseHeaders:
		return f.stream.report.Response
	case abi.ResponseTrailers:
		return f.stream.paths[responseSide].trailers
	}
	return nil
}

// writable returns the map that m names for a change. In the last body
// callback of a message without trailers it makes them.
func (vm *VM) writable(m abi.MapType) *Headers {
	f := vm.filter()
	if f == nil {
		return nil
	}
	v := f.view(m)
	switch m {
	case abi.RequestHeaders, abi.ResponseHeaders:
		return v.headers
	case abi.RequestTrailers:
		return f.addTrailers(requestSide)
	case abi.ResponseTrailers:
		return f.addTrailers(responseSide)
	}
	return nil
}

func (f *filter) addTrailers(s side) *Headers {
	v, p := &f.sides[s], &f.stream.paths[s]
	if v.trailers == nil && v.body != nil && f.ended {
		if p.trailers == nil {
			p.trailers = &Headers{}
		}
		v.trailers = p.trailers
	}
	return v.trailers
}

// changed notes that a plugin has changed m.
func (vm *VM) changed(m abi.MapType) abi.Status {
	if m == abi.RequestHeaders {
		vm.filter().stream.clearRoute()
	}
	return abi.OK
}

// HeaderPairs returns m serialised, nothing when it is not live.
func (vm *VM) HeaderPairs(m abi.MapType) ([]byte, abi.Status) {
	if m > abi.HTTPCallTrailers {
		return nil, abi.BadArgument
	}
	return vm.readable(m).pairs(), abi.OK
}

// SetHeaderPairs replaces all of m.
func (vm *VM) SetHeaderPairs(m abi.MapType, pairs []byte) abi.Status {
	h := vm.writable(m)
	if h == nil {
		return abi.BadArgument
	}
	h.fields = ParseHeaders(pairs).fields
	return vm.changed(m)
}

// Header returns the first value of name.
func (vm *VM) Header(m abi.MapType, name string) ([]byte, abi.Status) {
	if m > abi.HTTPCallTrailers {
		return nil, abi.BadArgument
	}
	h := vm.readable(m)
	if h == nil {
		if f := vm.filter(); f != nil && f.logging {
			return nil, abi.NotFound
		}
		return nil, abi.BadArgument
	}
	value, ok := h.Lookup(name)
	if !ok {
		return nil, abi.NotFound
	}
	return []byte(value), abi.OK
}

// HeaderBytes returns the size of m's names and values.
func (vm *VM) HeaderBytes(m abi.MapType) (int, abi.Status) {
	h := vm.writable(m)
	if h == nil {
		return 0, abi.BadArgument
	}
	return h.bytes(), abi.OK
}

// AddHeader adds a field.
func (vm *VM) AddHeader(m abi.MapType, name, value string) abi.Status {
	h := vm.writable(m)
	if h == nil {
		return abi.BadArgument
	}
	h.Add(name, value)
	return vm.changed(m)
}

// ReplaceHeader makes value the only one of name.
func (vm *VM) ReplaceHeader(m abi.MapType, name, value string) abi.Status {
	h := vm.writable(m)
	if h == nil {
		return abi.BadArgument
	}
	h.Set(name, value)
	return vm.changed(m)
}

// RemoveHeader drops every field called name.
func (vm *VM) RemoveHeader(m abi.MapType, name string) abi.Status {
	h := vm.writable(m)
	if h == nil {
		return abi.BadArgument
	}
	h.Remove(name)
	return vm.changed(m)
}
