// Command aigw runs, checks and tests the AI gateway's plugins on the
// manifests that a cluster is given: on wazero, in its own process, or in a
// real Envoy that it starts.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command().ExecuteContext(ctx); err != nil {
		if !errors.Is(err, errTold) {
			fmt.Fprintln(os.Stderr, "aigw:", err)
		}
		stop()
		os.Exit(1)
	}
}

// errTold ends the command with exit code 1 after the reasons were printed.
var errTold = errors.New("the reasons were printed")

func command() *cobra.Command {
	root := &cobra.Command{
		Use:           "aigw",
		Short:         "The AI gateway's plugins on this machine: run, check and test them",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(runCommand(), checkCommand(), testCommand(), renderCommand(), upstreamCommand(), demoCommand())
	return root
}
