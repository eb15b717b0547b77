package manifest

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

type mcpBridgeSpec struct {
	Registries []registry `json:"registries"`
	Proxies    any        `json:"proxies"`
}

// registry is one entry of an McpBridge: fixed addresses (static), names to
// resolve (dns), or a registry to ask.
type registry struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Domain   string `json:"domain"`
	Port     int    `json:"port"`
	Protocol string `json:"protocol"`
	SNI      string `json:"sni"`

	ProxyName              any `json:"proxyName"`
	VPort                  any `json:"vport"`
	Metadata               any `json:"metadata"`
	AuthSecretName         any `json:"authSecretName"`
	NacosAddressServer     any `json:"nacosAddressServer"`
	NacosAccessKey         any `json:"nacosAccessKey"`
	NacosSecretKey         any `json:"nacosSecretKey"`
	NacosNamespaceID       any `json:"nacosNamespaceId"`
	NacosNamespace         any `json:"nacosNamespace"`
	NacosGroups            any `json:"nacosGroups"`
	NacosRefreshInterval   any `json:"nacosRefreshInterval"`
	ConsulNamespace        any `json:"consulNamespace"`
	ConsulDatacenter       any `json:"consulDatacenter"`
	ConsulServiceTag       any `json:"consulServiceTag"`
	ConsulRefreshInterval  any `json:"consulRefreshInterval"`
	ZkServicesPath         any `json:"zkServicesPath"`
	McpServerBaseURL       any `json:"mcpServerBaseUrl"`
	McpServerExportDomains any `json:"mcpServerExportDomains"`
	EnableMCPServer        any `json:"enableMCPServer"`
	EnableScopeMcpServers  any `json:"enableScopeMcpServers"`
	AllowMcpServers        any `json:"allowMcpServers"`
}

func (r *reader) mcpBridge(d *document) {
	o := read[mcpBridgeSpec](d)
	if o.Metadata.Name != "default" && o.Metadata.Name != "" {
		d.warn("metadata.name", "Higress reads only the McpBridge named default")
	}
	if o.Spec.Proxies != nil {
		d.warn("spec.proxies", "is not applied by this host")
	}
	for i, one := range o.Spec.Registries {
		r.registry(d, indexPath("spec.registries", i), one)
	}
}

func (r *reader) registry(d *document, path string, one registry) {
	if one.Name == "" {
		d.fail(path+".name", "a registry needs a name")
		return
	}
	switch one.Type {
	case "static", "dns":
	case "nacos", "nacos2", "nacos3", "consul", "eureka", "zookeeper":
		d.warn(path+".type", "needs discovery, not in this host yet: the services of %s %q cannot be reached", one.Type, one.Name)
		return
	default:
		d.fail(path+".type", "must be static, dns, nacos2, nacos3 or consul, not %q", one.Type)
		return
	}
	host := one.Name + "." + one.Type
	if first := r.services[host]; first != nil {
		o := first[0].cluster.Origin
		d.fail(path+".name", "registry %s is already defined in %s, line %d", host, o.File, o.Line)
		return
	}
	c := Cluster{Name: clusterName(one.Port, host), SNI: one.SNI, Origin: d.origin(path)}
	if !validPort(one.Port) {
		d.fail(path+".port", "must be a port between 1 and 65535")
	}
	d.setProtocol(path+".protocol", one.Protocol, &c)
	c.Endpoints = d.endpointsOf(path+".domain", one)
	if c.TLS && c.SNI == "" && one.Type == "dns" && len(c.Endpoints) > 0 {
		c.SNI = c.Endpoints[0].Host
	}
	r.services.add(host, &service{port: one.Port, cluster: c})
}

// setProtocol takes Higress' names, in either case.
func (d *document) setProtocol(path, protocol string, c *Cluster) {
	switch strings.ToLower(protocol) {
	case "", "http":
	case "https":
		c.TLS = true
	case "http2", "grpc":
		c.HTTP2 = true
	case "grpcs":
		c.TLS, c.HTTP2 = true, true
	default:
		d.fail(path, "must be one of http, https, http2, grpc, grpcs, not %q", protocol)
	}
}

var domainName = regexp.MustCompile(`^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)

// endpointsOf reads the domain of a registry: IP:PORT,IP:PORT for static,
// NAME,NAME for dns, where each has the registry's port.
func (d *document) endpointsOf(path string, one registry) []Endpoint {
	if one.Domain == "" {
		d.fail(path, "a %s registry needs its addresses", one.Type)
		return nil
	}
	var all []Endpoint
	for _, text := range strings.Split(one.Domain, ",") {
		text = strings.TrimSpace(text)
		switch {
		case one.Type == "dns" && domainName.MatchString(text):
			all = append(all, Endpoint{Host: text, Port: one.Port, Weight: 1})
		case one.Type == "dns":
			d.fail(path, "%q is not a domain name: a dns registry takes names without a port", text)
		default:
			address, err := netip.ParseAddrPort(text)
			if err != nil || address.Port() == 0 {
				d.fail(path, "%q is not IP:PORT, which a static registry takes", text)
				continue
			}
			all = append(all, Endpoint{Host: address.Addr().String(), Port: int(address.Port()), Weight: 1})
		}
	}
	return all
}

// parsePort reads the port of a destination, 0 when there is none.
func parsePort(text string) (int, bool) {
	if text == "" {
		return 0, true
	}
	p, err := strconv.Atoi(text)
	return p, err == nil && validPort(p)
}
