package main

import (
	"github.com/spf13/cobra"

	"aigateway/host-test/envoyhost"
)

func renderCommand() *cobra.Command {
	c := &cobra.Command{Use: "render", Short: "Print the configuration that another host would run"}
	var dir string
	var opts envoyhost.Options
	var tracing envoyhost.Tracing
	envoy := &cobra.Command{
		Use:   "envoy -f DIR",
		Short: "Print the Envoy bootstrap",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			set, err := load(c.ErrOrStderr(), dir)
			if err != nil {
				return err
			}
			opts.Tracing = wanted(tracing)
			text, err := envoyhost.Render(set, opts)
			if err != nil {
				return err
			}
			_, err = c.OutOrStdout().Write(text)
			return err
		},
	}
	manifestFlag(envoy, &dir)
	envoy.Flags().StringVar(&opts.Listen, "listen", "127.0.0.1:8080", "where clients connect")
	envoy.Flags().StringVar(&opts.Admin, "admin", "127.0.0.1:8081", "Envoy's admin interface")
	envoy.Flags().IntVar(&opts.BodyLimit, "body-limit", 32<<20, "bytes of one body that a plugin may hold back")
	tracingFlags(envoy, &tracing)
	c.AddCommand(envoy)
	return c
}
