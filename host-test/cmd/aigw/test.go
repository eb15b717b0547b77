package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	hosttest "aigateway/host-test"
	"aigateway/host-test/upstream"
)

func testCommand() *cobra.Command {
	o := runOptions{listen: "127.0.0.1:0", workers: 1}
	c := &cobra.Command{
		Use:   "test -f DIR [CASE.txtar …]",
		Short: "Run your own cases against your manifests: plugin tests without a cluster",
		Long: "Runs the cases that are named, or every *.txtar of DIR and of DIR/cases. A case is what the client sends\n" +
			"(request.http), what the provider must receive (upstream/request.http), what it answers (upstream/response.http)\n" +
			"and what the client must receive (response.http). All destinations of the manifests are played by the case.",
		RunE: func(c *cobra.Command, files []string) error {
			return test(c.Context(), o, files, streams{c.OutOrStdout(), c.ErrOrStderr()})
		},
	}
	manifestFlag(c, &o.dir)
	c.Flags().StringVar(&o.host, "host", "wazero", "what runs the plugins: wazero or envoy")
	return c
}

func test(ctx context.Context, o runOptions, files []string, to streams) error {
	cases, err := readCases(o.dir, files)
	if err != nil {
		return err
	}
	player := upstream.Replay(upstream.Response{Status: 500})
	url, stop, err := player.Start("127.0.0.1:0")
	if err != nil {
		return err
	}
	defer stop()
	gateway, err := startOn(ctx, o, url, to)
	if err != nil {
		return err
	}
	return closing(gateway, play(cases, hosttest.Place{Host: o.host, Address: gateway.Address(), Metrics: gateway.Metrics()}, player, to.out))
}

// play runs the cases in order and reports each on a line.
func play(cases []*hosttest.Case, at hosttest.Place, player *upstream.Player, out io.Writer) error {
	failed := 0
	for _, c := range cases {
		differences, err := c.Play(at, player)
		if err != nil {
			differences = append(differences, err.Error())
		}
		if len(differences) == 0 {
			fmt.Fprintf(out, "ok    %s: %s\n", c.Name, c.Title)
			continue
		}
		failed++
		fmt.Fprintf(out, "FAIL  %s: %s\n", c.Name, c.Title)
		for _, d := range differences {
			fmt.Fprintf(out, "      %s\n", strings.ReplaceAll(d, "\n", "\n      "))
		}
	}
	fmt.Fprintf(out, "%s on %s, %d failed\n", count(len(cases), "case"), at.Host, failed)
	if failed > 0 {
		return errTold
	}
	return nil
}

// readCases reads the files, or those that lie with the manifests.
func readCases(dir string, files []string) ([]*hosttest.Case, error) {
	if len(files) == 0 {
		for _, pattern := range []string{"*.txtar", "cases/*.txtar"} {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				return nil, err
			}
			files = slices.Concat(files, found)
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("there are no cases (*.txtar) in %s or %s", dir, filepath.Join(dir, "cases"))
	}
	var cases []*hosttest.Case
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if bytes.Contains(raw, []byte("-- config.json --")) {
			return nil, fmt.Errorf("%s: config.json has no effect here: the manifests configure the plugins", file)
		}
		c, err := hosttest.ParseCase(file, append(raw, "\n-- config.json --\n{}\n"...))
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// startOn starts a host whose clusters are all at one address.
func startOn(ctx context.Context, o runOptions, url string, to streams) (host, error) {
	start, ok := hosts[o.host]
	if !ok {
		return nil, errHost(o.host)
	}
	set, err := load(to.err, o.dir)
	if err != nil {
		return nil, err
	}
	if err := redirect(set, strings.TrimPrefix(url, "http://")); err != nil {
		return nil, err
	}
	return start(ctx, set, o, streams{io.Discard, to.err})
}

func errHost(name string) error {
	return fmt.Errorf("--host must be wazero or envoy, not %q", name)
}
