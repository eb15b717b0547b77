package upstream

import (
	"fmt"
	"net"
	"net/http"
	"time"
)

// Start serves at addr ("127.0.0.1:0" picks a port) until stop is called,
// which breaks open connections off.
func (s *Server) Start(addr string) (url string, stop func(), err error) { return serve(addr, s) }

// Start serves the recording at addr as Server.Start does.
func (p *Player) Start(addr string) (url string, stop func(), err error) { return serve(addr, p) }

// serve speaks HTTP/1.1, and HTTP/2 in clear text to those who begin with it.
func serve(addr string, h http.Handler) (url string, stop func(), err error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return "", nil, fmt.Errorf("upstream: cannot listen at %s: %w", addr, err)
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{Handler: h, Protocols: protocols, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(l) }() // ends when stop closes the listener
	return "http://" + l.Addr().String(), func() { _ = server.Close() }, nil
}
