// Package gateway is an HTTP gateway on the engine: it listens to nobody by
// itself, but serves what an http.Server hands it, sends exchanges through
// the plugins to the clusters of a manifest set, and reports them in an
// access log and as metrics. What a plugin sees of an exchange is the
// engine's business.
package gateway

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
	"aigateway/host-test/manifest"
	"aigateway/host-test/stattags"
	"aigateway/host-test/wazerohost"
)

// Options say what a gateway is made of. Set and Load are required.
type Options struct {
	Set *manifest.Set
	// Load returns the module behind a plugin's URL.
	Load func(url string) ([]byte, error)
	// Native replaces modules by plugins that are compiled in, by URL.
	Native map[string]func() abi.Guest
	// Workers is how many VMs of each module run; 0 means one a CPU.
	Workers int
	// Flavour is the proxy whose manners the gateway has; 0 means Envoy.
	Flavour engine.Flavour
	// HeadersStopIteration is Envoy's allow_on_headers_stop_iteration.
	HeadersStopIteration bool
	// PinRoutes keeps the route that a request took first when plugins rewrite
	// its path or host, as envoyhost's configurations do. Without it the route
	// is found anew, as by a bare Envoy.
	PinRoutes bool
	// BodyLimit is how much of a body plugins may hold back, in bytes; 0
	// means engine.DefaultBodyLimit.
	BodyLimit int
	// CacheDir keeps compiled modules between runs; empty keeps none.
	CacheDir string
	// ReloadBackoff is how long a VM that trapped stays down at least.
	ReloadBackoff time.Duration
	// AccessLog gets one line of JSON an exchange; nil gets none.
	AccessLog io.Writer
	// Ended is told of every exchange that is over; it may be nil.
	Ended func(*engine.Report)
	// Log gets the lines of plugins and of the gateway; nil drops them.
	Log      *slog.Logger
	LogLevel abi.LogLevel
	// StatsTags turn parts of metric names into labels; nil means
	// [stattags.Tags].
	StatsTags []stattags.Tag
	// RootCAs verify TLS clusters; nil means the system's.
	RootCAs *x509.CertPool
	// ConnectTimeout bounds the TCP and TLS handshakes with an endpoint; 0
	// means Envoy's default, 5 s.
	ConnectTimeout time.Duration
	// MaxPending bounds the requests that wait for a connection to a cluster;
	// 0 means Envoy's default, 1024.
	MaxPending int
	// NameServer looks up the names of endpoints, HOST:PORT; empty means the
	// system's.
	NameServer string
}

// Gateway serves HTTP. It is an http.Handler.
type Gateway struct {
	options Options
	loader  *wazerohost.Loader
	env     engine.Environment // shared by all generations; Caller and Redis are per generation
	stats   *stats
	log     *accessLog

	connections atomic.Uint64

	mu      sync.Mutex
	modules map[string]*moduleEntry
	current *generation
	closing bool
	idle    chan struct{} // closed when closing and nothing is in flight
	active  map[*client]struct{}
}

var _ http.Handler = (*Gateway)(nil)

// ErrClosed is what a closed gateway answers.
var ErrClosed = errors.New("the gateway is closed")

// New compiles the modules, starts the VMs and configures the plugins.
func New(o Options) (*Gateway, error) {
	if o.Set == nil || o.Load == nil && len(o.Native) == 0 {
		return nil, errors.New("a gateway needs a manifest set, and a way to load its modules")
	}
	o.setDefaults()
	loader, err := wazerohost.NewLoader(wazerohost.Options{Flavour: o.Flavour, CacheDir: o.CacheDir})
	if err != nil {
		return nil, err
	}
	g := &Gateway{options: o, loader: loader, modules: map[string]*moduleEntry{},
		idle: make(chan struct{}), active: map[*client]struct{}{}}
	g.env = engine.Environment{
		Flavour: o.Flavour, Shared: engine.NewSharedData(), Metrics: engine.NewMetrics(stattags.Bounds(stattags.Histograms())),
		Log: o.Log, LogLevel: o.LogLevel, RequestLimit: o.BodyLimit, ResponseLimit: o.BodyLimit,
		ReloadBackoff: o.ReloadBackoff,
	}
	g.stats = newStats(g)
	if o.AccessLog != nil {
		g.log = &accessLog{w: o.AccessLog}
	}
	if g.current, err = g.newGeneration(o.Set); err != nil {
		_ = loader.Close()
		return nil, err
	}
	return g, nil
}

func (o *Options) setDefaults() {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	o.ConnectTimeout = cmp.Or(o.ConnectTimeout, connectTimeout)
	o.MaxPending = cmp.Or(o.MaxPending, maxPending)
	if o.Flavour == 0 {
		o.Flavour = engine.Envoy
	}
	if o.StatsTags == nil {
		o.StatsTags = stattags.Tags()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
}

// Replace puts set in the place of the present configuration. Exchanges in
// flight end under the one that they began with; when set cannot be loaded,
// nothing changes.
func (g *Gateway) Replace(set *manifest.Set) error {
	next, err := g.newGeneration(set)
	if err != nil {
		return err
	}
	g.mu.Lock()
	if g.closing {
		g.mu.Unlock()
		next.close()
		return ErrClosed
	}
	old := g.current
	g.current, old.retired = next, true
	unused := old.active == 0
	g.mu.Unlock()
	if unused {
		old.close()
	}
	return nil
}

// Close lets exchanges in flight finish until ctx is done, breaks off the
// rest, and frees the VMs. New exchanges are refused from now on.
func (g *Gateway) Close(ctx context.Context) error {
	g.mu.Lock()
	if g.closing {
		g.mu.Unlock()
		return ErrClosed
	}
	g.closing = true
	g.current.retired = true
	unused := g.current.active == 0
	if len(g.active) == 0 {
		close(g.idle)
	}
	g.mu.Unlock()

	var err error
	select {
	case <-g.idle:
	case <-ctx.Done():
		err = fmt.Errorf("exchanges were broken off: %w", ctx.Err())
		g.abortAll()
		<-g.idle
	}
	if unused {
		g.current.close()
	}
	if closeErr := g.loader.Close(); err == nil {
		err = closeErr
	}
	return err
}

func (g *Gateway) abortAll() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for c := range g.active {
		c.cancel()
	}
}

// enter begins an exchange under the present configuration; nil means that
// the gateway closes.
func (g *Gateway) enter(c *client) *generation {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closing {
		return nil
	}
	g.current.active++
	g.active[c] = struct{}{}
	return g.current
}

func (g *Gateway) leave(c *client, gen *generation) {
	g.mu.Lock()
	delete(g.active, c)
	gen.active--
	unused := gen.retired && gen.active == 0
	last := g.closing && len(g.active) == 0
	g.mu.Unlock()
	if unused {
		gen.close()
	}
	if last {
		close(g.idle)
	}
}
