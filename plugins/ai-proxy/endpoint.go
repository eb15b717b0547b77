package aiproxy

import (
	"errors"
	"strconv"
	"strings"

	"aigateway/common/config"
	"aigateway/common/plugin"
)

// compileEndpoints makes every provider ready: any endpoint may be asked for.
func (c *Config) compileEndpoints(at *config.Report) {
	c.endpoints = map[string]*service{}
	for i := range c.Providers {
		p := &c.Providers[i]
		at := at.Member("providers").Index(i)
		if p.Broken {
			at.Fault("has faults")
			continue
		}
		s := compile(&p.Value, at)
		if s == nil {
			continue
		}
		s.endpoint = true
		c.endpoints[p.Value.ID] = s
		t := target{service: s, policy: compilePolicy(s, &p.Value, at), name: p.Value.ID, cluster: c.clusterOf(p.Value.ID)}
		t.policy.retries = 0 // they are Envoy's
		if t.cluster == "" {
			t.policy.model = "" // health checks would pass this filter again
		}
		s.chain = []target{t}
	}
}

// clusterOf returns the cluster of a provider's own, which health checks go to.
func (c *Config) clusterOf(id string) string {
	for _, f := range c.Fallbacks {
		if f.ProviderID == id {
			return f.Cluster
		}
	}
	return ""
}

// atEndpoint returns the service of the endpoint that an attempt goes to.
func (c *Config) atEndpoint(s *plugin.Stream) (*service, error) {
	id := string(s.Root().Property("xds.upstream_host_metadata.filter_metadata.aigateway.provider"))
	service := c.endpoints[id]
	if service == nil {
		return nil, errors.New("the endpoint's metadata name no provider: " + strconv.Quote(id))
	}
	restore(s.RequestHeaders())
	return service, nil
}

// foreignAttempt are headers that an attempt for another provider may have set.
var foreignAttempt = [...]string{
	"anthropic-version", "anthropic-beta", "x-app", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-dashscope-sse",
	"x-tc-action", "x-tc-version", "x-tc-timestamp",
}

// restore takes back what an attempt before this one made of the headers:
// Envoy sends the same map on with each of them. Where there was one is known
// by the client's host, which every attempt writes down.
func restore(h *plugin.Headers) {
	host := h.Value("x-envoy-original-host")
	if host == nil {
		h.Set("x-envoy-original-host", string(h.Value(":authority")))
		return
	}
	path := h.Value("x-envoy-original-path")
	if path == nil {
		path = h.Value(":path")
	}
	h.Set(":authority", string(host))
	h.Set(":path", string(path))
	for _, name := range credentials {
		h.Remove(name) // the key of another provider
	}
	if !strings.HasSuffix(string(path), "/messages") {
		for _, name := range foreignAttempt {
			h.Remove(name)
		}
	}
	h.Commit()
}

// resize tells the size of the client's body, where an attempt before this one
// may have written down its own.
func (x *exchange) resize(s *plugin.Stream) {
	if x.way.service.endpoint {
		s.RequestHeaders().Set("content-length", strconv.Itoa(s.BodySize()))
	}
}
