package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"aigateway/host-test/envoyhost"
	"aigateway/host-test/manifest"
)

// envoy is the gateway as an Envoy process.
type envoy struct {
	*envoyhost.Dynamic
	address string
	failed  chan error
}

func startEnvoy(ctx context.Context, set *manifest.Set, o runOptions, to streams) (host, error) {
	// Envoy's own admin interface can stop the process, so it gets a port
	// that nobody is told; /healthz and /metrics are passed on.
	opts := envoyhost.Options{Listen: o.listen, Admin: "127.0.0.1:0", Tracing: wanted(o.tracing)}
	// Not ctx: the process ends in Close, after the streams in flight.
	process, err := envoyhost.StartDynamic(context.WithoutCancel(ctx), set, opts, envoyhost.StartOptions{
		Workers: o.workers, Stdout: to.out, Stderr: to.err,
	})
	if err != nil {
		return nil, err
	}
	address, err := process.Admin().Listener(ctx, envoyhost.Listener)
	if err != nil {
		return nil, errors.Join(err, process.Close())
	}
	e := &envoy{Dynamic: process, address: address, failed: make(chan error, 1)}
	go func() {
		<-process.Exited()
		e.failed <- fmt.Errorf("the Envoy process is gone; the end of its log:\n%s", process.Log())
	}()
	return e, nil
}

func (e *envoy) Address() string { return e.address }

func (e *envoy) Failed() <-chan error { return e.failed }

// Close waits for exchanges in flight, up to the grace.
func (e *envoy) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	_ = e.Drain(ctx) // what does not end in time is cut
	return e.Dynamic.Close()
}

func (e *envoy) Metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, err := e.Admin().Read(r.Context(), "/stats/prometheus")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		_, _ = w.Write(text) // a scraper that is gone needs no answer
	})
}
