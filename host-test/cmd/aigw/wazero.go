package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
	"aigateway/host-test/gateway"
	"aigateway/host-test/manifest"
)

// embedded is the gateway in this process.
type embedded struct {
	gateway *gateway.Gateway
	server  *server
}

func startWazero(_ context.Context, set *manifest.Set, o runOptions, to streams) (host, error) {
	if o.tracing.Collector != "" {
		return nil, errors.New("--otlp needs --host envoy: the gateway in this process sends no spans")
	}
	g, err := gateway.New(gateway.Options{
		Set:                  set,
		Load:                 loadModule,
		Workers:              o.workers,
		Flavour:              engine.Envoy,
		HeadersStopIteration: true,
		PinRoutes:            true,
		CacheDir:             moduleCache(),
		AccessLog:            to.out,
		Log:                  slog.New(slog.NewTextHandler(to.err, nil)),
		LogLevel:             abi.Warn,
	})
	if err != nil {
		return nil, err
	}
	s, err := startServer(o.listen, g)
	if err != nil {
		return nil, errors.Join(err, g.Close(context.Background()))
	}
	return &embedded{g, s}, nil
}

// loadModule reads the module behind a WasmPlugin's url.
func loadModule(url string) ([]byte, error) {
	path, ok := strings.CutPrefix(url, "file://")
	if !ok {
		return nil, fmt.Errorf("this host loads modules from file://PATH; %s is for Higress and Istio, which pull images", url)
	}
	code, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no module %s: run make build, or give the url from the working directory", path)
	}
	return code, err
}

// moduleCache is where compiled modules are kept, so that a start takes
// milliseconds from the second time on. It is none where a user has no cache.
func moduleCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "aigw")
}

func (e *embedded) Apply(_ context.Context, set *manifest.Set) error { return e.gateway.Replace(set) }

func (e *embedded) Address() string { return e.server.Address() }

func (e *embedded) Metrics() http.Handler { return e.gateway.Admin() }

func (e *embedded) Failed() <-chan error { return e.server.failed }

// Close stops to listen and lets exchanges in flight end, up to the grace.
func (e *embedded) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	return errors.Join(e.server.Close(), e.gateway.Close(ctx))
}
