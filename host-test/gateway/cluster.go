package gateway

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"aigateway/host-test/manifest"
)

const (
	connectTimeout  = 5 * time.Second // Envoy's default, as the next
	maxPending      = 1024
	idleConnTimeout = time.Minute
	idleConns       = 256 // kept open, an endpoint
)

// cluster is an upstream with its connections.
type cluster struct {
	spec      *manifest.Cluster
	transport *http.Transport
	addresses []string // each as often as its weight says
	next      atomic.Uint64
	pending   atomic.Int64 // requests that wait for a connection
	limit     int64        // of those
}

func newCluster(spec *manifest.Cluster, o *Options) *cluster {
	c := &cluster{spec: spec, limit: int64(o.MaxPending)}
	dialer := &net.Dialer{Timeout: o.ConnectTimeout, KeepAlive: idleConnTimeout}
	if o.NameServer != "" {
		dialer.Resolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, o.NameServer)
		}}
	}
	for _, e := range spec.Endpoints {
		address := net.JoinHostPort(e.Host, strconv.Itoa(e.Port))
		for range max(e.Weight, 1) {
			c.addresses = append(c.addresses, address)
		}
	}
	protocols := &http.Protocols{}
	protocols.SetHTTP1(!spec.HTTP2)
	protocols.SetHTTP2(spec.HTTP2 && spec.TLS)
	protocols.SetUnencryptedHTTP2(spec.HTTP2 && !spec.TLS)
	c.transport = &http.Transport{
		DialContext:         dialer.DialContext,
		TLSClientConfig:     &tls.Config{RootCAs: o.RootCAs, ServerName: spec.SNI, MinVersion: tls.VersionTLS12},
		Protocols:           protocols,
		DisableCompression:  true,
		MaxIdleConnsPerHost: idleConns,
		IdleConnTimeout:     idleConnTimeout,
		TLSHandshakeTimeout: o.ConnectTimeout,
	}
	return c
}

// pick returns override if it is an endpoint, else the next one in turn, and
// nothing when there is none.
func (c *cluster) pick(override string) string {
	if len(c.addresses) == 0 {
		return ""
	}
	for _, a := range c.addresses {
		if a == override {
			return a
		}
	}
	return c.addresses[(c.next.Add(1)-1)%uint64(len(c.addresses))]
}

func (c *cluster) scheme() string {
	if c.spec.TLS {
		return "https"
	}
	return "http"
}

// Hosts implements [engine.Router].
func (gen *generation) Hosts(name string) (hosts [][2]string) {
	c, ok := gen.clusters[name]
	if !ok {
		return nil
	}
	for _, e := range c.spec.Endpoints {
		metadata, err := json.Marshal(map[string]any{"health_status": "Healthy", "weight": max(e.Weight, 1)})
		if err != nil {
			continue
		}
		hosts = append(hosts, [2]string{net.JoinHostPort(e.Host, strconv.Itoa(e.Port)), string(metadata)})
	}
	return hosts
}
