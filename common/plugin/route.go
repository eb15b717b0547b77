package plugin

import (
	"strings"

	"aigateway/common/abi"
)

// RouteName is what the host calls the route of the exchange. Higress and
// Envoy before 1.33 know it as route_name, later ones as xds.route_name.
func (s *Stream) RouteName() string {
	return s.root.vm.text(&s.root.vm.route, "route_name", "xds\x00route_name")
}

// ClusterName is the cluster that the exchange is routed to.
func (s *Stream) ClusterName() string {
	return s.root.vm.text(&s.root.vm.cluster, "cluster_name", "xds\x00cluster_name")
}

// known is a property that hosts call differently: which of the names this one
// knows, and the value that it last had. Most exchanges have the one of the
// exchange before.
type known struct {
	name  int
	value string
}

// text returns the first of some properties that the host has, beginning with
// the one that it had before.
func (v *vm) text(k *known, names ...string) string {
	for range names {
		if value := v.property(names[k.name]); value != nil {
			if k.value != string(value) {
				k.value = string(value)
			}
			return k.value
		}
		k.name = (k.name + 1) % len(names)
	}
	return ""
}

// property returns the value of a key as the host has it, nil without one.
func (v *vm) property(key string) []byte {
	value, status := abi.Property(v.value, key)
	v.value = value
	if status != abi.OK {
		return nil
	}
	if value == nil {
		return []byte{}
	}
	return value
}

// manyKeys bounds the keys that a VM remembers; plugins spell them out.
const manyKeys = 256

// key returns a path as the host wants it: with a zero byte for each dot.
func (v *vm) key(path string) string {
	if strings.IndexByte(path, '.') < 0 {
		return path
	}
	if key, ok := v.keys[path]; ok {
		return key
	}
	if v.keys == nil || len(v.keys) >= manyKeys {
		v.keys = map[string]string{}
	}
	key := strings.ReplaceAll(path, ".", "\x00")
	v.keys[path] = key
	return key
}
