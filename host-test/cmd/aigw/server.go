package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// server is an HTTP server on a port that is open when it is made.
type server struct {
	http     *http.Server
	listener net.Listener
	failed   chan error
}

// grace is how long exchanges in flight may take to end.
const grace = 10 * time.Second

// headersWithin bounds the time for a request's headers.
const headersWithin = 30 * time.Second

// startServer serves HTTP/1.1 and HTTP/2 without TLS.
func startServer(address string, handler http.Handler) (*server, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen: %w", err)
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	s := &server{
		http:     &http.Server{Handler: handler, Protocols: protocols, ReadHeaderTimeout: headersWithin},
		listener: listener, failed: make(chan error, 1),
	}
	go func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- fmt.Errorf("the server on %s has ended: %w", listener.Addr(), err)
		}
	}()
	return s, nil
}

// Address is HOST:PORT with the port that is really open.
func (s *server) Address() string { return s.listener.Addr().String() }

// Close takes no new requests, waits for those in flight, and cuts what is
// left after the grace.
func (s *server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := s.http.Shutdown(ctx); err != nil {
		return s.http.Close()
	}
	return nil
}

// startAdmin serves what a monitoring system asks a gateway.
func startAdmin(address string, gateway host) (*server, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	mux.Handle("GET /metrics", gateway.Metrics())
	return startServer(address, mux)
}
