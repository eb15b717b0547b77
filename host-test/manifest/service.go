package manifest

import (
	"fmt"
	"slices"
	"strings"
)

// services are the destinations that the manifests define, by host name and
// port: openai.dns:443, web.default.svc.cluster.local:8080.
type services map[string][]*service

// service is one port of one destination.
type service struct {
	port    int
	cluster Cluster
	// undiscovered: it exists, and only a registry knows its endpoints.
	undiscovered bool
}

func clusterName(port int, host string) string {
	return fmt.Sprintf("outbound|%d||%s", port, host)
}

func (s services) add(host string, one *service) {
	s[host] = append(s[host], one)
}

func (s services) clusters() []Cluster {
	var all []Cluster
	for _, host := range sortedKeys(s) {
		for _, one := range s[host] {
			if !one.undiscovered {
				all = append(all, one.cluster)
			}
		}
	}
	return all
}

// find returns the service, or a sentence that says what is missing. Port 0
// stands for the only port that there is.
func (s services) find(host string, port int) (*service, string) {
	known := s[host]
	if port == 0 && len(known) == 1 {
		return known[0], ""
	}
	for _, one := range known {
		if one.port == port || one.undiscovered {
			return one, ""
		}
	}
	switch {
	case discovered(host):
		return &service{undiscovered: true}, ""
	case known != nil && port == 0:
		return nil, fmt.Sprintf("%s has more than one port: say which, as in %s:%d", host, host, known[0].port)
	case known != nil:
		return nil, fmt.Sprintf("%s has port %d, not %d", host, known[0].port, port)
	}
	return nil, fmt.Sprintf("no McpBridge registry or Endpoints defines %q%s", host, s.similar(host))
}

func (s services) similar(host string) string {
	name, _, _ := strings.Cut(host, ".")
	for _, other := range sortedKeys(s) {
		if n, _, _ := strings.Cut(other, "."); n == name {
			return fmt.Sprintf("; did you mean %q?", other)
		}
	}
	return suggest(host, sortedKeys(s))
}

// discovered tells a name whose endpoints a registry would announce, such as
// payments.DEFAULT-GROUP.public.nacos.
func discovered(host string) bool {
	_, suffix, _ := cutLast(host, ".")
	return slices.Contains([]string{"nacos", "consul", "eureka", "zookeeper"}, suffix)
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// kubernetesHost is the name of a Service inside its cluster.
func kubernetesHost(name, namespace string) string {
	if namespace == "" {
		namespace = "default"
	}
	return name + "." + namespace + ".svc.cluster.local"
}

// findService resolves the name of a Kubernetes Service as a route gives it:
// a destination such as openai.dns, an Endpoints object of the namespace, or
// an McpBridge registry of that name.
func (s services) findService(name, namespace string, port int) (*service, string) {
	if strings.Contains(name, ".") {
		return s.find(name, port)
	}
	for _, host := range []string{kubernetesHost(name, namespace), name + ".static", name + ".dns"} {
		if s[host] != nil {
			return s.find(host, port)
		}
	}
	return nil, fmt.Sprintf("no Endpoints %q in this namespace and no McpBridge registry of that name%s", name, s.similar(name))
}

type endpointSubset struct {
	Addresses         []endpointAddress `json:"addresses"`
	NotReadyAddresses any               `json:"notReadyAddresses"`
	Ports             []endpointPort    `json:"ports"`
}

type endpointAddress struct {
	IP        string `json:"ip"`
	Hostname  any    `json:"hostname"`
	NodeName  any    `json:"nodeName"`
	TargetRef any    `json:"targetRef"`
}

type endpointPort struct {
	Name        any    `json:"name"`
	Port        int    `json:"port"`
	Protocol    any    `json:"protocol"`
	AppProtocol string `json:"appProtocol"`
}

// endpoints reads the Endpoints of a Service that has no selector: the plain
// Kubernetes way to name fixed addresses.
func (r *reader) endpoints(d *document) {
	var o struct {
		APIVersion string           `json:"apiVersion"`
		Kind       string           `json:"kind"`
		Metadata   metadata         `json:"metadata"`
		Subsets    []endpointSubset `json:"subsets"`
	}
	decode(d, &o)
	host := kubernetesHost(o.Metadata.Name, o.Metadata.Namespace)
	if !r.first(d, "Endpoints", host) {
		return
	}
	for i, subset := range o.Subsets {
		for j, p := range subset.Ports {
			at := indexPath(indexPath("subsets", i)+".ports", j)
			if !validPort(p.Port) {
				d.fail(at+".port", "must be a port between 1 and 65535")
				continue
			}
			c := Cluster{Name: clusterName(p.Port, host), Origin: d.origin(at)}
			for _, a := range subset.Addresses {
				c.Endpoints = append(c.Endpoints, Endpoint{Host: a.IP, Port: p.Port, Weight: 1})
			}
			r.services.add(host, &service{port: p.Port, cluster: c})
		}
	}
}

func validPort(p int) bool { return p > 0 && p < 1<<16 }
