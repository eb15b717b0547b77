package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"aigateway/host-test/manifest"
)

func checkCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "check -f DIR",
		Short: "Validate manifests and plugin configurations; each fault with file, line, path and a sentence",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return check(c.OutOrStdout(), dir)
		},
	}
	manifestFlag(c, &dir)
	return c
}

// manifestFlag is the -f that every command has.
func manifestFlag(c *cobra.Command, dir *string) {
	c.Flags().StringVarP(dir, "filename", "f", "", "directory of manifests, or one file")
	_ = c.MarkFlagRequired("filename") // fails only for a flag that is not there
}

// check prints every fault. Warnings alone do not fail.
func check(out io.Writer, dir string) error {
	set, faults := manifest.Read(dir)
	faults = append(faults, manifest.Check(set, checkPlugin)...)
	report(out, faults)
	if manifest.Failed(faults) {
		return errTold
	}
	fmt.Fprintf(out, "%s: %s, %s, %s: no mistakes\n", dir,
		count(len(set.Plugins), "plugin"), count(len(set.Routes), "route"), count(len(set.Clusters), "cluster"))
	return nil
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func report(out io.Writer, faults []manifest.Fault) {
	for _, f := range faults {
		fmt.Fprintln(out, f)
	}
}

// load reads a set that is to run. Faults in a plugin's configuration are only
// told: the plugin decides what it can do without, so that a configuration
// from a newer Higress still loads.
func load(out io.Writer, dir string) (*manifest.Set, error) {
	set, faults := manifest.Read(dir)
	for _, f := range manifest.Check(set, checkPlugin) {
		f.Warning = true
		faults = append(faults, f)
	}
	report(out, faults)
	if manifest.Failed(faults) {
		return nil, errTold
	}
	return set, nil
}
