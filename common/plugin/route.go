package plugin

import "aigateway/common/abi"

// RouteName is what the host calls the route of the exchange. Higress and
// Envoy before 1.33 know it as route_name, later ones as xds.route_name.
func (s *Stream) RouteName() string { return s.first("route_name", "xds\x00route_name") }

// ClusterName is the cluster that the exchange is routed to.
func (s *Stream) ClusterName() string { return s.first("cluster_name", "xds\x00cluster_name") }

// first returns the first of two properties that the host has. Which one that
// is does not change, but asking costs no more than remembering it a VM.
func (s *Stream) first(names ...string) string {
	for _, name := range names {
		value, status := abi.Property(s.vm.small, name)
		s.vm.small = value
		if status == abi.OK {
			return string(value)
		}
	}
	return ""
}
