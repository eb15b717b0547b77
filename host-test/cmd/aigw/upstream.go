package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"aigateway/host-test/upstream"
)

func upstreamCommand() *cobra.Command {
	var listen string
	c := &cobra.Command{
		Use:   "upstream",
		Short: "Run the fake OpenAI and Anthropic, which refuse what the real ones refuse",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			url, stop, err := upstream.New(upstream.Options{}).Start(listen)
			if err != nil {
				return err
			}
			defer stop()
			fmt.Fprintf(c.ErrOrStderr(), "fake providers on %s: POST /v1/chat/completions and /v1/messages; GET /ledger tells what was billed\n", url)
			<-c.Context().Done()
			return nil
		},
	}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:9100", "where the providers listen")
	return c
}
