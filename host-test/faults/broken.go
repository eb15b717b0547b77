package faults

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/manifest"
)

// broken are the ways in which no connection comes about.
var broken = []string{"refused", "name", "plaintext", "certificate", "full"}

// brokenClusters returns a cluster for each of them, by name, and a name server
// for them.
func brokenClusters(t *testing.T) (clusters []manifest.Cluster, nameServer string) {
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = silent()
	secure.StartTLS()
	t.Cleanup(secure.Close)
	full := NewHole(t)
	for _, name := range broken {
		address := map[string]string{
			"refused": hosttest.FreeAddress(t), "name": plain.Listener.Addr().String(), "plaintext": plain.Listener.Addr().String(),
			"certificate": secure.Listener.Addr().String(), "full": full.Address(),
		}[name]
		c := clusterAt(name, address)
		switch name {
		case "name":
			c.Endpoints[0].Host = "provider.invalid"
		case "plaintext", "certificate":
			c.TLS, c.SNI = true, "provider.invalid"
		}
		clusters = append(clusters, c)
	}
	return clusters, nobodyKnown(t)
}

func clusterAt(name, address string) manifest.Cluster {
	c := hosttest.OneRoute(address).Clusters[0]
	c.Name = clusterName(name)
	return c
}

func clusterName(name string) string { return "outbound|80||" + name + ".static" }

// Hole is a listener whose queue is full: whoever connects gets no answer.
type Hole struct {
	t        *testing.T
	listener *net.TCPListener
	fill     []net.Conn
}

// NewHole returns one.
func NewHole(t *testing.T) *Hole {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	h := &Hole{t: t, listener: listener.(*net.TCPListener)}
	t.Cleanup(func() { h.drain(); _ = h.listener.Close() })
	h.queue(0)
	for len(h.fill) < 16 {
		conn, err := net.DialTimeout("tcp", h.Address(), 200*time.Millisecond)
		if err != nil {
			return h
		}
		h.fill = append(h.fill, conn)
	}
	require.Fail(t, "this system queues connections without end")
	return nil
}

// Address is HOST:PORT.
func (h *Hole) Address() string { return h.listener.Addr().String() }

// queue bounds how many connections wait to be accepted.
func (h *Hole) queue(n int) {
	raw, err := h.listener.SyscallConn()
	require.NoError(h.t, err)
	var failed error
	require.NoError(h.t, raw.Control(func(fd uintptr) { failed = syscall.Listen(int(fd), n) }))
	require.NoError(h.t, failed)
}

func (h *Hole) drain() {
	for _, conn := range h.fill {
		_ = conn.Close()
	}
	h.fill = nil
}

// Open has a provider answer there from now on.
func (h *Hole) Open(provider http.Handler) {
	h.queue(1 << 10)
	h.drain()
	server := &http.Server{Handler: provider, ErrorLog: silent()}
	go func() { _ = server.Serve(h.listener) }()
	h.t.Cleanup(func() { _ = server.Close() })
}

// nobodyKnown is a name server that knows no name, and says so.
func nobodyKnown(t *testing.T) string {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		message := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(message)
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err == nil && n >= 12 { // RFC 1035, 4.1.1: the flag QR, and RCODE 3
				message[2] |= 0x80
				message[3] = message[3]&0xf0 | 3
				_, _ = conn.WriteTo(message[:n], from)
			}
		}
	}()
	return conn.LocalAddr().String()
}
