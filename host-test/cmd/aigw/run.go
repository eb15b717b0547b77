package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/spf13/cobra"

	"aigateway/host-test/envoyhost"
	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
)

// runOptions are the flags of run.
type runOptions struct {
	dir      string
	listen   string
	admin    string
	host     string
	upstream string
	workers  int
	tracing  envoyhost.Tracing
}

func runCommand() *cobra.Command {
	var o runOptions
	c := &cobra.Command{
		Use:   "run -f DIR",
		Short: "Run the gateway on a directory of manifests, and again whenever one changes",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return run(c.Context(), o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	manifestFlag(c, &o.dir)
	c.Flags().StringVar(&o.listen, "listen", "127.0.0.1:8080", "where clients connect, HTTP/1.1 and h2c")
	c.Flags().StringVar(&o.admin, "admin", "127.0.0.1:8081", "where /healthz and /metrics are")
	c.Flags().StringVar(&o.host, "host", "wazero", "what runs the plugins: wazero, in this process, or envoy")
	c.Flags().StringVar(&o.upstream, "upstream", "", "also start the fake providers on this address")
	tracingFlags(c, &o.tracing)
	c.Flags().IntVar(&o.workers, "workers", 0, "worker threads, each with VMs of its own (0: one a core)")
	return c
}

func tracingFlags(c *cobra.Command, t *envoyhost.Tracing) {
	c.Flags().StringVar(&t.Collector, "otlp", "", "where Envoy sends spans: http://HOST:4318, https://… or grpc://HOST:4317")
	c.Flags().StringVar(&t.Service, "otlp-service", "aigateway", "the gateway's name in traces")
	c.Flags().Float64Var(&t.Percent, "otlp-percent", 100, "how many of the traces that begin here are kept, in percent")
}

// wanted is t if a collector was named.
func wanted(t envoyhost.Tracing) *envoyhost.Tracing {
	if t.Collector == "" {
		return nil
	}
	return &t
}

// host is a running gateway.
type host interface {
	// Apply replaces the manifests. After an error those before stay in force.
	Apply(ctx context.Context, set *manifest.Set) error
	// Address is where clients connect.
	Address() string
	// Metrics are in Prometheus' text format.
	Metrics() http.Handler
	// Failed tells when the host ends without being asked.
	Failed() <-chan error
	// Close lets exchanges in flight end for a while, then cuts them.
	Close() error
}

// hosts are the values of --host.
var hosts = map[string]func(context.Context, *manifest.Set, runOptions, streams) (host, error){
	"wazero": startWazero,
	"envoy":  startEnvoy,
}

// streams are where the access log and everything else go.
type streams struct{ out, err io.Writer }

func run(ctx context.Context, o runOptions, out, errs io.Writer) error {
	start, ok := hosts[o.host]
	if !ok {
		return errHost(o.host)
	}
	set, err := load(errs, o.dir)
	if err != nil {
		return err
	}
	if o.upstream != "" {
		url, stop, err := upstream.New(upstream.Options{}).Start(o.upstream)
		if err != nil {
			return err
		}
		defer stop()
		fmt.Fprintf(errs, "fake providers on %s\n", url)
	}
	gateway, err := start(ctx, set, o, streams{out, errs})
	if err != nil {
		return err
	}
	admin, err := startAdmin(o.admin, gateway)
	if err != nil {
		return closing(gateway, err)
	}
	defer func() { _ = admin.Close() }()
	fmt.Fprintf(errs, "gateway on http://%s (%s), /healthz and /metrics on http://%s\n", gateway.Address(), o.host, admin.Address())
	printCurl(errs, o.dir, gateway.Address())
	return closing(gateway, serve(ctx, o.dir, gateway, errs))
}

// serve applies changed manifests until ctx ends or the host does.
func serve(ctx context.Context, dir string, gateway host, errs io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	watching := make(chan error, 1)
	go func() {
		watching <- watch(ctx, dir, func() { reload(ctx, dir, gateway, errs) })
	}()
	select {
	case err := <-watching:
		return err
	case err := <-gateway.Failed():
		stop()
		return errors.Join(err, <-watching)
	}
}

// reload keeps what runs when the new manifests cannot.
func reload(ctx context.Context, dir string, gateway host, errs io.Writer) {
	set, err := load(errs, dir)
	if err == nil {
		if err = gateway.Apply(ctx, set); err != nil {
			fmt.Fprintln(errs, "aigw:", err)
		}
	}
	if err != nil {
		fmt.Fprintf(errs, "%s changed and cannot be run; the manifests before stay in force\n", dir)
		return
	}
	fmt.Fprintf(errs, "%s changed and is in force\n", dir)
}

// closing ends the host and keeps the first error.
func closing(gateway host, err error) error {
	if closed := gateway.Close(); err == nil {
		return closed
	}
	return err
}
