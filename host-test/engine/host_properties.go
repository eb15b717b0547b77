package engine

import (
	"encoding/binary"
	"strconv"
	"strings"

	"aigateway/common/abi"
)

// Property answers an attribute. The parts of path are separated by NUL.
func (vm *VM) Property(path string) ([]byte, abi.Status) {
	s := vm.scope()
	if s == nil {
		return nil, abi.NotFound
	}
	parts := strings.Split(strings.TrimSuffix(path, "\x00"), "\x00")
	value, ok := s.pluginProperty(vm, parts)
	if !ok && s.filter != nil {
		value, ok = s.filter.property(parts)
	}
	if !ok {
		return nil, abi.NotFound
	}
	return value, abi.OK
}

// pluginProperty answers what does not depend on an exchange.
func (s *scope) pluginProperty(vm *VM, parts []string) ([]byte, bool) {
	switch strings.Join(parts, ".") {
	case "plugin_name":
		return []byte(s.root.plugin.Name), true
	case "plugin_root_id":
		return []byte(s.root.plugin.RootID), true
	case "plugin_vm_id":
		return nil, true
	case "node.id", "xds.node.id":
		return []byte(vm.env.Node), vm.env.Node != ""
	case "plugin_vm_memory":
		return number(int64(vm.instance.Memory())), vm.env.Flavour == Higress
	}
	return nil, false
}

func (f *filter) property(parts []string) ([]byte, bool) {
	s := f.stream
	switch parts[0] {
	case "request":
		return f.requestProperty(parts[1:])
	case "response":
		return f.responseProperty(parts[1:])
	case "source":
		return addressProperty(s.report.Source, parts[1:])
	case "destination":
		return addressProperty(s.report.Destination, parts[1:])
	case "upstream":
		return f.upstreamProperty(parts[1:])
	case "connection":
		if len(parts) == 2 && parts[1] == "id" {
			return number(int64(s.report.Connection)), true
		}
		if len(parts) == 2 && parts[1] == "mtls" {
			return []byte{0}, true
		}
		return nil, false
	case "connection_id":
		return number(int64(s.report.Connection)), len(parts) == 1
	case "xds", "route_name", "cluster_name":
		return f.routeProperty(parts)
	case "filter_state":
		if len(parts) != 2 {
			return nil, false
		}
		v, ok := s.report.FilterState[strings.TrimPrefix(parts[1], "wasm.")]
		return v, ok && strings.HasPrefix(parts[1], "wasm.")
	}
	v, ok := s.report.FilterState[parts[0]]
	return v, ok && len(parts) == 1
}

// routeProperty answers the name of the route or cluster: under xds in stock
// Envoy, bare in Higress.
func (f *filter) routeProperty(parts []string) ([]byte, bool) {
	name, report := parts[len(parts)-1], &f.stream.report
	if (len(parts) == 2) != (f.vm.env.Flavour == Envoy) || len(parts) > 2 {
		return nil, false
	}
	switch name {
	case "route_name":
		return []byte(report.Route), report.Route != ""
	case "cluster_name":
		return []byte(report.Cluster), report.Cluster != ""
	}
	return nil, false
}

func (f *filter) requestProperty(parts []string) ([]byte, bool) {
	r := &f.stream.report
	if len(parts) == 0 {
		return nil, false
	}
	h := f.propertyHeaders(requestSide)
	switch parts[0] {
	case "headers":
		return headerProperty(h, parts[1:])
	case "path":
		return field(h, ":path")
	case "url_path":
		path, ok := h.Lookup(":path")
		path, _, _ = strings.Cut(path, "?")
		return []byte(path), ok
	case "query":
		path, ok := h.Lookup(":path")
		_, query, _ := strings.Cut(path, "?")
		return []byte(query), ok
	case "host":
		return field(h, ":authority")
	case "scheme":
		return field(h, ":scheme")
	case "method":
		return field(h, ":method")
	case "referer":
		return field(h, "referer")
	case "useragent":
		return field(h, "user-agent")
	case "id":
		return field(h, "x-request-id")
	case "time":
		return number(r.Start.UnixNano()), true
	case "protocol":
		return []byte(r.Protocol), true
	case "size":
		return number(r.BytesIn), true
	case "total_size":
		return number(r.BytesIn + int64(h.bytes())), true
	case "duration":
		return number(int64(r.Duration)), r.Duration != 0
	}
	return nil, false
}

func (f *filter) responseProperty(parts []string) ([]byte, bool) {
	r := &f.stream.report
	if len(parts) == 0 {
		return nil, false
	}
	switch parts[0] {
	case "headers":
		return headerProperty(f.propertyHeaders(responseSide), parts[1:])
	case "code":
		return number(int64(r.Status)), r.Status != 0
	case "code_details":
		return []byte(r.Details), r.Details != ""
	case "flags":
		return number(responseFlags[r.Flags]), true
	case "backend_latency":
		return number(int64(r.Latency)), r.Latency != 0
	case "size":
		return number(r.BytesOut), true
	case "total_size":
		return number(r.BytesOut + int64(f.stream.paths[responseSide].headers.bytes())), true
	}
	return nil, false
}

// responseFlags are the bits of Envoy's flags (envoy/stream_info/stream_info.h,
// CoreResponseFlag).
var responseFlags = map[string]int64{
	"UH": 1 << 1, "UT": 1 << 2, "UF": 1 << 5, "UC": 1 << 6, "NR": 1 << 8, "DC": 1 << 14, "SI": 1 << 16, "DPE": 1 << 18, "UPE": 1 << 23, "NC": 1 << 24,
}

func (f *filter) upstreamProperty(parts []string) ([]byte, bool) {
	r := &f.stream.report
	if len(parts) == 1 {
		switch parts[0] {
		case "request_attempt_count":
			return number(int64(r.Attempts)), true
		case "transport_failure_reason":
			return []byte(r.Failure), r.Attempts > 0
		}
	}
	return addressProperty(r.Upstream, parts)
}

// propertyHeaders are the headers that attributes read: those that the plugin
// itself could read now.
func (f *filter) propertyHeaders(s side) *Headers {
	if !f.logging {
		return f.sides[s].headers
	}
	if s == requestSide {
		return f.stream.report.Request
	}
	return f.stream.report.Response
}

func headerProperty(h *Headers, parts []string) ([]byte, bool) {
	switch {
	case h == nil || len(parts) > 1:
		return nil, false
	case len(parts) == 0:
		return h.pairs(), true
	}
	return field(h, parts[0])
}

func field(h *Headers, name string) ([]byte, bool) {
	v, ok := h.Lookup(name)
	return []byte(v), ok
}

// addressProperty answers address or port of host:port.
func addressProperty(hostPort string, parts []string) ([]byte, bool) {
	if hostPort == "" || len(parts) != 1 {
		return nil, false
	}
	switch parts[0] {
	case "address":
		return []byte(hostPort), true
	case "port":
		port, err := strconv.ParseInt(hostPort[strings.LastIndexByte(hostPort, ':')+1:], 10, 32)
		return number(port), err == nil
	}
	return nil, false
}

// number serialises an integer as Envoy does.
func number(n int64) []byte { return binary.LittleEndian.AppendUint64(nil, uint64(n)) }

// SetProperty keeps value as filter state wasm.PATH of the exchange. On
// Higress some names act instead.
func (vm *VM) SetProperty(path string, value []byte) abi.Status {
	f := vm.filter()
	if f == nil {
		return abi.NotFound
	}
	if vm.env.Flavour == Higress && f.act(path, string(value)) {
		return abi.OK
	}
	f.stream.report.FilterState[path] = append([]byte(nil), value...)
	return abi.OK
}

// act carries out the properties that are commands on Higress.
func (f *filter) act(name, value string) bool {
	s := f.stream
	switch name {
	case "clear_route_cache":
		s.pinned = value == "off"
	case "set_decoder_buffer_limit", "set_encoder_buffer_limit":
		n, err := strconv.Atoi(value)
		if err != nil || n <= 0 {
			return true
		}
		side := requestSide
		if name == "set_encoder_buffer_limit" {
			side = responseSide
		}
		s.paths[side].limit = n
	case "wasm_need_rebuild":
		f.machine.rebuild = value == "true"
	default:
		return false
	}
	return true
}
