package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// printCurl prints the commands of an example's curl.sh, ready to paste: with
// the address in place of $GATEWAY, and without the lines that are the
// script's own.
func printCurl(out io.Writer, dir, address string) {
	text, err := os.ReadFile(filepath.Join(dir, "curl.sh"))
	if err != nil {
		return // not every directory is an example
	}
	_, commands, found := strings.Cut(string(text), "\nGATEWAY=")
	if !found {
		return
	}
	_, commands, _ = strings.Cut(commands, "\n")
	fmt.Fprintln(out, strings.ReplaceAll(commands, "$GATEWAY", "http://"+address))
}
